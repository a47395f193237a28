import { hash, verify } from '@node-rs/argon2'

/** Argon2id with 19 MiB, two passes, one lane: the OWASP Password Storage Cheat Sheet's first choice, and the library's algorithm by default. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/**
 * A hash with the same parameters of random bytes that nobody kept. An unknown e-mail costs as much as a wrong password, so that the
 * time of the answer does not tell who has an account.
 */
export const nobodysHash = '$argon2id$v=19$m=19456,t=2,p=1$tDBY7UuMKMhRH7HMxYZ1cQ$G04MWCZh/fQh7FLEmWo42xABmuPPRDS2bDjeb10GYsQ'

// NB: the same password typed on two keyboards can be two byte sequences; NFKC makes them one (NIST SP 800-63B 5.1.1.2).
const normal = (password: string): string => password.normalize('NFKC')

/** @returns the hash in PHC form. */
export const hashPassword = (password: string): Promise<string> => hash(normal(password), parameters)

/** Whether a password belongs to a hash; without a hash never, after the same work. */
export async function isPasswordOf(passwordHash: string | undefined, password: string): Promise<boolean> {
  const isRight = await verify(passwordHash ?? nobodysHash, normal(password))
  return isRight && passwordHash !== undefined
}
