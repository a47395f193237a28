import { expect, test } from 'vitest'
import { createTestApp } from './test-app.ts'

const panel = 'https://panel.example'

async function createPlant() {
  const app = await createTestApp()
  const key = await app.createKey(['admin'])
  const path = '/api/company/api-access'
  const { body } = await app.request('GET', path, { key })
  await app.request('PUT', path, { key, body: { ...body, allowed_origins: [panel] } })
  const from = (origin: string, options: object = {}) => app.request('GET', '/api/v1/jobs', { key, headers: { origin }, ...options })
  return { app, key, from }
}

const preflight = (origin: string) => ({
  headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-api-key,content-type' },
})

test('a page of an allowed site may call and read what it needs, never with cookies', async () => {
  const { app, from } = await createPlant()
  const asked = await app.request('OPTIONS', '/api/v1/jobs', preflight(panel))
  expect(asked.status).toBe(204)
  expect(asked.headers.get('access-control-allow-origin')).toBe(panel)
  expect(asked.headers.get('access-control-allow-methods')).toContain('PATCH')
  expect(asked.headers.get('access-control-allow-headers')).toContain('X-API-Key')
  expect(asked.headers.get('vary')).toContain('Origin')
  const { status, headers } = await from(panel)
  expect([status, headers.get('access-control-allow-origin'), headers.get('vary')]).toEqual([200, panel, 'Origin'])
  for (const name of ['X-Request-Id', 'X-RateLimit-Remaining', 'X-Next-Cursor', 'ETag', 'Idempotent-Replayed', 'API-Version'])
    expect(headers.get('access-control-expose-headers')).toContain(name)
  expect([asked.headers, headers].map((each) => each.get('access-control-allow-credentials'))).toEqual([null, null])
  // It can also read why it was refused.
  expect((await from(panel, { key: 'live_nonsense' })).headers.get('access-control-allow-origin')).toBe(panel)
})

test('a page of any other site is refused, before and after the preflight', async () => {
  const { app, key, from } = await createPlant()
  expect((await app.request('OPTIONS', '/api/v1/jobs', preflight('https://evil.example'))).body.code).toBe('origin_not_allowed')
  const body = { name: 'A' }
  const headers = { origin: 'https://evil.example' }
  const refused = await app.request('POST', '/api/v1/customers', { key, body, headers })
  expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([403, null])
  expect((await from(app.url)).status).toBe(200)
})

test('an origin that another company allows is of no use with this company’s key', async () => {
  const { app } = await createPlant()
  const key = await app.createKey(['read'], { company: await app.addCompany('Other') })
  const { status, headers, body } = await app.request('GET', '/api/v1/jobs', { key, headers: { origin: panel } })
  expect([status, body.code, headers.get('access-control-allow-origin')]).toEqual([403, 'origin_not_allowed', null])
})

test('a session of the window is never shared with another site’s page', async () => {
  const { app } = await createPlant()
  const session = await app.signIn()
  const { headers } = await app.request('GET', '/api/v1/jobs', { headers: { ...session, origin: panel } })
  expect(headers.get('access-control-allow-origin')).toBeNull()
})
