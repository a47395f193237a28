import { createPrivateKey } from 'node:crypto'
import { expect, test } from 'vitest'
import { certificatesOf, readCertificates, readClientCertificate } from './certificates.ts'
import { makeCertificate } from './test-certificates.ts'

const at = { field: 'tls.client', now: new Date().toISOString() }

test('of a text its certificates are kept and nothing else', async () => {
  const [one, two] = [await makeCertificate('one.lan'), await makeCertificate('two.lan')]
  const text = readCertificates(`Subject: one\r\n${one.cert}\n${one.key}\n${two.cert}`, at)
  expect(text).not.toContain('PRIVATE KEY')
  expect(certificatesOf(text)).toMatchObject([
    { subject: 'CN=one.lan', issuer: 'CN=one.lan', fingerprint: expect.stringMatching(/^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/) },
    { subject: 'CN=two.lan' },
  ])
})

test('what cannot be used is refused with its reason', async () => {
  const [good, other, expired] = [await makeCertificate('a'), await makeCertificate('b'), await makeCertificate('c', { days: -1 })]
  expect(() => readCertificates('nonsense', at)).toThrow('holds no certificate')
  expect(() => readCertificates(good.cert.replace(/MII/, 'AII'), at)).toThrow('cannot be read')
  expect(() => readCertificates(`${good.cert}${expired.cert}`, at)).toThrow('the certificate of CN=c expired at')
  const client = (privateKey: string) => () => readClientCertificate({ certificate: good.cert, privateKey }, at)
  expect(client(other.key)).toThrow('tls.client.private_key: is not the key of this certificate')
  expect(client('nonsense')).toThrow('holds no private key')
  const cipher = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' } as const
  expect(client(String(createPrivateKey(good.key).export(cipher)))).toThrow('is a key with a passphrase')
  expect(client(good.key)().privateKey).toContain('BEGIN PRIVATE KEY')
})
