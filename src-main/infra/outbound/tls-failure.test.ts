import { expect, onTestFinished, test } from 'vitest'
import { createOutboundClient } from './outbound-client.ts'
import { plainWay } from './outbound-way.ts'
import { makeCertificate, trust } from './test-certificates.ts'
import { startSink } from './test-http-sink.ts'
import { startTlsSink } from './test-tls-sink.ts'

async function post(host: string, port: number) {
  const client = createOutboundClient({
    monotonicNow: () => performance.now(),
    resolve: (_, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
  })
  onTestFinished(() => client.close())
  const request = { lane: 'test', way: plainWay, path: '/', headers: {}, body: Buffer.from('{}'), timeoutMs: 10_000 }
  return client.post({ ...request, origin: `https://${host}:${port}` })
}

test('a receiver with a certificate that is trusted and fits is called', async () => {
  const certificate = await makeCertificate('receiver.lan')
  trust(certificate)
  const { port } = await startTlsSink({ ...certificate })
  expect(await post('receiver.lan', port)).toMatchObject({ status: 200, error: null })
})

test('an expired certificate is called that', async () => {
  const certificate = await makeCertificate('receiver.lan', { days: -1 })
  trust(certificate)
  const { port } = await startTlsSink({ ...certificate })
  expect(await post('receiver.lan', port)).toMatchObject({
    status: null,
    error: { kind: 'tls', message: 'The certificate of the receiver has expired.' },
  })
})

test('a certificate for another host is called that', async () => {
  const certificate = await makeCertificate('receiver.lan')
  trust(certificate)
  const { port } = await startTlsSink({ ...certificate })
  expect(await post('other.lan', port)).toMatchObject({
    status: null,
    error: { kind: 'tls', message: 'The certificate of the receiver is for another host than the one in the URL.' },
  })
})

test('a certificate of nobody known is called that', async () => {
  const { port } = await startTlsSink({ ...(await makeCertificate('receiver.lan')) })
  expect(await post('receiver.lan', port)).toMatchObject({
    status: null,
    error: { kind: 'tls', message: 'The certificate of the receiver is self-signed or of an authority that this machine does not know.' },
  })
})

test('a receiver that asks for a client certificate over TLS 1.2 is a TLS failure that says so', async () => {
  const certificate = await makeCertificate('receiver.lan')
  trust(certificate)
  const { port } = await startTlsSink({ ...certificate, ca: certificate.cert, requestCert: true, maxVersion: 'TLSv1.2' })
  expect(await post('receiver.lan', port)).toMatchObject({
    status: null,
    error: { kind: 'tls', message: expect.stringContaining('may ask for a client certificate') },
  })
})

test('a receiver without TLS or with an old one is told apart', async () => {
  const certificate = await makeCertificate('receiver.lan')
  trust(certificate)
  const old = await startTlsSink({ ...certificate, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' })
  expect((await post('receiver.lan', old.port)).error).toMatchObject({ kind: 'tls', message: expect.stringContaining('versions of TLS') })
  const plain = await startSink()
  expect((await post('receiver.lan', plain.port)).error).toEqual({ kind: 'tls', message: 'The receiver does not speak TLS at this port.' })
})

test('a receiver that asks for a client certificate over TLS 1.3 just hangs up, and the log says what that may mean', async () => {
  const certificate = await makeCertificate('receiver.lan')
  trust(certificate)
  const { port } = await startTlsSink({ ...certificate, ca: certificate.cert, requestCert: true, minVersion: 'TLSv1.3' })
  expect(await post('receiver.lan', port)).toMatchObject({
    status: null,
    error: { kind: 'reset', message: expect.stringContaining('may ask for a client certificate') },
  })
})
