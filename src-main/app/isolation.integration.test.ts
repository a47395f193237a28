import { expect, test, vi } from 'vitest'
import { createTestApp, type TestApp } from './test-app.ts'
import { creatableTypes, createSampler } from './test-records.ts'

/** Stands in every text of the data that must stay unseen. */
const mark = 'NurFuerDiesenBereich'

/** Fills a workspace with one of everything that the API can create with little, each with the mark in its texts. */
async function fill(app: TestApp, key: string): Promise<void> {
  const post = async (path: string, body: object) => (await app.request('POST', path, { key, body })).status
  const line = { description: mark, quantity: 1, unit: 'h', unit_price: 100, tax_rate: 20 }
  expect(await post('/api/v1/customers', { name: mark, notes: mark })).toBe(201)
  expect(await post('/api/v1/contacts', { first_name: mark, customer_id: 1, tags: [mark] })).toBe(201)
  expect(await post('/api/v1/jobs', { title: mark, customer_id: 1, description: mark, lines: [line] })).toBe(201)
  for (const to of ['in_progress', 'completed']) expect(await post('/api/v1/jobs/1/transitions', { to })).toBe(200)
  expect(await post('/api/v1/invoices', { job_ids: [1], notes: mark })).toBe(201)
  const { create } = createSampler(app, key, { title: mark })
  for (const type of creatableTypes) await create(type)
  expect(await post('/api/webhooks', { name: mark, url: 'http://127.0.0.1:9/', events: ['*'] })).toBe(201)
  expect(await post('/api/api-keys', { name: mark, scopes: ['read'], environment: 'live' })).toBe(201)
  await openAlarm(app, key)
  const client = { name: mark, description: mark, environment: 'live', grant_types: ['client_credentials'], scopes: ['read'] }
  const { client_id, client_secret } = (await app.request('POST', '/api/oauth/clients', { key, body: client })).body
  expect(await post('/api/oauth/token', { grant_type: 'client_credentials', client_id, client_secret })).toBe(200)
}

/** Opens an alarm, of which somebody takes note. */
async function openAlarm(app: TestApp, key: string): Promise<void> {
  const rule = { is_enabled: true, priority: 'low', threshold: 60, deadband: 0, on_delay_seconds: 0, off_delay_seconds: 0, escalation: [] }
  await app.request('PUT', '/api/alarm-rules/disk_space', { key, body: { ...rule, version: 0 } })
  app.advance(60_000)
  await app.request('POST', '/api/v1/customers', { key, body: { name: mark } })
  const isOpen = async () => expect((await app.request('GET', '/api/alarms/1', { key })).status).toBe(200)
  await vi.waitFor(isOpen, { timeout: 30_000, interval: 50 })
  await app.request('POST', '/api/alarms/1/acknowledge', { key, body: { note: mark } })
}

/** Every route with ids that exist in the filled workspace and nowhere else. */
const pathOf = (path: string): string =>
  path
    .replaceAll(/\{request_?[iI]d\}/g, 'req_00000001')
    .replace('/oauth/tokens/{id}', '/oauth/tokens/access_1')
    .replace('/events/stream', '/events/stream?seconds=1')
    .replaceAll(/\{\w+\}/g, '1')

/** The headers of an API key, or of an access token that an OAuth client of the same workspace got for itself. */
async function credentialOf(
  app: TestApp,
  key: string,
  kind: 'key' | 'token',
  environment: 'live' | 'sandbox',
): Promise<Record<string, string>> {
  if (kind === 'key') return { 'x-api-key': key }
  const order = { name: 'stranger', environment, grant_types: ['client_credentials'], scopes: ['admin'] }
  const { client_id, client_secret } = (await app.request('POST', '/api/oauth/clients', { key, body: order })).body
  const body = { grant_type: 'client_credentials', client_id, client_secret }
  return { authorization: `Bearer ${(await app.request('POST', '/api/oauth/token', { body })).body.access_token}` }
}

/** Whatever a caller may send that could change something. */
const body = {
  name: 'changed',
  title: 'changed',
  to: 'canceled',
  version: 1,
  is_active: false,
  items: [{ id: 1, version: 1, title: 'changed', name: 'changed' }],
}

test.each([
  ['key', 'another company'],
  ['key', 'the sandbox of the same company'],
  ['token', 'another company'],
  ['token', 'the sandbox of the same company'],
] as const)('no route gives or changes what belongs to a workspace to a %s of %s', async (kind, whose) => {
  const app = await createTestApp()
  const owner = await app.createKey(['admin'])
  const other = await app.addCompany('Other Plant')
  const stranger = await app.createKey(['admin'], whose === 'another company' ? { company: other } : { environment: 'sandbox' })
  await fill(app, owner)
  const headers = await credentialOf(app, stranger, kind, whose === 'another company' ? 'live' : 'sandbox')
  const dump = (): string => JSON.stringify(recordsOf(app))
  const before = dump()
  expect(before).toContain(mark)

  const seen: string[] = []
  for (const { method, path } of app.routes) {
    const answer = await app.request(method, pathOf(path), { headers, ...(method === 'GET' ? {} : { body }) })
    if (answer.text.includes(mark)) seen.push(`${method} ${path} shows it: ${answer.text.slice(0, 200)}`)
    if (answer.status >= 500) seen.push(`${method} ${path} fails: ${answer.text.slice(0, 200)}`)
  }
  expect(seen).toEqual([])
  expect(dump()).toBe(before)
  // And the owner of the data still reaches it.
  expect((await app.request('GET', '/api/v1/jobs/1', { key: owner })).text).toContain(mark)
})

/** What the live workspace holds, without its logs. */
function recordsOf(app: TestApp): unknown {
  const { $client } = app.look('live')
  const tables = $client
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%_search%' ORDER BY name")
    .pluck()
    .all() as string[]
  const kept = tables.filter(
    (name) =>
      !['api_request_logs', 'api_request_bodies', 'credential_usage', 'webhook_deliveries', 'webhook_attempts'].includes(name) &&
      !name.startsWith('sqlite_'),
  )
  return kept.map((name) => [name, name.includes('webhook') ? [] : $client.prepare(`SELECT * FROM "${name}"`).all()])
}
