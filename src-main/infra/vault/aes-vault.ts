import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { AppError } from '../../lib/app-error.ts'
import { invariant } from '../../lib/assert.ts'
import type { Vault, VaultKind } from './vault.ts'

export const keyBytes = 32
const ivBytes = 12
const tagBytes = 16
const formatVersion = 1

/** AES-256-GCM. Sealed text is base64 of: version (1 byte), IV (12), tag (16), ciphertext. */
export function createAesVault(options: { readonly kind: VaultKind; readonly key: Uint8Array }): Vault {
  const { kind, key } = options
  invariant(key.byteLength === keyBytes, `a vault key has ${keyBytes} bytes`)
  return {
    kind,
    seal: (plaintext) => {
      const iv = randomBytes(ivBytes)
      const cipher = createCipheriv('aes-256-gcm', key, iv)
      const ciphertext = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()])
      return Buffer.concat([Buffer.of(formatVersion), iv, cipher.getAuthTag(), ciphertext]).toString('base64')
    },
    open: (sealed) => {
      try {
        return decrypt(key, Buffer.from(sealed, 'base64'))
      } catch (error) {
        throw unreadableSecret(error)
      }
    },
  }
}

/** What `open` throws: without the secret, without the reason of the cipher. */
export const unreadableSecret = (cause: unknown): AppError =>
  new AppError('storage_unavailable', 'A stored credential cannot be unsealed: it was changed, or sealed with another key.', {
    cause,
    details: { fix: 'Restore the data folder together with its key, or enter the credential again.' },
  })

function decrypt(key: Uint8Array, sealed: Buffer): string {
  const start = 1 + ivBytes + tagBytes
  invariant(sealed.length >= start && sealed[0] === formatVersion, 'sealed text has a known version')
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + ivBytes), { authTagLength: tagBytes })
  decipher.setAuthTag(sealed.subarray(1 + ivBytes, start))
  return Buffer.concat([decipher.update(sealed.subarray(start)), decipher.final()]).toString('utf8')
}
