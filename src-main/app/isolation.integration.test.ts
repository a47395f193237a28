import { expect, test, vi } from 'vitest'
import type { RouteSpec } from '../contract/route.ts'
import { toWire } from '../contract/wire.ts'
import { authorize, createOauthPlant, newPersonBrowser, type OauthPlant } from '../features/oauth/test-oauth-plant.ts'
import { openDatabase } from '../infra/db/database.ts'
import type { TestApp } from './test-app.ts'
import { creatableTypes, createSampler } from './test-records.ts'

/** Stands in every text of the data that must stay unseen. */
const mark = 'NurFuerDiesenBereich'

type Headers = Readonly<Record<string, string>>

/** Fills a workspace with one of everything that the API can create with little, each with the mark in its texts. */
async function fill({ app, advance }: OauthPlant, key: string): Promise<void> {
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
  expect(await post('/api/event-consumers', { name: 'isolated', events: ['*'] })).toBe(201)
  expect(await post('/api/webhook-catchers', { name: mark })).toBe(201)
  const { url } = (await app.request('GET', '/api/webhook-catchers/1', { key })).body
  expect((await fetch(url, { method: 'POST', body: mark })).status).toBe(204)
  expect(await post('/api/rate-limits', { name: mark, reads_per_hour: 1_000_000, writes_per_hour: 1_000_000 })).toBe(201)
  expect(await post('/api/api-keys', { name: mark, scopes: ['read'], environment: 'live' })).toBe(201)
  const client = { name: mark, description: mark, environment: 'live', grant_types: ['client_credentials'], scopes: ['read'] }
  const { client_id, client_secret } = (await app.request('POST', '/api/oauth/clients', { key, body: client })).body
  expect(await post('/api/oauth/token', { grant_type: 'client_credentials', client_id, client_secret })).toBe(200)
  const mailServer = { host: '127.0.0.1', port: 9, security: 'none', from_address: 'plant@example.com', from_name: mark }
  expect(await post('/api/integrations/smtp/connect', { name: mark, config: mailServer })).toBe(201)
  expect(await post('/api/invitations', { name: mark, email: 'invited@plant.example', role: 'viewer' })).toBe(201)
  await openAlarm(app, { key, advance })
}

