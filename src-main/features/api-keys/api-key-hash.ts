import { compare, hash } from 'bcrypt'

/** 54 ms on the build machine, paid once a key and process. The key's 256 random bits need no more. */
const cost = 10

/** What bcrypt reads; it ignores the rest without a word. */
const maxBytes = 72

const isReadWhole = (key: string): boolean => Buffer.byteLength(key) <= maxBytes

/** What is kept of a key. @throws Error for a key of which bcrypt would read only the beginning: a key has 54 bytes, a longer format has to fail here. */
export async function hashKey(key: string): Promise<string> {
  if (!isReadWhole(key)) throw new Error(`A key of more than ${maxBytes} bytes cannot be hashed by bcrypt.`)
  return hash(key, cost)
}

export const isKeyOf = async (keyHash: string, key: string): Promise<boolean> => isReadWhole(key) && compare(key, keyHash)
