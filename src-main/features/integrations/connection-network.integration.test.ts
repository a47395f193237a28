import { expect, test } from 'vitest'
import { createTestApp } from '../../app/test-app.ts'
import { makeCertificate } from '../../infra/outbound/test-certificates.ts'
import { startProxy } from '../../infra/outbound/test-proxy.ts'
import { startTlsSink } from '../../infra/outbound/test-tls-sink.ts'

/** A server with a certificate of the plant's own authority that wants one of ours, and that only the proxy finds. */
async function createPlant() {
  const app = await createTestApp()
  const key = await app.createKey(['admin'])
  const proxy = await startProxy({ credentials: 'plant:s3cret' })
  const authority = await makeCertificate('Plant CA', { isAuthority: true })
  const sink = await startTlsSink({
    ...(await makeCertificate('erp.example.invalid', { by: authority })),
    ca: authority.cert,
    requestCert: true,
  })
  const ours = await makeCertificate('Interlock', { by: authority })
  const connect = (network: object, id?: number) =>
    app.request('POST', '/api/integrations/rest/connect', {
      key,
      body: { id, name: 'ERP', config: { base_url: `https://erp.example.invalid:${sink.port}` }, credentials: {}, network },
    })
  const network = {
    proxy: { url: proxy.url, user_name: 'plant', password: 's3cret' },
    authorities: authority.cert,
    client: { certificate: ours.cert, private_key: ours.key },
  }
  return { app, key, proxy, sink, connect, network }
}

test('a connection goes through a proxy of its own to a server of an own authority, and shows its certificate', async () => {
  const { app, key, proxy, sink, connect, network } = await createPlant()
  const { status, body } = await connect(network)
  expect([status, body.test.is_ok, body.connection.status]).toEqual([201, true, 'ACTIVE'])
  expect([proxy.targets, sink.clients]).toEqual([[`erp.example.invalid:${sink.port}`], ['CN=Interlock']])
  expect(body.connection.network).toMatchObject({
    proxy: { url: proxy.url, user_name: 'plant', has_password: true },
    authorities: [{ subject: 'CN=Plant CA' }],
    client: { subject: 'CN=Interlock' },
  })
  const { data } = (await app.request('GET', '/api/expiry?kind=certificate', { key })).body
  expect(data.map(({ name, detail }: { name: string; detail: string }) => [name, detail]).toSorted()).toEqual([
    ['ERP', 'CN=Interlock'],
    ['ERP', 'CN=Plant CA'],
  ])
})

test.each([
  ['another password', { password: 'wrong' }, 'proxy'],
  ['nothing at the address', { url: 'http://127.0.0.1:9' }, 'proxy'],
])('a proxy with %s is told as that', async (_, change, kind) => {
  const { connect, network } = await createPlant()
  const { body } = await connect({ ...network, proxy: { ...network.proxy, ...change } })
  expect(body.test.failure.kind).toBe(kind)
})

test('without the authority the server is not trusted, and TLS is named', async () => {
  const { connect, network } = await createPlant()
  const { body } = await connect({ ...network, authorities: null })
  expect([body.test.failure.kind, body.test.failure.step]).toEqual(['tls', 'tls'])
})

test('what is left out stays, what is null goes away', async () => {
  const { connect, network } = await createPlant()
  await connect(network)
  const kept = await connect({ proxy: { url: network.proxy.url, user_name: 'plant' } }, 1)
  expect([kept.body.test.is_ok, kept.body.connection.network.proxy.has_password]).toEqual([true, true])
  const gone = await connect({ proxy: null, client: null, authorities: null }, 1)
  expect(gone.body.connection.network).toMatchObject({ proxy: null, client: null, authorities: [] })
})
