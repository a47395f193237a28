import { expect, onTestFinished, test } from 'vitest'
import { createOutboundClient } from './outbound-client.ts'
import { type OutboundWay, plainWay } from './outbound-way.ts'
import { makeCertificate, type TestCertificate, trust } from './test-certificates.ts'
import { startTlsSink } from './test-tls-sink.ts'

function createClient() {
  const client = createOutboundClient({
    monotonicNow: () => performance.now(),
    resolve: (_, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
  })
  onTestFinished(() => client.close())
  return (port: number, way: Partial<OutboundWay>) => {
    const request = { lane: 'test', path: '/', headers: {}, body: Buffer.from('{}'), timeoutMs: 10_000 }
    return client.post({ ...request, way: { ...plainWay, ...way }, origin: `https://receiver.lan:${port}` })
  }
}

const authority = (name = 'Plant CA') => makeCertificate(name, { isAuthority: true })
const clientOf = ({ cert, key }: TestCertificate) => ({ certificate: cert, privateKey: key })

test('a receiver is trusted by the authority of its webhook alone', async () => {
  const [ours, others] = [await authority(), await authority('Another CA')]
  const { port } = await startTlsSink({ ...(await makeCertificate('receiver.lan', { by: ours })) })
  const post = createClient()
  expect(await post(port, {})).toMatchObject({ error: { kind: 'tls', message: expect.stringContaining('does not know') } })
  expect(await post(port, { authorities: ours.cert })).toMatchObject({ status: 200, error: null })
  expect(await post(port, { authorities: `${others.cert}\n${ours.cert}` })).toMatchObject({ status: 200 })
  trust(ours)
  expect(await post(port, { authorities: others.cert })).toMatchObject({ status: null, error: { kind: 'tls' } })
  expect(await post(port, {})).toMatchObject({ status: 200 })
})

test('the authorities of a company count beside those of the machine', async () => {
  const [ours, machines] = [await authority(), await authority('Another CA')]
  trust(machines)
  const sinks = [await makeCertificate('receiver.lan', { by: ours }), await makeCertificate('receiver.lan', { by: machines })].map((one) =>
    startTlsSink({ ...one }),
  )
  const post = createClient()
  const company = { ...plainWay.company, authorities: ours.cert }
  for (const { port } of await Promise.all(sinks)) expect(await post(port, { company })).toMatchObject({ status: 200, error: null })
})

test('an authority of its own saves no receiver from a wrong name or an expired certificate', async () => {
  const ours = await authority()
  const post = createClient()
  const other = await startTlsSink({ ...(await makeCertificate('other.lan', { by: ours })) })
  expect(await post(other.port, { authorities: ours.cert })).toMatchObject({ error: { message: expect.stringContaining('another host') } })
  const old = await startTlsSink({ ...(await makeCertificate('receiver.lan', { by: ours, days: -1 })) })
  expect(await post(old.port, { authorities: ours.cert })).toMatchObject({ error: { message: expect.stringContaining('has expired') } })
})

test.each(['TLSv1.2', 'TLSv1.3'] as const)('a client certificate is shown to a receiver that asks for it over %s', async (version) => {
  const ours = await authority()
  const server = await makeCertificate('receiver.lan', { by: ours })
  const sink = await startTlsSink({ ...server, ca: ours.cert, requestCert: true, minVersion: version, maxVersion: version })
  const post = createClient()
  const way = { authorities: ours.cert, client: clientOf(await makeCertificate('Interlock', { by: ours })) }
  expect(await post(sink.port, way)).toMatchObject({ status: 200, error: null })
  expect(sink.clients).toEqual(['CN=Interlock'])

  const foreign = clientOf(await makeCertificate('Interlock', { by: await authority('Another CA') }))
  for (const client of [undefined, foreign]) {
    expect(await post(sink.port, { authorities: ours.cert, client })).toMatchObject({
      status: null,
      error: { kind: expect.stringMatching(/^(?:tls|reset)$/), message: expect.stringContaining('client certificate') },
    })
  }
  expect(sink.clients).toHaveLength(1)
})

test('nothing goes out any more on a connection that another client certificate made', async () => {
  const ours = await authority()
  const server = await makeCertificate('receiver.lan', { by: ours })
  const sink = await startTlsSink({ ...server, ca: ours.cert, requestCert: true })
  const post = createClient()
  for (const name of ['First', 'Second']) {
    await post(sink.port, { authorities: ours.cert, client: clientOf(await makeCertificate(name, { by: ours })) })
  }
  expect(sink.clients).toEqual(['CN=First', 'CN=Second'])
})

test('a key that does not belong to its certificate is a TLS failure, not a crash', async () => {
  const [one, other] = [await makeCertificate('one'), await makeCertificate('other')]
  const post = createClient()
  expect(await post(1, { client: { certificate: one.cert, privateKey: other.key } })).toMatchObject({ error: { kind: 'tls' } })
})
