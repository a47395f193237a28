import { expect, test } from 'vitest'
import { openDatabase } from '../../infra/db/database.ts'
import { authorize, createOauthPlant, type MadeClient, newPersonBrowser, type OauthPlant, tabletApp } from './test-oauth-plant.ts'

const tokenOf = async ({ app }: OauthPlant, client: MadeClient, secret = client.client_secret, more: object = {}) =>
  app.request('POST', '/api/v1/auth/token', {
    body: { grant_type: 'client_credentials', client_id: client.client_id, client_secret: secret, ...more },
  })

test('a client is made, shown, changed and deleted; its secret is in the first answer alone', async () => {
  const plant = await createOauthPlant()
  const { client_secret: secret, ...client } = await plant.newClient({ description: 'Line 2', metadata: { supplier: 'Anadolu' } })
  expect(secret).toMatch(/^ilcs_[\w-]{43}$/)
  expect(client).toEqual({
    id: 1,
    client_id: expect.stringMatching(/^ilc_[0-9a-f]{24}$/),
    name: 'MES',
    description: 'Line 2',
    environment: 'live',
    is_confidential: true,
    grant_types: ['client_credentials'],
    redirect_uris: [],
    scopes: ['jobs:read', 'jobs:write'],
    rate_limit_per_hour: 1000,
    rate_limit_id: null,
    allowed_addresses: [],
    metadata: { supplier: 'Anadolu' },
    expires_at: null,
    api_version: '2026-11-01',
    is_active: true,
    owner_id: 1,
    owner_name: 'Olivia Owner',
    previous_secret_expires_at: null,
    last_used_at: null,
    last_used_address: null,
    created_at: '2026-11-22T08:00:00.000Z',
    updated_at: '2026-11-22T08:00:00.000Z',
  })
  expect((await plant.call('GET', '/api/oauth/clients')).body.data).toEqual([client])
  plant.advance(1_000)
  const changed = { ...client, name: 'MES 2', metadata: { Line_2: 'yes' }, updated_at: '2026-11-22T08:00:01.000Z' }
  expect((await plant.call('PATCH', '/api/oauth/clients/1', { name: 'MES 2', metadata: { Line_2: 'yes' } })).body).toEqual(changed)
  expect((await plant.call('GET', '/api/oauth/clients/1')).body).toEqual(changed)
  expect((await plant.call('DELETE', '/api/oauth/clients/1')).status).toBe(204)
  expect((await plant.call('GET', '/api/oauth/clients/1')).body.code).toBe('not_found')
  expect((await plant.call('GET', '/api/v1/events')).body.data).toEqual([])
})

test.each([
  ['a public client that acts for itself', { is_confidential: false }, 'grant_types'],
  ['refresh tokens of nobody', { grant_types: ['client_credentials', 'refresh_token'] }, 'grant_types'],
  ['no way back', { grant_types: ['authorization_code'] }, 'redirect_uris'],
  ['a fragment', { ...tabletApp, redirect_uris: ['https://erp.example.com/', 'https://erp.example.com/#x'] }, 'redirect_uris.1'],
  ['an app and a server in one', { ...tabletApp, redirect_uris: ['com.example.app:/cb', 'http://mes.local/cb'] }, 'redirect_uris.1'],
  ['more notes than fit', { metadata: { note: 'x'.repeat(10 * 1024) } }, 'metadata'],
  ['an unknown scope', { scopes: ['everything'] }, 'scopes.0'],
])('%s is refused', async (_, input, field) => {
  const plant = await createOauthPlant()
  const answer = await plant.call('POST', '/api/oauth/clients', {
    name: 'x',
    environment: 'live',
    grant_types: ['client_credentials'],
    scopes: ['read'],
    ...input,
  })
  expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request', details: { field } } })
})

test('two changes at the same time, each right by itself, leave a client that is right', async () => {
  const plant = await createOauthPlant()
  const { id } = await plant.newClient({ redirect_uris: ['http://127.0.0.1/callback'] })
  const changes = [{ redirect_uris: [] }, { grant_types: ['client_credentials', 'authorization_code'] }]
  const answers = await Promise.all(changes.map((change) => plant.call('PATCH', `/api/oauth/clients/${id}`, change)))
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400])
})

