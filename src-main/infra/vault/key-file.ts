import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../lib/app-error.ts'
import { createAesVault, keyBytes } from './aes-vault.ts'
import { createFileOnce } from './create-file-once.ts'
import type { Vault } from './vault.ts'

export const keyFilePath = (dataDir: string): string => join(dataDir, 'vault.key')

/** Makes the key, unless there is one. */
export function createKeyFile(dataDir: string): void {
  createFileOnce(keyFilePath(dataDir), randomBytes(keyBytes).toString('base64'))
}

/**
 * The key lies in `<dataDir>/vault.key` (base64, mode 0600).
 * @throws AppError `storage_unavailable` when it is missing, damaged, or others may read it.
 */
export function openKeyFileVault(dataDir: string): Vault {
  const path = keyFilePath(dataDir)
  if (!existsSync(path)) throw unusable(`The key file ${path} is missing.`, 'Restore it from a backup of the data folder.')
  assertPrivate(path)
  const key = Buffer.from(readFileSync(path, 'utf8'), 'base64')
  if (key.byteLength !== keyBytes) throw unusable(`The key file ${path} is damaged.`, 'Restore it from a backup of the data folder.')
  return createAesVault({ kind: 'key_file', key })
}

function assertPrivate(path: string): void {
  if (process.platform === 'win32') return // Windows guards the user's folder by its access list; the mode says nothing
  const mode = statSync(path).mode & 0o777
  if ((mode & 0o077) === 0) return
  throw unusable(`Others may read the key file ${path} (mode ${mode.toString(8)}).`, `Run: chmod 600 ${path}`)
}

const unusable = (message: string, fix: string): AppError => new AppError('storage_unavailable', message, { details: { fix } })
