import { createHmac, hash, timingSafeEqual } from 'node:crypto'

export const sessionCookie = 'interlock_session'

/** Random bytes of a session token. */
export const tokenBytes = 32

export const hashToken = (token: string): string => hash('sha256', token, 'base64url')

/** The token of forms and requests that change something: only who read it from the API of this session knows it. */
export const csrfTokenOf = (sessionToken: string): string => createHmac('sha256', sessionToken).update('interlock csrf').digest('base64url')

/** Compares two texts in time that depends on their lengths only. */
export function isSameSecret(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)]
  return left.length === right.length && timingSafeEqual(left, right)
}
