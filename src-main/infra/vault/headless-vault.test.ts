import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openHeadlessVault } from './headless-vault.ts'
import type { Keyring } from './vault.ts'
import { saveVaultRecord } from './vault-record.ts'

const memoryKeyring = (): Keyring => {
  const secrets = new Map<string, string>()
  return { find: (account) => secrets.get(account), save: (account, secret) => void secrets.set(account, secret) }
}

const silentKeyring: Keyring = {
  find: () => {
    throw new Error('no D-Bus')
  },
  save: () => {
    throw new Error('no D-Bus')
  },
}

const secret = 'şifre ₺ 🔑'

describe('the headless vault', () => {
  let dataDir: string
  const open = (keyring?: Keyring) => openHeadlessVault({ dataDir, keyring })
  const keyFile = () => join(dataDir, 'vault.key')

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'interlock-vault-'))
  })
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

  it('seals with a key file of mode 0600 where no keyring answers, and opens again after a restart', () => {
    const sealed = open(silentKeyring).seal(secret)
    expect(sealed).not.toContain('şifre')
    expect(open(silentKeyring).kind).toBe('key_file')
    expect(open(silentKeyring).open(sealed)).toBe(secret)
    expect(statSync(keyFile()).mode & 0o777).toBe(0o600)
    expect(readdirSync(dataDir).sort()).toEqual(['vault.json', 'vault.key'])
  })

  it('keeps its key in the keyring where one answers, and nothing of it on the disk', () => {
    const keyring = memoryKeyring()
    const sealed = open(keyring).seal(secret)
    expect(open(keyring).kind).toBe('os_keyring')
    expect(open(keyring).open(sealed)).toBe(secret)
    expect(existsSync(keyFile())).toBe(false)
  })

  it('stays with the key file when a keyring appears later', () => {
    const sealed = open().seal(secret)
    expect(open(memoryKeyring()).open(sealed)).toBe(secret)
  })

  it('never seals the same text to the same ciphertext', () => {
    const vault = open()
    expect(vault.seal(secret)).not.toBe(vault.seal(secret))
  })

  it('refuses a ciphertext in which any part was changed, cut or replaced', () => {
    const vault = open()
    const sealed = Buffer.from(vault.seal(secret), 'base64')
    for (const position of [0, 1, 13, 29, sealed.length - 1]) {
      const tampered = Buffer.from(sealed)
      tampered[position] = (tampered[position] ?? 0) ^ 1
      expect(() => vault.open(tampered.toString('base64')), `byte ${position}`).toThrow('cannot be unsealed')
    }
    for (const text of ['', 'plain text', sealed.subarray(0, 20).toString('base64'), sealed.subarray(0, -1).toString('base64')]) {
      expect(() => vault.open(text)).toThrow('cannot be unsealed')
    }
  })

  it('cannot open what another data folder sealed', () => {
    const sealed = open().seal(secret)
    const elsewhere = mkdtempSync(join(tmpdir(), 'interlock-vault-'))
    expect(() => openHeadlessVault({ dataDir: elsewhere, keyring: undefined }).open(sealed)).toThrow('cannot be unsealed')
    rmSync(elsewhere, { recursive: true })
  })

  it('refuses a key file that others may read, and says what to run', () => {
    open()
    chmodSync(keyFile(), 0o644)
    expect(() => open()).toThrow(`Others may read the key file ${keyFile()} (mode 644)`)
  })

  it('refuses a damaged and a missing key file instead of making a new key', () => {
    open()
    const key = readFileSync(keyFile())
    writeFileSync(keyFile(), key.subarray(0, 10))
    expect(() => open()).toThrow('is damaged')
    rmSync(keyFile())
    expect(() => open()).toThrow('is missing')
    expect(existsSync(keyFile())).toBe(false)
  })

  it('says so when the keyring that holds the key no longer answers', () => {
    open(memoryKeyring())
    for (const keyring of [undefined, silentKeyring, memoryKeyring()]) expect(() => open(keyring)).toThrow('keyring does not give')
  })

  it('leaves what the desktop app sealed to the desktop app', () => {
    saveVaultRecord(dataDir, { kind: 'safe_storage' })
    const vault = open(memoryKeyring())
    expect(vault.kind).toBe('safe_storage')
    expect(() => vault.seal(secret)).toThrow('sealed by the desktop app')
    expect(() => vault.open('AQ==')).toThrow('sealed by the desktop app')
  })

  it('names a damaged vault.json', () => {
    writeFileSync(join(dataDir, 'vault.json'), '{"kind":"magic"}')
    expect(() => open()).toThrow('vault.json is damaged')
  })
})
