import { expect, test, vi } from 'vitest'
import { createOauthPlant, type MadeClient, type OauthPlant, tabletApp } from './test-oauth-plant.ts'

const form = { 'content-type': 'application/x-www-form-urlencoded' }
const basic = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`

const tokenOf = async ({ app }: OauthPlant, { client_id, client_secret }: MadeClient): Promise<string> => {
  const { body } = await app.request('POST', '/api/v1/auth/token', { body: { grant_type: 'client_credentials', client_id, client_secret } })
  return body.access_token
}

const change = (plant: OauthPlant, client: MadeClient, body: object) => plant.call('PATCH', `/api/oauth/clients/${client.id}`, body)

test('a client and a key that share a named limit count together', async () => {
  const plant = await createOauthPlant()
  await plant.call('POST', '/api/rate-limits', { name: 'MES', reads_per_hour: 3, writes_per_hour: 1 })
  const key = await plant.app.createKey(['read'], { rateLimitId: 1 })
  const client = await plant.newClient({ rate_limit_id: 1 })
  const token = await tokenOf(plant, client)
  const left = async (answer: Promise<{ headers: Headers }>) => (await answer).headers.get('x-ratelimit-remaining')
  expect(await left(plant.get('/api/v1/jobs', token))).toBe('2')
  expect(await left(plant.app.request('GET', '/api/v1/jobs', { key }))).toBe('1')
  expect(await left(plant.get('/api/v1/jobs', token))).toBe('0')
  expect((await plant.app.request('GET', '/api/v1/jobs', { key })).status).toBe(429)
  expect((await plant.call('GET', '/api/rate-limits')).body.data).toMatchObject([{ key_count: 1, client_count: 1 }])
  expect((await plant.call('DELETE', '/api/rate-limits/1')).body).toMatchObject({
    code: 'conflict',
    details: { api_keys: 1, oauth_clients: 1 },
  })
  await plant.call('PUT', '/api/rate-limits/1', { name: 'MES', reads_per_hour: 9, writes_per_hour: 1, version: 1 })
  expect(await left(plant.get('/api/v1/jobs', token))).toBe('5')
  await change(plant, client, { rate_limit_id: null })
  expect(await left(plant.get('/api/v1/jobs', token))).toBe('999')
  expect((await change(plant, client, { rate_limit_id: 99 })).body.details.field).toBe('rate_limit_id')
  expect((await change(plant, client, { owner_id: 99 })).body.details.field).toBe('owner_id')
})

test('a client that may call from some addresses gets, uses and asks about tokens from no other', async () => {
  const plant = await createOauthPlant()
  const client = await plant.newClient()
  const token = await tokenOf(plant, client)
  const jobs = async () => (await plant.get('/api/v1/jobs', token)).body.code ?? 'ok'
  expect((await change(plant, client, { allowed_addresses: ['10.0.0.0/33'] })).body.details.field).toBe('allowed_addresses.0')
  await change(plant, client, { allowed_addresses: ['10.0.4.0/24'] })
  expect(await jobs()).toBe('address_not_allowed')
  const { client_id: id, client_secret: secret } = client
  const encoded = id.replace('_', '%5F')
  const ways: [rawBody: string, authorization?: string][] = [
    [`grant_type=client_credentials&client_id=${id}&client_secret=${secret}`],
    ['grant_type=client_credentials', basic(id, secret)],
    ['grant_type=client_credentials', basic(encoded, secret)],
    ['grant_type=client_credentials&client_id=', basic(id, secret)],
    [`grant_type=client_credentials&client_id=${id}`, basic(encoded, secret)],
  ]
  for (const [rawBody, authorization] of ways)
    for (const path of ['/api/oauth/token', '/v1/auth/token', '/api/oauth/introspect', '/api/oauth/revoke']) {
      const headers = { ...form, ...(authorization === undefined ? {} : { authorization }) }
      const answer = await plant.app.request('POST', path, { rawBody: `${rawBody}&token=${token}`, headers })
      expect([path, rawBody, answer.status, answer.body.code]).toEqual([path, rawBody, 403, 'address_not_allowed'])
    }
  await change(plant, client, { allowed_addresses: ['10.0.4.0/24', '127.0.0.1'] })
  expect(await jobs()).toBe('ok')
  expect(await tokenOf(plant, client)).toEqual(expect.any(String))
})

test('a client ends with its time, and its tokens with it', async () => {
  const plant = await createOauthPlant()
  expect((await plant.call('PATCH', '/api/oauth/clients/1', {})).status).toBe(404)
  const client = await plant.newClient({ expires_at: '2026-11-22T08:10:00+00:00' })
  expect(client).toMatchObject({ expires_at: '2026-11-22T08:10:00.000Z' })
  expect((await change(plant, client, { expires_at: '2026-11-22T08:00:00Z' })).body.details.field).toBe('expires_at')
  const token = await tokenOf(plant, client)
  plant.advance(600_000 - 1)
  expect((await plant.get('/api/v1/jobs', token)).status).toBe(200)
  plant.advance(1)
  expect((await plant.get('/api/v1/jobs', token)).body.code).toBe('access_token_revoked')
  const { client_id, client_secret } = client
  const again = await plant.app.request('POST', '/api/oauth/token', {
    body: { grant_type: 'client_credentials', client_id, client_secret },
  })
  expect(again.body).toMatchObject({ error: 'invalid_client' })
  await change(plant, client, { expires_at: null })
  expect((await plant.get('/api/v1/jobs', token)).status).toBe(200)
})

test('the log names the client of each call, counts its use, and finds its calls', async () => {
  const plant = await createOauthPlant()
  const client = await plant.newClient()
  const key = await plant.app.createKey(['read'])
  const token = await tokenOf(plant, client)
  expect((await plant.call('GET', '/api/oauth/clients/1')).body).toMatchObject({ last_used_at: '2026-11-22T08:00:00.000Z' })
  const failed = await plant.get('/api/v1/jobs/999', token)
  await plant.app.request('GET', '/api/v1/jobs', { key })
  const pathsOf = async (query: string) =>
    (await plant.call('GET', `/api/requests?${query}`)).body.data.map(({ path }: { path: string }) => path)
  await vi.waitFor(async () => expect(await pathsOf('source=system')).toHaveLength(3))
  expect(await pathsOf('source=system')).toEqual(['/api/v1/jobs', '/api/v1/jobs/999', '/api/v1/auth/token'])
  expect(await pathsOf('source=oauth_client')).toEqual(['/api/v1/jobs/999', '/api/v1/auth/token'])
  expect(await pathsOf('oauth_client_id=1')).toEqual(['/api/v1/jobs/999', '/api/v1/auth/token'])
  expect(await pathsOf('source=api_key')).toEqual(['/api/v1/jobs'])
  expect(await pathsOf('source=user')).not.toContain('/api/v1/jobs/999')
  const requestId = failed.headers.get('x-request-id')
  expect((await plant.call('GET', `/api/requests/${requestId}`)).body).toMatchObject({
    oauth_client_id: 1,
    api_key_id: null,
    user_id: null,
    actor_name: 'MES',
  })
  expect((await plant.call('GET', '/api/oauth/clients/1/usage')).body).toEqual({
    calls_last_day: 2,
    failed_last_day: 1,
    calls_last_month: 2,
    addresses_last_day: [{ address: '127.0.0.1', calls: 2 }],
    last_error: { code: 'not_found', request_id: requestId, at: '2026-11-22T08:00:00.000Z' },
  })
  // A key with the same id has a count of its own.
  expect((await plant.call('GET', '/api/api-keys/1/usage')).body.calls_last_day).toBe(1)
})

test('the safety view names clients beside keys, for who may see them', async () => {
  const plant = await createOauthPlant()
  await plant.newClient({ scopes: ['admin'], rate_limit_per_hour: 1_000_000 })
  const off = await plant.newClient({ name: 'off' })
  await change(plant, off, { is_active: false })
  const fine = { name: 'fine', expires_at: '2027-01-01T00:00:00Z', allowed_addresses: ['127.0.0.1'] }
  await plant.newClient(fine)
  const admin = await plant.app.createKey(['admin'])
  const clients = async (call: Promise<{ body: { data: { kind: string }[] } }>) =>
    (await call).body.data.filter(({ kind }) => kind === 'oauth_client')
  expect(await clients(plant.call('GET', '/api/api-keys/safety'))).toMatchObject([
    { id: off.id, findings: ['turned_off'], is_safe_to_remove: true, prefix: off.client_id },
    { id: 1, findings: ['never_expires', 'no_limit', 'any_address', 'wide_scope'], is_safe_to_remove: false },
  ])
  plant.advance(90 * 24 * 3_600_000)
  expect(await clients(plant.app.request('GET', '/api/api-keys/safety', { key: admin }))).toHaveLength(3)
  const key = await plant.app.createKey(['api_keys:read'])
  expect(await clients(plant.app.request('GET', '/api/api-keys/safety', { key }))).toEqual([])
})

test('nobody gets hold of a client that may do more than they, by its secret, its addresses or its grants', async () => {
  const plant = await createOauthPlant()
  const { id } = await plant.newClient({ ...tabletApp, scopes: ['admin'] })
  const key = await plant.app.createKey(['oauth_clients:write', 'jobs:write'])
  const tries = [
    ['POST', '/rotate-secret', {}],
    ['PATCH', '', { redirect_uris: ['https://evil.example/callback'] }],
    ['PATCH', '', { grant_types: ['client_credentials'] }],
    ['PATCH', '', { scopes: ['admin'] }],
  ] as const
  for (const [method, path, body] of tries)
    expect(await plant.app.request(method, `/api/oauth/clients/${id}${path}`, { key, body })).toMatchObject({
      status: 403,
      body: { code: 'forbidden', details: { field: 'scopes', missing: ['admin'] } },
    })
  expect((await plant.app.request('PATCH', `/api/oauth/clients/${id}`, { key, body: { name: 'Renamed' } })).status).toBe(200)
})

test('a secret that is given again for the same idempotency key is sealed where it waits', async () => {
  const plant = await createOauthPlant()
  const key = await plant.app.createKey(['admin'])
  const body = { name: 'x', environment: 'live', grant_types: ['client_credentials'], scopes: ['read'] }
  const create = () => plant.app.request('POST', '/api/oauth/clients', { key, body, headers: { 'x-idempotency-key': 'once' } })
  const made = await create()
  expect((await create()).body).toEqual(made.body)
  const rotate = () =>
    plant.app.request('POST', `/api/oauth/clients/${made.body.id}/rotate-secret`, {
      key,
      body: {},
      headers: { 'x-idempotency-key': 'again' },
    })
  const rotated = await rotate()
  expect((await rotate()).body).toEqual(rotated.body)
  const stored = JSON.stringify(plant.app.look('live').$client.prepare('SELECT * FROM idempotency_keys').all())
  expect(stored).toContain('once')
  for (const secret of [made.body.client_secret, rotated.body.client_secret]) expect(stored).not.toContain(secret)
})

test('a token in the address is no credential, a name that comes twice is refused, and a foreign page cannot consent', async () => {
  const plant = await createOauthPlant()
  const client = await plant.newClient()
  const token = await tokenOf(plant, client)
  for (const path of [`/api/v1/jobs?access_token=${token}`, `/api/oauth/userinfo?access_token=${token}`])
    expect((await plant.app.request('GET', path)).status).toBe(401)
  const twice = `grant_type=client_credentials&client_id=${client.client_id}&client_id=${client.client_id}&client_secret=${client.client_secret}`
  expect((await plant.app.request('POST', '/api/oauth/token', { rawBody: twice, headers: form })).body.error).toBe('invalid_request')
  const { cookie = '' } = plant.headers
  const consent = { headers: { cookie, origin: 'https://evil.example' }, body: { is_allowed: true } }
  expect((await plant.app.request('POST', '/api/oauth/interactions/any/consent', consent)).body.code).toBe('csrf_failed')
  expect((await plant.app.request('POST', '/api/oauth/interactions/any/consent', { ...consent, headers: { cookie } })).body.code).toBe(
    'csrf_failed',
  )
})
