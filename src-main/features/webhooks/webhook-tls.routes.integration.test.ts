import { expect, test } from 'vitest'
import { createTestApp } from '../../app/test-app.ts'
import { makeCertificate } from '../../infra/outbound/test-certificates.ts'
import { testPassphrase, testPfx, testPfxAuthority } from '../../infra/outbound/test-pfx.ts'
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

test('a client certificate comes as a PFX too; neither it nor its passphrase is kept, and its authority is not trusted by it', async () => {
  const { call, authority, look } = await setUp()
  const server = await makeCertificate('127.0.0.1', { by: authority })
  const sink = await startTlsSink({ ...server, ca: testPfxAuthority, requestCert: true })
  const client = { pfx: testPfx.aes, passphrase: testPassphrase }
  const created = await call('POST', '', { name: 'MES', url: `https://127.0.0.1:${sink.port}/`, events: ['*'], tls: { client } })
  expect(created).toMatchObject({ status: 201, body: { tls: { client: { subject: 'CN=Interlock', issuer: 'CN=Plant CA' } } } })
  expect((await call('POST', '/1/test')).body).toMatchObject({ status: 'failed', attempts: [{ error: { kind: 'tls' } }] })
  await call('PUT', '/1', { tls: { authorities: authority.cert } })
  expect((await call('POST', '/1/test')).body).toMatchObject({ status: 'delivered' })
  expect(sink.clients).toEqual(['CN=Interlock'])
  const stored = JSON.stringify(look('live').$client.prepare('SELECT * FROM webhooks').get())
  for (const secret of ['PRIVATE KEY', testPassphrase, testPfx.aes.slice(0, 60)]) expect(stored).not.toContain(secret)
})

test('a PFX that cannot be used is refused at its field, in the language of the caller', async () => {
  const { request, key, tls, url } = await setUp()
  const refusals = [
    [{ pfx: testPfx.aes, passphrase: 'wrong' }, 'tls.client.passphrase', 'bu PFX dosyasını açmıyor'],
    [{ pfx: testPfx.rc2, passphrase: 'secret' }, 'tls.client.pfx', 'artık güvenli olmayan eski bir yöntemle (RC2 ya da 3DES) şifrelenmiş'],
    [
      { ...tls.client, pfx: testPfx.aes, passphrase: testPassphrase },
      'tls.client.pfx',
      'PEM olarak verilen sertifika ya da anahtarın yanında duruyor',
    ],
  ] as const
  for (const [client, field, reason] of refusals) {
    const body = { name: 'MES', url, events: ['*'], tls: { client } }
    const answer = await request('POST', '/api/webhooks', { key, headers: { 'accept-language': 'tr' }, body })
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request', details: { fields: [{ field, reason }] } } })
  }
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
