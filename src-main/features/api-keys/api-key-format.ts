import { crc32 } from 'node:zlib'
import type { Environment } from '../../infra/db/workspace.ts'

/**
 * `live_` or `test_`, 43 digits of base62 for 256 random bits, 6 digits for the CRC-32 of all before: 54 characters. The
 * checksum only tells a mistyped or made-up key from a possible one without a look-up; it is no secret.
 */
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

export const secretBytes = 32
const secretDigits = 43
const checksumDigits = 6
const visibleDigits = 8

const environmentPrefixes = { live: 'live_', sandbox: 'test_' } as const satisfies Record<Environment, string>

const shape = /^(live|test)_[0-9A-Za-z]{49}$/

export interface ParsedApiKey {
  readonly environment: Environment
  /** The part that may be shown and is indexed, `live_Ab3dEf9h`. */
  readonly keyPrefix: string
}

/** Spells 32 random bytes as a key. */
export function formatApiKey(environment: Environment, secret: Uint8Array): string {
  if (secret.length !== secretBytes) throw new Error(`An API key needs ${secretBytes} random bytes, not ${secret.length}.`)
  const body = environmentPrefixes[environment] + base62(BigInt(`0x${Buffer.from(secret).toString('hex')}`), secretDigits)
  return body + checksumOf(body)
}

/** What a text says that it is, if it can be a key at all. */
export function parseApiKey(text: string): ParsedApiKey | undefined {
  if (!shape.test(text)) return undefined
  const body = text.slice(0, -checksumDigits)
  if (checksumOf(body) !== text.slice(-checksumDigits)) return undefined
  return { environment: text.startsWith(environmentPrefixes.live) ? 'live' : 'sandbox', keyPrefix: keyPrefixOf(text) }
}

export const keyPrefixOf = (key: string): string => key.slice(0, environmentPrefixes.live.length + visibleDigits)

const checksumOf = (body: string): string => base62(BigInt(crc32(body)), checksumDigits)

function base62(value: bigint, length: number): string {
  let rest = value
  let text = ''
  for (let index = 0; index < length; index += 1) {
    text = digits.charAt(Number(rest % 62n)) + text
    rest /= 62n
  }
  return text
}
