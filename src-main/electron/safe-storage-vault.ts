import { safeStorage } from 'electron'
import { unreadableSecret } from '../infra/vault/aes-vault.ts'
import { type HeadlessVaultOptions, openHeadlessVault } from '../infra/vault/headless-vault.ts'
import type { Vault } from '../infra/vault/vault.ts'
import { findVaultRecord, saveVaultRecord } from '../infra/vault/vault-record.ts'

/**
 * The desktop's vault: Electron's safeStorage (Keychain, DPAPI, Secret Service or KWallet). A folder that was first used
 * headless keeps its key, and so does one on a Linux desktop without a secret store. Call after `app.whenReady()`.
 */
export function openDesktopVault(options: HeadlessVaultOptions): Vault {
  const record = findVaultRecord(options.dataDir)
  if (record === undefined && !isProtected()) return openHeadlessVault(options)
  const chosen = record ?? saveVaultRecord(options.dataDir, { kind: 'safe_storage' })
  return chosen.kind === 'safe_storage' ? safeStorageVault() : openHeadlessVault(options)
}

// NB: without a secret store, Linux "encrypts" with a password that is in Chromium's sources.
const isProtected = (): boolean =>
  safeStorage.isEncryptionAvailable() && (process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text')

const safeStorageVault = (): Vault => ({
  kind: 'safe_storage',
  seal: (plaintext) => safeStorage.encryptString(plaintext).toString('base64'),
  open: (sealed) => {
    try {
      return safeStorage.decryptString(Buffer.from(sealed, 'base64'))
    } catch (error) {
      throw unreadableSecret(error)
    }
  },
})
