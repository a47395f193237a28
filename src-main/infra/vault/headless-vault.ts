import { randomBytes } from 'node:crypto'
import { AppError } from '../../lib/app-error.ts'
import { assertNever } from '../../lib/assert.ts'
import { createAesVault, keyBytes } from './aes-vault.ts'
import { createKeyFile, openKeyFileVault } from './key-file.ts'
import type { Keyring, Vault } from './vault.ts'
import { findVaultRecord, saveVaultRecord, type VaultRecord } from './vault-record.ts'

export interface HeadlessVaultOptions {
  readonly dataDir: string
  /** The operating system's keyring; undefined never asks it (tests, containers). */
  readonly keyring: Keyring | undefined
}

/**
 * The vault of a host without Electron: a random AES key in the OS keyring where that answers, else in a key file.
 * The first start of a data folder decides, and `vault.json` keeps it.
 * @throws AppError `storage_unavailable` when the folder's key cannot be had; the message says which.
 */
export function openHeadlessVault(options: HeadlessVaultOptions): Vault {
  const record = findVaultRecord(options.dataDir) ?? chooseVault(options)
  switch (record.kind) {
    case 'key_file':
      return openKeyFileVault(options.dataDir)
    case 'os_keyring':
      return openKeyringVault(record.account ?? '', options.keyring)
    case 'safe_storage':
      return desktopOnlyVault(options.dataDir)
    default:
      return assertNever(record.kind)
  }
}

function chooseVault({ dataDir, keyring }: HeadlessVaultOptions): VaultRecord {
  const record = keyInKeyring(keyring) ?? { kind: 'key_file' }
  // NB: the key before the record, or a power cut between them would look like a lost key.
  if (record.kind === 'key_file') createKeyFile(dataDir)
  return saveVaultRecord(dataDir, record)
}

function keyInKeyring(keyring: Keyring | undefined): VaultRecord | undefined {
  if (keyring === undefined) return undefined
  const account = `vault-${randomBytes(8).toString('hex')}`
  const key = randomBytes(keyBytes).toString('base64')
  try {
    keyring.save(account, key)
    return keyring.find(account) === key ? { kind: 'os_keyring', account } : undefined
  } catch {
    return undefined // no keyring answers here (a server, a container): the key file is for that
  }
}

function openKeyringVault(account: string, keyring: Keyring | undefined): Vault {
  try {
    const secret = keyring?.find(account)
    if (secret !== undefined) return createAesVault({ kind: 'os_keyring', key: Buffer.from(secret, 'base64') })
  } catch (cause) {
    throw missingKey(account, cause)
  }
  throw missingKey(account, undefined)
}

const missingKey = (account: string, cause: unknown): AppError =>
  new AppError('storage_unavailable', `The operating system's keyring does not give the vault key "${account}" of Interlock.`, {
    cause,
    details: { fix: 'Unlock the keyring of the user who first started Interlock on this data folder, and start again as that user.' },
  })

/** Everything but the sealed credentials works on a desktop's data folder. */
function desktopOnlyVault(dataDir: string): Vault {
  const refuse = (): never => {
    throw new AppError('storage_unavailable', `The credentials in ${dataDir} are sealed by the desktop app.`, {
      details: { fix: 'Open this data folder with the desktop app.' },
    })
  }
  return { kind: 'safe_storage', seal: refuse, open: refuse }
}