test('clients are managed by who may, never with more than they hold, and live ones not from the sandbox', async () => {
  const plant = await createOauthPlant()
  await plant.newClient()
  const { app } = plant
  const body = { name: 'x', environment: 'live', grant_types: ['client_credentials'], scopes: ['admin'] }
  const keys = {
    reader: await app.createKey(['read']),
    limited: await app.createKey(['oauth_clients:write']),
    sandbox: await app.createKey(['admin'], { environment: 'sandbox' }),
  }
  const codes = [
    await app.request('GET', '/api/oauth/clients', { key: keys.reader }),
    await app.request('GET', '/api/oauth/tokens', { key: keys.reader }),
    await app.request('POST', '/api/oauth/clients', { key: keys.reader, body }),
    await app.request('POST', '/api/oauth/clients', { key: keys.limited, body }),
    await app.request('POST', '/api/oauth/clients', { key: keys.sandbox, body }),
    await app.request('PATCH', '/api/oauth/clients/1', { key: keys.limited, body: { scopes: ['admin'] } }),
    await app.request('PATCH', '/api/oauth/clients/1', { key: keys.sandbox, body: { name: 'x' } }),
    await app.request('POST', '/api/oauth/clients/1/rotate-secret', { key: keys.sandbox, body: {} }),
    await app.request('DELETE', '/api/oauth/clients/1/tokens', { key: keys.sandbox }),
    await app.request('DELETE', '/api/oauth/clients/1', { key: keys.sandbox }),
  ].map((answer) => answer.body.code)
  expect(codes).toEqual([...Array(6).fill('forbidden'), ...Array(4).fill('not_found')])
  expect((await app.request('GET', '/api/oauth/clients', { key: keys.sandbox })).body.data).toEqual([])
})

test('the epic’s address gives a token for JSON or a form, under both prefixes, and says in two ways what is wrong', async () => {
  const plant = await createOauthPlant()
  const client = await plant.newClient()
  const { app } = plant
  const json = await tokenOf(plant, client)
  expect(json).toMatchObject({ status: 200, body: { access_token: expect.any(String), token_type: 'Bearer', expires_in: 3600 } })
  const form = await app.request('POST', '/v1/auth/token', {
    rawBody: 'grant_type=client_credentials&scope=jobs%3Aread',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `Basic ${Buffer.from(`${client.client_id}:${client.client_secret}`).toString('base64')}`,
    },
  })
  expect(form).toMatchObject({ status: 200, body: { scope: 'jobs:read' } })
  expect(await tokenOf(plant, client, 'wrong')).toMatchObject({
    status: 401,
    body: { error: 'invalid_client', code: 'invalid_credentials' },
  })
  const answers = [
    await tokenOf(plant, client, undefined, { scope: 'admin' }),
    await tokenOf(plant, client, undefined, { grant_type: 'refresh_token', refresh_token: 'x' }),
    await tokenOf(plant, client, undefined, { grant_type: 'password' }),
    await tokenOf(plant, client, undefined, { grant_type: 7 }),
    await app.request('POST', '/api/v1/auth/token', { rawBody: '{' }),
    await app.request('POST', '/api/v1/auth/token', { rawBody: '<x/>', headers: { 'content-type': 'text/xml' } }),
    await app.request('POST', '/api/v1/auth/token', { body: { grant_type: 'x'.repeat(40_000) } }),
    await app.request('GET', '/api/oauth/token'),
  ].map(({ status, body }) => `${status} ${body.error ?? body.code}`)
  expect(answers).toEqual([
    '400 invalid_scope',
    '400 invalid_request',
    '400 invalid_request',
    '400 invalid_request',
    '400 invalid_request',
    '415 unsupported_media_type',
    '413 payload_too_large',
    '405 method_not_allowed',
  ])
})

test('twenty wrong secrets make an address wait', async () => {
  const plant = await createOauthPlant()
  const client = await plant.newClient()
  for (let attempt = 0; attempt < 20; attempt += 1) await tokenOf(plant, client, 'wrong')
  expect(await tokenOf(plant, client)).toMatchObject({ status: 429, body: { code: 'rate_limited' } })
  plant.advance(60_000)
  expect((await tokenOf(plant, client)).status).toBe(200)
})

test('after a rotation both secrets work until the end of the overlap, then only the new one', async () => {
  const plant = await createOauthPlant()
  const client = await plant.newClient()
  const rotate = async (overlapSeconds: number) =>
    (await plant.call('POST', '/api/oauth/clients/1/rotate-secret', { overlap_seconds: overlapSeconds })).body
  const second = await rotate(3_600)
  expect(second).toMatchObject({ previous_secret_expires_at: '2026-11-22T09:00:00.000Z' })
  const works = async (secret: string): Promise<boolean> => (await tokenOf(plant, client, secret)).status === 200
  expect([await works(client.client_secret), await works(second.client_secret)]).toEqual([true, true])
  plant.advance(3_600_000)
  expect([await works(client.client_secret), await works(second.client_secret)]).toEqual([false, true])
  const third = await rotate(0)
  expect([await works(second.client_secret), await works(third.client_secret)]).toEqual([false, true])
  await plant.newClient({ ...tabletApp, is_confidential: false })
  expect((await plant.call('POST', '/api/oauth/clients/2/rotate-secret', {})).body.code).toBe('conflict')
})

