import { expect, test } from 'vitest'
import { certificatesOf, readClientCertificate } from './certificates.ts'
import { readPfx } from './pfx.ts'
import { testPassphrase, testPfx } from './test-pfx.ts'

const at = { field: 'tls.client', now: new Date().toISOString() }
const refusal = (pfx: string, passphrase = 'secret') => readPfx({ pfx, passphrase }, at).catch(({ message }: Error) => message)

test('a PFX gives its key, its own certificate first, then those above it', async () => {
  const read = await readPfx({ pfx: testPfx.aes, passphrase: testPassphrase }, at)
  expect(certificatesOf(read.certificate).map(({ subject }) => subject)).toEqual(['CN=Interlock', 'CN=Plant CA'])
  expect(readClientCertificate(read, at)).toEqual(read)
})

test('one that does not open is refused with its reason', async () => {
  expect(await refusal(testPfx.aes, 'sifre')).toBe('tls.client.passphrase: does not open this PFX')
  expect(await refusal(testPfx.aes, '')).toBe('tls.client.passphrase: does not open this PFX')
  const old = 'tls.client.pfx: is encrypted in an old way (RC2 or 3DES) that is not safe any more'
  expect(await refusal(testPfx.rc2)).toBe(old)
  expect(await refusal(testPfx.tripleDes)).toBe(old)
  expect(await refusal(testPfx.withoutKey)).toBe('tls.client.pfx: holds no private key')
  expect(await refusal(testPfx.withoutCertificate)).toBe('tls.client.pfx: holds no certificate for its key')
  expect(await refusal(testPfx.slow)).toBe('tls.client.pfx: hashes its passphrase too often to be opened')
  const unreadable = 'tls.client.pfx: holds no PFX that can be read'
  expect(await refusal('bm9uc2Vuc2U=')).toBe(unreadable)
  expect(await refusal(testPfx.aes.slice(0, 400), testPassphrase)).toBe(unreadable)
})

test('one that has expired is refused', async () => {
  const then = { ...at, now: '2200-01-01T00:00:00.000Z' }
  await expect(readPfx({ pfx: testPfx.aes, passphrase: testPassphrase }, then)).rejects.toThrow(
    'the certificate of CN=Interlock expired at',
  )
})
