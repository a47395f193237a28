import { rmSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { createTestApp, type TestApp } from './test-app.ts'
import { copyDataFolder } from './test-data-folder.ts'

const get = (app: TestApp, key: string) => app.request('GET', '/api/v1/customers', { key })
const create = (app: TestApp, key: string) => app.request('POST', '/api/v1/customers', { key, body: { name: 'A' } })

/** How many of a row of calls got through, and the answer of the last. */
async function callUntilRefused(call: () => ReturnType<TestApp['request']>, most = 400) {
  for (let count = 0; count < most; count += 1) {
    const answer = await call()
    if (answer.status === 429) return { count, answer }
  }
  throw new Error(`None of ${most} calls was refused.`)
}

test('a company may make 300 reads and as many writes a minute, over all of its keys; the answers say what is left', async () => {
  const app = await createTestApp({ hasDefaultLimits: true })
  const [one, other] = [await app.createKey(['write']), await app.createKey(['write'])]
  const first = await get(app, one)
  expect(Object.fromEntries([...first.headers].filter(([name]) => name.includes('ratelimit')))).toEqual({
    ratelimit: '"company";r=299;t=61',
    'ratelimit-policy': '"credential";q=1000000;w=3600, "company";q=300;w=60',
    'x-ratelimit-limit': '300',
    'x-ratelimit-remaining': '299',
    'x-ratelimit-reset': '61',
  })
  const { count, answer } = await callUntilRefused(() => get(app, other))
  expect(count).toBe(299)
  expect(answer.body).toMatchObject({ code: 'rate_limited', details: { of: 'company', limit: 300, window_seconds: 60 } })
  expect(answer.headers.get('retry-after')).toBe('61')
  // Writes count apart, and so does the sandbox.
  expect((await create(app, one)).status).toBe(201)
  expect((await get(app, await app.createKey(['read'], { environment: 'sandbox' }))).status).toBe(200)
  app.advance(61_000)
  expect((await get(app, one)).status).toBe(200)
})

test('a key has its own number for reads and as many writes an hour', async () => {
  const app = await createTestApp()
  const key = await app.createKey(['write'], { rateLimitPerHour: 2 })
  expect((await callUntilRefused(() => get(app, key))).count).toBe(2)
  const { count, answer } = await callUntilRefused(() => create(app, key))
  expect([count, answer.body.message]).toEqual([2, 'This credential may make 2 writes an hour.'])
  // What is refused is not counted.
  app.advance(62 * 60_000)
  expect((await callUntilRefused(() => get(app, key))).count).toBe(2)
  // The window has no limit.
  const headers = await app.signIn()
  expect((await app.request('GET', '/api/v1/customers', { headers })).headers.get('x-ratelimit-limit')).toBeNull()
})

test('a named limit is one count for all keys that refer to it, and a change holds at once', async () => {
  const app = await createTestApp()
  const admin = await app.createKey(['admin'])
  const limit = (method: string, path: string, body?: object) =>
    app.request(method, `/api/rate-limits${path}`, { key: admin, ...(body === undefined ? {} : { body }) })
  const fields = { name: 'MES', reads_per_hour: 3, writes_per_hour: 1 }
  const created = await limit('POST', '', fields)
  expect(created).toMatchObject({ status: 201, body: { id: 1, ...fields, key_count: 0, client_count: 0, version: 1 } })
  const keys = [await app.createKey(['write'], { rateLimitId: 1 }), await app.createKey(['write'], { rateLimitId: 1 })]
  expect((await limit('GET', '')).body.data).toEqual([{ ...created.body, key_count: 2 }])

  let turn = 0
  const either = (call: typeof get) => () => call(app, keys[turn++ % 2] ?? '')
  expect((await callUntilRefused(either(get))).count).toBe(3)
  expect((await callUntilRefused(either(create))).count).toBe(1)
  expect((await limit('PUT', '/1', { ...fields, reads_per_hour: 5, version: 1 })).body.version).toBe(2)
  expect((await callUntilRefused(either(get))).count).toBe(2)

  expect((await limit('PUT', '/1', { ...fields, version: 1 })).body.code).toBe('version_conflict')
  expect((await limit('POST', '', fields)).body).toMatchObject({ code: 'conflict', details: { field: 'name' } })
  expect((await limit('POST', '', { ...fields, reads_per_hour: 0 })).body.details.field).toBe('reads_per_hour')
  expect((await limit('DELETE', '/1')).body).toMatchObject({ code: 'conflict', details: { api_keys: 2 } })
  for (const id of [2, 3]) await app.request('DELETE', `/api/api-keys/${id}`, { key: admin })
  expect((await limit('DELETE', '/1')).status).toBe(204)
  expect((await limit('DELETE', '/1')).status).toBe(404)
})

test('limits are for who may manage keys, and a key cannot share a limit of another company', async () => {
  const app = await createTestApp()
  const reader = await app.createKey(['read'])
  const admin = await app.createKey(['admin'])
  const other = await app.createKey(['admin'], { company: await app.addCompany('Other') })
  const body = { name: 'MES', reads_per_hour: 3, writes_per_hour: 1 }
  for (const [method, path] of [
    ['GET', ''],
    ['POST', ''],
    ['PUT', '/1'],
    ['DELETE', '/1'],
  ] as const)
    expect((await app.request(method, `/api/rate-limits${path}`, { key: reader, ...(method === 'GET' ? {} : { body }) })).status).toBe(403)
  await app.request('POST', '/api/rate-limits', { key: admin, body })
  expect((await app.request('PUT', '/api/rate-limits/1', { key: other, body: { ...body, version: 1 } })).status).toBe(404)
  const newKey = { name: 'A', scopes: ['read'], environment: 'live', rate_limit_id: 1 }
  expect((await app.request('POST', '/api/api-keys', { key: other, body: newKey })).body.details.field).toBe('rate_limit_id')
  expect((await app.request('POST', '/api/api-keys', { key: admin, body: newKey })).body.rate_limit_id).toBe(1)
})

test('what was used up stays used up over a restart', async () => {
  const dataDir = await copyDataFolder()
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
  const app = await createTestApp({ dataDir })
  const key = await app.createKey(['read'], { rateLimitPerHour: 3 })
  for (let count = 0; count < 2; count += 1) await get(app, key)
  await app.close()
  const restarted = await createTestApp({ dataDir })
  expect((await get(restarted, key)).headers.get('x-ratelimit-remaining')).toBe('0')
  expect((await get(restarted, key)).status).toBe(429)
})

test('the limits of a company are changed by who manages it', async () => {
  const app = await createTestApp()
  const admin = await app.createKey(['admin'])
  const reader = await app.createKey(['read', 'company:read'])
  const path = '/api/company/api-access'
  const current = (await app.request('GET', path, { key: reader })).body
  expect(current).toMatchObject({ allowed_origins: [], version: 1 })
  const change = { ...current, reads_per_minute: 2 }
  expect((await app.request('PUT', path, { key: reader, body: change })).status).toBe(403)
  expect(
    (await app.request('PUT', path, { key: admin, body: { ...change, allowed_origins: ['https://a.example/path'] } })).body,
  ).toMatchObject({
    code: 'invalid_request',
    details: { field: 'allowed_origins.0' },
  })
  expect((await app.request('PUT', path, { key: admin, body: change })).body).toEqual({ ...change, version: 2 })
  expect((await app.request('PUT', path, { key: admin, body: change })).body.code).toBe('version_conflict')
  expect((await callUntilRefused(() => get(app, reader))).answer.body.details.of).toBe('company')
})