test('what an admin changes about a client holds for its tokens at once, and so does its limit', async () => {
  const plant = await createOauthPlant()
  const client = await plant.newClient({ scopes: ['read'], rate_limit_per_hour: 4 })
  const token = (await tokenOf(plant, client)).body.access_token
  const listJobs = async () => (await plant.get('/api/v1/jobs', token)).body.code ?? 'ok'
  const change = (body: object) => plant.call('PATCH', '/api/oauth/clients/1', body)
  expect(await listJobs()).toBe('ok')
  await change({ scopes: ['customers:read'] })
  expect(await listJobs()).toBe('forbidden')
  await change({ scopes: ['write'] })
  expect((await plant.post('/api/v1/customers', token, { name: 'x' })).body.code).toBe('forbidden')
  await change({ is_active: false })
  expect([await listJobs(), (await tokenOf(plant, client)).body.error]).toEqual(['access_token_revoked', 'invalid_client'])
  await change({ is_active: true })
  expect((await plant.get('/api/v1/jobs', token)).headers.get('x-ratelimit-remaining')).toBe('2')
  expect([await listJobs(), await listJobs(), await listJobs()]).toEqual(['ok', 'ok', 'rate_limited'])
  expect((await plant.call('GET', '/api/oauth/clients/1')).body).toMatchObject({
    last_used_at: '2026-11-22T08:00:00.000Z',
    last_used_address: '127.0.0.1',
  })
})

test('a token does at most what its person’s role grants, from the moment that the role changes', async () => {
  const plant = await createOauthPlant()
  const config = await plant.discover(await plant.newClient({ ...tabletApp, scopes: ['admin'] }))
  const browser = newPersonBrowser(plant.app, plant.headers)
  const { access_token: token } = await (await authorize(config, browser, { scope: 'openid admin' })).exchange()
  const control = openDatabase(`${plant.app.dataDir}/control.db`).$client
  const run = (sql: string): void => {
    control.exec(sql)
    plant.advance(500)
  }
  const tries = async () => [
    (await plant.get('/api/v1/jobs', token)).status,
    (await plant.post('/api/v1/customers', token, { name: 'x' })).status,
    (await plant.get('/api/api-keys', token)).status,
    (await plant.get('/api/session', token)).status,
  ]
  expect(await tries()).toEqual([200, 201, 200, 403])
  run("UPDATE company_members SET role = 'operator'")
  expect(await tries()).toEqual([200, 201, 403, 403])
  run("UPDATE company_members SET role = 'viewer'")
  expect(await tries()).toEqual([200, 403, 403, 403])
  const asViewer = await authorize(config, browser, { scope: 'openid write jobs:read' })
  expect(asViewer.question).toMatchObject({
    role: 'viewer',
    scopes: [
      { scope: 'openid', is_grantable: true },
      { scope: 'write', is_grantable: false },
      { scope: 'jobs:read', is_grantable: true },
    ],
  })
  expect((await asViewer.exchange()).scope).toBe('openid jobs:read')
  run('DELETE FROM company_members')
  expect(await tries()).toEqual([401, 401, 401, 401])
  control.close()
})

test('tokens are listed page by page and revoked one by one or all of a client', async () => {
  const plant = await createOauthPlant()
  const client = await plant.newClient()
  const tokens = [(await tokenOf(plant, client)).body.access_token, (await tokenOf(plant, client)).body.access_token]
  const config = await plant.discover(await plant.newClient(tabletApp))
  const consent = await (await authorize(config, newPersonBrowser(plant.app, plant.headers))).exchange()
  const list = async (query = '') => (await plant.call('GET', `/api/oauth/tokens${query}`)).body
  const names = (page: { data: { id: string }[] }) => page.data.map(({ id }) => id)
  expect((await list()).data[0]).toEqual({
    id: 'refresh_1',
    kind: 'refresh',
    client_id: 2,
    client_name: 'Tablet',
    user_name: 'Olivia Owner',
    scopes: ['openid', 'profile', 'email', 'write'],
    created_at: '2026-11-22T08:00:00.000Z',
    expires_at: '2026-12-22T08:00:00.000Z',
  })
  const page = await list('?page[limit]=2')
  expect(names(page)).toEqual(['refresh_1', 'access_3'])
  expect(names(await list(`?page[limit]=2&page[after]=${page.pagination.next_cursor}`))).toEqual(['access_2', 'access_1'])
  expect(names(await list('?client_id=1'))).toEqual(['access_2', 'access_1'])
  const statusOf = async (token: string) => (await plant.get('/api/v1/jobs', token)).status
  expect((await plant.call('DELETE', '/api/oauth/tokens/access_1')).status).toBe(204)
  expect([await statusOf(tokens[0]), await statusOf(tokens[1])]).toEqual([401, 200])
  expect((await plant.call('DELETE', '/api/oauth/tokens/refresh_1')).status).toBe(204)
  expect(await statusOf(consent.access_token)).toBe(401)
  expect((await plant.call('DELETE', '/api/oauth/clients/1/tokens')).body).toEqual({ revoked: 1 })
  expect(await statusOf(tokens[1])).toBe(401)
  expect((await list()).data).toEqual([])
  expect((await plant.call('DELETE', '/api/oauth/tokens/access_99')).body.code).toBe('not_found')
  expect((await plant.call('DELETE', '/api/oauth/tokens/session_1')).body.code).toBe('invalid_request')
})