/** Opens an alarm, of which somebody takes note. */
async function openAlarm(app: TestApp, { key, advance }: { key: string; advance: (milliseconds: number) => void }): Promise<void> {
  const rule = { is_enabled: true, priority: 'low', threshold: 60, deadband: 0, on_delay_seconds: 0, off_delay_seconds: 0, escalation: [] }
  await app.request('PUT', '/api/alarm-rules/disk_space', { key, body: { ...rule, version: 0 } })
  advance(60_000)
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
    .replace(/\/integrations\/(test\/)?\{(type|provider)\}/, '/integrations/$1smtp')
    .replace('/events/stream', '/events/stream?seconds=1')
    .replaceAll(/\{\w+\}/g, '1')

/** Whatever a caller may send that could change something. */
const body = {
  name: 'changed',
  title: 'changed',
  to: 'canceled',
  version: 1,
  is_active: false,
  items: [{ id: 1, version: 1, title: 'changed', name: 'changed' }],
}

/** They end the session that walks. */
const last = ['sign_out', 'sign_out_everywhere']

interface Seen {
  /** Routes that showed the mark. */
  readonly seen: string[]
  readonly broken: string[]
}

/** What some headers get to see on every route, or on some, and whether any of them fails. */
async function walk({ app }: OauthPlant, headers: Headers, isWanted: (route: string) => boolean = () => true): Promise<Seen> {
  const seen: string[] = []
  const broken: string[] = []
  const routes = app.routes.toSorted((one, other) => last.indexOf(one.operationId) - last.indexOf(other.operationId))
  for (const { method, path } of routes.filter((route) => isWanted(`${route.method} ${route.path}`))) {
    const answer = await app.request(method, pathOf(path), { headers, ...(method === 'GET' ? {} : { body }) })
    if (answer.text.includes(mark)) seen.push(`${method} ${path}`)
    if (answer.status >= 500) broken.push(`${method} ${path} fails: ${answer.text.slice(0, 200)}`)
  }
  return { seen, broken }
}

/** A second person, with the owner's password, who owns another company. @returns their session. */
async function signInStranger({ app }: OauthPlant, company: string): Promise<Headers> {
  const control = openDatabase(`${app.dataDir}/control.db`).$client
  control.exec(`
    INSERT INTO users (email, name, password_hash, language, is_active, created_at, updated_at)
      SELECT 'stranger@other.example', 'Stranger', password_hash, language, 1, created_at, updated_at FROM users WHERE id = 1;
    INSERT INTO company_members (company_id, user_id, role) SELECT id, 2, 'owner' FROM companies WHERE slug = '${company}'`)
  control.close()
  const given = { email: 'stranger@other.example', password: 'correct horse battery' }
  const answer = await app.request('POST', '/api/session', { body: given })
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  return { cookie, 'x-csrf-token': answer.body.csrf_token }
}

interface Place {
  readonly company: string
  readonly environment: 'live' | 'sandbox'
  /** Of a person who belongs to the company. */
  readonly session: Headers
}

const places = {
  'another company': async (plant: OauthPlant): Promise<Place> => {
    const company = await plant.app.addCompany('Other Plant')
    return { company, environment: 'live', session: await signInStranger(plant, company) }
  },
  'the sandbox of the same company': async ({ headers }: OauthPlant): Promise<Place> => ({
    company: 'test-plant',
    environment: 'sandbox',
    session: headers,
  }),
}

const newClient = async ({ app }: OauthPlant, { session, environment }: Place, input: object) => {
  const order = { name: 'stranger', environment, scopes: ['admin'], ...input }
  return (await app.request('POST', '/api/oauth/clients', { headers: session, body: order })).body
}

const bearer = (token: string): Headers => ({ authorization: `Bearer ${token}` })

/** Every kind of credential, with all the rights that it can have where it belongs. */
const credentials = {
  key: async ({ app }: OauthPlant, { company, environment }: Place): Promise<Headers> => ({
    'x-api-key': await app.createKey(['admin'], { company, environment }),
  }),
  'client’s token': async (plant: OauthPlant, place: Place): Promise<Headers> => {
    const { client_id, client_secret } = await newClient(plant, place, { grant_types: ['client_credentials'] })
    const given = { grant_type: 'client_credentials', client_id, client_secret }
    return bearer((await plant.app.request('POST', '/api/oauth/token', { body: given })).body.access_token)
  },
  'person’s token': async (plant: OauthPlant, place: Place): Promise<Headers> => {
    const grants = { grant_types: ['authorization_code'], redirect_uris: ['http://127.0.0.1/callback'] }
    const config = await plant.discover(await newClient(plant, place, grants))
    const { exchange } = await authorize(config, newPersonBrowser(plant.app, place.session), { scope: 'openid admin' })
    return bearer((await exchange()).access_token)
  },
  session: async (_: OauthPlant, { session, environment }: Place): Promise<Headers> => ({ ...session, 'x-environment': environment }),
  'session that asks for this company': async (_: OauthPlant, { session }: Place): Promise<Headers> => ({
    ...session,
    'x-company': 'test-plant',
  }),
}

test.each<[keyof typeof credentials, keyof typeof places]>([
  ['key', 'another company'],
  ['client’s token', 'another company'],
  ['person’s token', 'another company'],
  ['session', 'another company'],
  ['session that asks for this company', 'another company'],
  ['key', 'the sandbox of the same company'],
  ['client’s token', 'the sandbox of the same company'],
  ['person’s token', 'the sandbox of the same company'],
])('no route gives or changes what belongs to a workspace to a %s of %s', async (kind, whose) => {
  const plant = await createOauthPlant()
  const owner = await plant.app.createKey(['admin'])
  await fill(plant, owner)
  const place = await places[whose](plant)
  const isForeign = place.company !== 'test-plant'
  const headers = await credentials[kind](plant, place)
  const dump = (): string => JSON.stringify([recordsOf(plant.app), credentialsOf(plant.app), ...(isForeign ? settingsOf(plant.app) : [])])
  const before = dump()
  expect(before).toContain(mark)
  const { seen, broken } = await walk(plant, headers)
  expect([seen.filter((route) => isForeign || !ofCompany.test(route)), broken]).toEqual([[], []])
  expect(dump()).toBe(before)
  // And the owner of the data still reaches it.
  expect((await plant.app.request('GET', '/api/v1/jobs/1', { key: owner })).text).toContain(mark)
})

/** What a company has once, for both environments. */
const ofCompany = /^[A-Z]+ \/api\/(?:rate-limits|invitations)\b/

/** Credentials of both environments: a person of the company manages them from either side. */
const credentialRoutes = /^[A-Z]+ \/api\/(?:api-keys|oauth\/(?:clients|tokens))\b/

test('a person who looks at the sandbox gets none of the live records', async () => {
  const plant = await createOauthPlant()
  await fill(plant, await plant.app.createKey(['admin']))
  const before = recordsOf(plant.app)
  const isRecords = (route: string): boolean => !ofCompany.test(route) && !credentialRoutes.test(route)
  expect(await walk(plant, { ...plant.headers, 'x-environment': 'sandbox' }, isRecords)).toEqual({ seen: [], broken: [] })
  expect(recordsOf(plant.app)).toEqual(before)
})

test('the same walk with the owner’s own credentials sees and changes what it looks for', async () => {
  const plant = await createOauthPlant()
  await fill(plant, await plant.app.createKey(['admin']))
  const before = JSON.stringify(recordsOf(plant.app))
  const place: Place = { company: 'test-plant', environment: 'live', session: plant.headers }
  const reading = plant.app.routes.filter(({ method }) => method === 'GET').length
  for (const kind of ['person’s token', 'client’s token', 'key', 'session'] as const) {
    const { seen } = await walk(plant, await credentials[kind](plant, place), (route) => route.startsWith('GET'))
    expect([kind, seen.length > reading / 3]).toEqual([kind, true])
  }
  await walk(plant, plant.headers)
  expect(JSON.stringify(recordsOf(plant.app))).not.toBe(before)
})

/** Deliveries and calls, and what the server keeps of where it is. */
const moving = ['webhook_deliveries', 'webhook_attempts', 'connection_calls', 'workspace_settings']

/** What the live workspace holds, without its logs. */
function recordsOf(app: TestApp): unknown {
  const { $client } = app.look('live')
  const tables = $client
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%_search%' ORDER BY name")
    .pluck()
    .all() as string[]
  return tables
    .filter((name) => !moving.includes(name) && !name.startsWith('sqlite_'))
    .map((name) => [name, name.includes('webhook') ? [] : $client.prepare(`SELECT * FROM "${name}"`).all()])
}

const live = "company_id = 1 AND environment = 'live'"

/** The credentials of the live workspace, without their last uses. */
const credentialsOf = (app: TestApp): unknown[] =>
  rowsOf(app, [
    `SELECT * FROM api_keys WHERE ${live}`,
    `SELECT key_hash, ends_at FROM api_key_secrets WHERE api_key_id IN (SELECT id FROM api_keys WHERE ${live})`,
    `SELECT id, name, client_secret_hash, is_active, scopes, redirect_uris, updated_at FROM api_clients WHERE ${live}`,
    `SELECT id, is_revoked FROM access_tokens WHERE client_id IN (SELECT id FROM api_clients WHERE ${live})`,
  ])

/** What the company has once, for both environments. */
const settingsOf = (app: TestApp): unknown[] =>
  rowsOf(app, [
    'SELECT * FROM companies WHERE id = 1',
    ...['company_members', 'invitations', 'api_access', 'outgoing_calls', 'rate_limits'].map(
      (table) => `SELECT * FROM ${table} WHERE company_id = 1`,
    ),
  ])

function rowsOf({ dataDir }: TestApp, statements: readonly string[]): unknown[] {
  const control = openDatabase(`${dataDir}/control.db`).$client
  const rows = statements.map((sql) => control.prepare(sql).all())
  control.close()
  return rows
}

/** A write as its example in the documentation has it, with the id that its record has here. */
const sentAs = ({ method, path, body, example }: RouteSpec, headers: Headers) => ({
  method,
  path: pathOf(path),
  options: { headers, ...(body === undefined || example?.body === undefined ? {} : { body: toWire(body, example.body) as object }) },
})

test('a key, a token or a person in the sandbox changes nothing that the company has once, by no route; one of live does', async () => {
  const plant = await createOauthPlant()
  const { app } = plant
  await fill(plant, await app.createKey(['admin']))
  const call = async (route: RouteSpec, headers: Headers) => {
    const { method, path, options } = sentAs(route, headers)
    return app.request(method, path, options)
  }
  const writes = app.routes.filter(({ method }) => method !== 'GET')
  const ofTheCompany = writes.filter(({ changesCompany }) => changesCompany === true)
  const before = settingsOf(app)
  const place: Place = { company: 'test-plant', environment: 'sandbox', session: plant.headers }
  // NB: what is about the person alone, such as signing out, would end the session of the walk.
  const ofPerson = ({ access }: RouteSpec): boolean => typeof access !== 'object'
  for (const kind of ['key', 'client’s token', 'person’s token', 'session'] as const) {
    const headers = await credentials[kind](plant, place)
    for (const route of writes) if (kind !== 'session' || !ofPerson(route)) await call(route, headers)
    expect([kind, settingsOf(app)]).toEqual([kind, before])
    for (const route of ofTheCompany) {
      const { status, body: refusal } = await call(route, headers)
      expect([route.operationId, status, refusal.message]).toEqual([route.operationId, 403, refusedInSandbox])
    }
  }
  const live = { 'x-api-key': await app.createKey(['admin']) }
  const refused: string[] = []
  for (const route of ofTheCompany) {
    const { status, body: refusal } = await call(route, live)
    if (refusal?.message === refusedInSandbox || status >= 500) refused.push(route.operationId)
  }
  expect(refused).toEqual([])
  expect(settingsOf(app)).not.toEqual(before)
})

const refusedInSandbox = 'This is the same for live and sandbox, and is changed in live only.'
