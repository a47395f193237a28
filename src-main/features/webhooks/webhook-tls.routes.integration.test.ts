import { expect, test } from 'vitest'
import { createTestApp } from '../../app/test-app.ts'
import { makeCertificate } from '../../infra/outbound/test-certificates.ts'
import { startTlsSink } from '../../infra/outbound/test-tls-sink.ts'

async function setUp() {
  const app = await createTestApp()
  const key = await app.createKey(['webhooks:write'])
  const authority = await makeCertificate('Plant CA', { isAuthority: true })
  const client = await makeCertificate('Interlock', { by: authority })
  const server = await makeCertificate('127.0.0.1', { by: authority })
  const sink = await startTlsSink({ ...server, ca: authority.cert, requestCert: true })
  const call = (method: string, path: string, body?: unknown) =>
    app.request(method, `/api/webhooks${path}`, { key, ...(body === undefined ? {} : { body }) })
  const tls = { authorities: authority.cert, client: { certificate: client.cert, private_key: client.key } }
  return { ...app, key, call, authority, sink, tls, url: `https://127.0.0.1:${sink.port}/` }
}

test('a webhook with its own authority and client certificate is delivered; the key is sealed and never shown', async () => {
  const { call, tls, url, sink, look } = await setUp()
  const created = await call('POST', '', { name: 'MES', url, events: ['*'], tls })
  const shown = {
    authorities: [{ subject: 'CN=Plant CA', issuer: 'CN=Plant CA', valid_until: expect.any(String) }],
    client: { subject: 'CN=Interlock', issuer: 'CN=Plant CA', valid_until: expect.any(String) },
  }
  expect(created).toMatchObject({ status: 201, body: { tls: shown } })
  expect((await call('POST', '/1/test')).body).toMatchObject({ status: 'delivered', response_status: 200 })
  expect(sink.clients).toEqual(['CN=Interlock'])

  for (const { text } of [created, await call('GET', '/1')]) expect(text).not.toContain('PRIVATE KEY')
  const stored = look('live').$client.prepare('SELECT * FROM webhooks').get()
  expect(JSON.stringify(stored)).not.toContain('PRIVATE KEY')
})

test('what is left out stays, null takes away, and the next attempt goes out that way', async () => {
  const { call, tls, url } = await setUp()
  await call('POST', '', { name: 'MES', url, events: ['*'], tls })
  expect((await call('PUT', '/1', { tls: { authorities: tls.authorities } })).body.tls.client).toMatchObject({ subject: 'CN=Interlock' })
  expect((await call('PUT', '/1', { tls: { client: null } })).body.tls).toMatchObject({ authorities: [{}], client: null })
  expect((await call('POST', '/1/test')).body).toMatchObject({
    status: 'failed',
    attempts: [{ error: { message: expect.stringContaining('may ask for a client certificate') } }],
  })
  expect((await call('PUT', '/1', { tls: { authorities: null } })).body.tls.authorities).toEqual([])
  expect((await call('POST', '/1/test')).body).toMatchObject({ attempts: [{ error: { kind: 'tls' } }] })
})

test('certificates that cannot be used are refused at their field', async () => {
  const { call, tls, url, authority } = await setUp()
  const expired = await makeCertificate('Interlock', { by: authority, days: -365 })
  const refusals = [
    [{ authorities: 'nonsense' }, 'tls.authorities'],
    [{ client: { ...tls.client, certificate: expired.cert } }, 'tls.client.certificate'],
    [{ client: { ...tls.client, private_key: authority.key } }, 'tls.client.private_key'],
    [{ client: { certificate: tls.client.certificate } }, 'tls.client.private_key'],
  ] as const
  for (const [wrong, field] of refusals) {
    const answer = await call('POST', '', { name: 'MES', url, events: ['*'], tls: wrong })
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request', details: { field } } })
  }
  expect((await call('GET', '')).body.data).toEqual([])
})

test('why an attempt failed is told in the language of the caller', async () => {
  const { call, url, request, key, authority } = await setUp()
  await call('POST', '', { name: 'MES', url, events: ['*'], tls: { authorities: authority.cert } })
  const inTurkish = { key, headers: { 'accept-language': 'tr' } }
  const reason = 'Alıcı TLS el sıkışmasından sonra yanıt vermeden bağlantıyı kapattı'
  for (const { body } of [
    await request('POST', '/api/webhooks/1/test', inTurkish),
    await request('GET', '/api/webhooks/1/deliveries/1', inTurkish),
  ]) {
    expect(body.attempts[0].error).toEqual({ kind: 'reset', message: expect.stringContaining(reason) })
  }
})
