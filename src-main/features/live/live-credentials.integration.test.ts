import { expect, test } from 'vitest'
import { createTestApp } from '../../app/test-app.ts'
import { defaultLiveLimits } from './live-limits.ts'
import { openLive, openSocket, refusalOf } from './test-live-client.ts'

test('a handshake with a wrong key, from a foreign page or for another host is refused as a request is', async () => {
  const { url, createKey } = await createTestApp()
  const key = await createKey(['read'])
  expect(await refusalOf(url, { 'x-api-key': `${key}x` })).toMatchObject({
    status: 401,
    body: { code: 'unauthorized', details: { fix: expect.any(String) } },
  })
  expect(await refusalOf(url, { 'x-api-key': key, origin: 'https://evil.example' })).toMatchObject({
    status: 403,
    body: { code: 'origin_not_allowed' },
  })
  expect(await refusalOf(url, { origin: 'https://evil.example' })).toMatchObject({ status: 403, body: { code: 'origin_not_allowed' } })
  expect(await refusalOf(url, { 'x-api-key': key, host: 'evil.example' })).toMatchObject({
    status: 421,
    body: { code: 'misdirected_request' },
  })
})

test('the window says in its first message which workspace it shows, and only its own pages may', async () => {
  const { url, signIn } = await createTestApp()
  const { cookie = '' } = await signIn()
  const own = await openSocket(url, { cookie, origin: url })
  expect(await own.ask({ type: 'subscribe', channels: ['jobs'] })).toMatchObject({ type: 'error', code: 'unauthorized' })
  own.send({ type: 'authenticate', environment: 'sandbox' })
  expect(await own.next('ready')).toMatchObject({ company: 'test-plant', environment: 'sandbox' })
  expect(await refusalOf(url, { cookie, origin: 'https://evil.example' })).toMatchObject({ status: 403 })
  const program = await openSocket(url, { cookie })
  program.send({ type: 'authenticate' })
  expect(await program.closed).toEqual({ code: 4403, reason: 'origin_not_allowed' })
  const stranger = await openSocket(url, { cookie, origin: url })
  stranger.send({ type: 'authenticate', company: 'other-plant' })
  expect(await stranger.closed).toEqual({ code: 4403, reason: 'forbidden' })
})

test('who cannot send headers says its key or access token in the first message', async () => {
  const { url, createKey, request } = await createTestApp()
  const key = await createKey(['admin'])
  const order = { name: 'panel', environment: 'live', grant_types: ['client_credentials'], scopes: ['read'] }
  const { client_id, client_secret } = (await request('POST', '/api/oauth/clients', { key, body: order })).body
  const { access_token } = (
    await request('POST', '/api/oauth/token', { body: { grant_type: 'client_credentials', client_id, client_secret } })
  ).body
  for (const token of [key, access_token]) {
    const client = await openSocket(url)
    client.send({ type: 'authenticate', token })
    expect(await client.next('ready')).toMatchObject({ company: 'test-plant', environment: 'live' })
  }
  const header = await openSocket(url, { authorization: `Bearer ${access_token}` })
  await header.next('ready')
  const wrong = await openSocket(url)
  wrong.send({ type: 'authenticate', token: 'live_wrong' })
  expect(await wrong.closed).toEqual({ code: 4401, reason: 'unauthorized' })
})

test('a page of a site that the company allows may connect with a key', async () => {
  const { url, createKey, request } = await createTestApp()
  const key = await createKey(['admin'])
  const { body } = await request('GET', '/api/company/api-access', { key })
  const allowed = { ...body, allowed_origins: ['https://panel.example'] }
  delete allowed.updated_at
  expect((await request('PUT', '/api/company/api-access', { key, body: allowed })).status).toBe(200)
  const client = await openSocket(url, { origin: 'https://panel.example' })
  client.send({ type: 'authenticate', token: key })
  await client.next('ready')
})

test('a socket that does not say who it is, is closed', async () => {
  const { url } = await createTestApp({ terms: { live: { ...defaultLiveLimits, authenticateMs: 200 } } })
  const silent = await openSocket(url)
  expect(await silent.closed).toEqual({ code: 4401, reason: 'unauthorized' })
})

test('of those that have not said who they are, too many of one address are not opened', async () => {
  const { url } = await createTestApp({ terms: { live: { ...defaultLiveLimits, authenticateMs: 60_000, unknownOfAddress: 2 } } })
  await openSocket(url)
  await openSocket(url)
  expect(await refusalOf(url, {})).toMatchObject({ status: 429, body: { code: 'rate_limited' } })
})

test('a key that is revoked, a token whose client is gone and a session that ended take their sockets along', async () => {
  const { url, createKey, request, signIn } = await createTestApp()
  const admin = await createKey(['admin'])
  const doomed = await openLive(url, await createKey(['read']))
  const order = { name: 'panel', environment: 'live', grant_types: ['client_credentials'], scopes: ['read'] }
  const created = (await request('POST', '/api/oauth/clients', { key: admin, body: order })).body
  const { client_id, client_secret } = created
  const { access_token } = (
    await request('POST', '/api/oauth/token', { body: { grant_type: 'client_credentials', client_id, client_secret } })
  ).body
  const token = await openSocket(url, { authorization: `Bearer ${access_token}` })
  await token.next('ready')
  const session = await signIn()
  const window = await openSocket(url, { cookie: session['cookie'] ?? '', origin: url })
  window.send({ type: 'authenticate' })
  await window.next('ready')
  const staying = await openLive(url, admin)

  expect((await request('DELETE', '/api/api-keys/2', { key: admin })).status).toBe(204)
  expect(await doomed.closed).toEqual({ code: 4401, reason: 'api_key_revoked' })
  expect(doomed.ofType('error')[0]).toMatchObject({ code: 'api_key_revoked' })
  await request('DELETE', `/api/oauth/clients/${created.id}`, { key: admin })
  expect((await token.closed).code).toBe(4401)
  await request('DELETE', '/api/session', { headers: session })
  expect((await window.closed).code).toBe(4401)
  expect(await staying.ask({ type: 'ping' })).toMatchObject({ type: 'pong' })
})

test('a key whose scopes change has to connect again', async () => {
  const { url, createKey, request } = await createTestApp()
  const admin = await createKey(['admin'])
  const client = await openLive(url, await createKey(['jobs:read']))
  const { body } = await request('GET', '/api/api-keys/2', { key: admin })
  const changed = await request('PATCH', '/api/api-keys/2', { key: admin, body: { version: body.version, scopes: ['customers:read'] } })
  expect(changed.status).toBe(200)
  expect((await client.closed).code).toBe(4409)
})

test('the program tells its clients when it stops', async () => {
  const { url, createKey, close } = await createTestApp()
  const client = await openLive(url, await createKey(['read']))
  const unknown = await openSocket(url)
  await close()
  expect([(await client.closed).code, (await unknown.closed).code]).toEqual([1001, 1001])
})
