import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

const storage = vi.hoisted(() => ({ isAvailable: true, backend: 'gnome_libsecret' }))
vi.mock('electron', () => ({
  safeStorage: {
    isEncryptionAvailable: () => storage.isAvailable,
    getSelectedStorageBackend: () => storage.backend,
    encryptString: (text: string) => Buffer.from(`v11${[...text].reverse().join('')}`),
    decryptString: (sealed: Buffer) => {
      const text = sealed.toString()
      if (!text.startsWith('v11')) throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptString.')
      return [...text.slice(3)].reverse().join('')
    },
  },
}))

import { openHeadlessVault } from '../infra/vault/headless-vault.ts'
import { openDesktopVault } from './safe-storage-vault.ts'

describe("the desktop's vault", () => {
  let dataDir: string
  const options = () => ({ dataDir, keyring: undefined })

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'interlock-desktop-vault-'))
    Object.assign(storage, { isAvailable: true, backend: 'gnome_libsecret' })
  })
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

  it('seals with safeStorage, base64, and opens again after a restart', () => {
    const vault = openDesktopVault(options())
    expect(vault.kind).toBe('safe_storage')
    const sealed = vault.seal('gizli')
    expect(Buffer.from(sealed, 'base64').toString()).toMatch(/^v11/)
    expect(openDesktopVault(options()).open(sealed)).toBe('gizli')
    expect(existsSync(join(dataDir, 'vault.key'))).toBe(false)
  })

  it('says so when a sealed text was changed', () => {
    expect(() => openDesktopVault(options()).open(Buffer.from('x').toString('base64'))).toThrow('cannot be unsealed')
  })

  it('uses a key file where safeStorage would only pretend', () => {
    storage.backend = 'basic_text'
    vi.spyOn(process, 'platform', 'get').mockReturnValue('linux')
    expect(openDesktopVault(options()).kind).toBe('key_file')
  })

  it('uses a key file where there is no safeStorage', () => {
    storage.isAvailable = false
    expect(openDesktopVault(options()).kind).toBe('key_file')
  })

  it('keeps opening what the headless program sealed in the same folder', () => {
    const sealed = openHeadlessVault(options()).seal('gizli')
    const vault = openDesktopVault(options())
    expect(vault.kind).toBe('key_file')
    expect(vault.open(sealed)).toBe('gizli')
  })
})
