import { hash, timingSafeEqual } from 'node:crypto'
import type { ApiClientRow } from './oauth.control.table.ts'

/** Random bytes of a client's secret. */
export const clientSecretBytes = 32

/** Random bytes of a client's public id. */
export const clientIdBytes = 12

/** `ilcs_` tells scanners of repositories and logs what they have found. */
export const formatClientSecret = (bytes: Uint8Array): string => `ilcs_${Buffer.from(bytes).toString('base64url')}`

export const formatClientId = (bytes: Uint8Array): string => `ilc_${Buffer.from(bytes).toString('hex')}`

/**
 * SHA-256 of a secret, code or token. All of them are at least 126 random bits, which nobody can try through: a slow hash, made for what people
 * think up, would only make every call to the token endpoint slow.
 */
export const hashSecret = (secret: string): string => hash('sha256', secret, 'base64url')

/** Whether a secret is the client's, or the one before its last rotation while that is still accepted. */
export function isSecretOf(client: ApiClientRow, given: string, now: number): boolean {
  const givenHash = hashSecret(given)
  if (client.clientSecretHash !== null && isSameHash(givenHash, client.clientSecretHash)) return true
  if (client.previousSecretHash === null || client.previousSecretExpiresAt === null) return false
  return Date.parse(client.previousSecretExpiresAt) > now && isSameHash(givenHash, client.previousSecretHash)
}

const isSameHash = (left: string, right: string): boolean => timingSafeEqual(Buffer.from(left), Buffer.from(right))
