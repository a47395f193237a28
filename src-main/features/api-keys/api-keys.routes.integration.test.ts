import { expect, test } from 'vitest'
import { createTestApp } from '../../app/test-app.ts'
import { newTestBrowser } from '../../app/test-browser.ts'

async function setUp() {
  const app = await createTestApp({ isFresh: true })
  const browser = newTestBrowser(app.url)
  const body = {
    token: new URL(app.setupUrl ?? '').searchParams.get('token'),
    company_name: 'Öz',
    name: 'Ayşe',
    email: 'ayse@example.com',
    password: 'uzun bir parola',
  }
  await browser.call('POST', '/api/setup', { body })
  const create = async (input: object = {}) =>
    (await browser.call('POST', '/api/api-keys', { body: { name: 'MES', scopes: ['company:read'], environment: 'live', ...input } })).body
  const client = newTestBrowser(app.url)
  const get = (path: string, headers: Record<string, string>) => client.call('GET', path, { headers })
  return { ...app, browser, create, client, get }
}

test('a key opens what its scopes grant, as X-API-Key or as Bearer, without cookie and CSRF token', async () => {
  const { create, get, client } = await setUp()
  const { key } = (await create()) as { key: string } // the contract says so
  expect((await get('/api/company', { 'x-api-key': key })).body['slug']).toBe('oz')
  expect((await get('/api/company', { authorization: `Bearer ${key}` })).status).toBe(200)
  expect((await get('/api/company', { 'x-api-key': key })).headers.get('ratelimit-policy')).toContain('"credential";q=1000;w=3600')
  const codes = [
    await get('/api/company', {}),
    await get('/api/company', { 'x-api-key': 'live_garbage' }),
    await get('/api/company', { authorization: 'Bearer eyJhbGciOiJI' }),
    await get('/api/company', { authorization: `Basic ${key}` }),
    await get('/api/api-keys', { 'x-api-key': key }),
    await get('/api/session', { 'x-api-key': key }),
    await client.call('DELETE', '/api/company/logo', { headers: { 'x-api-key': key } }),
  ].map(({ status, body }) => `${status} ${body['code']}`)
  expect(codes).toEqual([
    '401 unauthorized',
    '401 unauthorized',
    '401 unauthorized',
    '401 unauthorized',
    '403 forbidden',
    '403 forbidden',
    '403 forbidden',
  ])
})

test('a key is shown once, revoked with 204 and refused from then on', async () => {
  const { create, get, browser } = await setUp()
  const { key, ...view } = (await create({ scopes: ['admin'], rate_limit_per_hour: 5, allowed_addresses: ['127.0.0.1'] })) as {
    key: string
    id: number
    secrets: object[]
  } // as above
  await get('/api/company', { 'x-api-key': key })
  const list = (await browser.call('GET', '/api/api-keys')).body
  const lastUse = { last_used_at: '2026-11-22T08:00:00.000Z', last_used_address: '127.0.0.1' }
  expect(list).toEqual({
    data: [{ ...view, ...lastUse, secrets: [{ ...view.secrets[0], ...lastUse }] }],
    pagination: { limit: 1, next_cursor: null },
  })
  expect(JSON.stringify(list)).not.toMatch(/hash|\$2b\$/)
  expect((await browser.call('DELETE', `/api/api-keys/${view.id}`)).status).toBe(204)
  expect(await get('/api/company', { 'x-api-key': key })).toMatchObject({ status: 401, body: { code: 'api_key_revoked' } })
  expect(await browser.call('DELETE', '/api/api-keys/99')).toMatchObject({ status: 404, body: { code: 'not_found' } })
  expect(await browser.call('DELETE', '/api/api-keys/abc')).toMatchObject({ status: 400, body: { code: 'invalid_request' } })
})

test('an invalid order names every field that is wrong', async () => {
  const { create } = await setUp()
  const wrong = {
    name: ' ',
    scopes: ['everything'],
    environment: 'test',
    allowed_addresses: ['10.0.0.300'],
    rate_limit_per_hour: 0,
    owner: 1,
  }
  const { details } = (await create(wrong)) as { details: { fields: { field: string }[] } } // an error's shape
  expect(details.fields.map((issue) => issue.field).toSorted()).toEqual([
    'allowed_addresses.0',
    'environment',
    'name',
    'owner',
    'rate_limit_per_hour',
    'scopes.0',
  ])
  expect(await create({ expires_at: '2026-11-22T08:00:00Z' })).toMatchObject({ code: 'invalid_request', details: { field: 'expires_at' } })
  expect(await create({ allowed_addresses: ['127.0.0.0/8'] })).toMatchObject({ status: 'active' })
})

test('garbage from one address is answered 429 after twenty failures', async () => {
  const { get } = await setUp()
  for (let count = 0; count < 20; count += 1) expect((await get('/api/company', { 'x-api-key': 'live_garbage' })).status).toBe(401)
  const refused = await get('/api/company', { 'x-api-key': 'live_garbage' })
  expect([refused.status, refused.body['code'], refused.headers.get('retry-after')]).toEqual([429, 'rate_limited', '60'])
})
