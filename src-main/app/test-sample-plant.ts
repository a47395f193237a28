import { join } from 'node:path'
import * as oidc from 'openid-client'
import { expect, onTestFinished, vi } from 'vitest'
import { startOauthProvider } from '../connectors/kit/test-oauth-provider.ts'
import { startSmtpServer } from '../connectors/smtp/test-smtp-server.ts'
import { snakeCase } from '../contract/wire.ts'
import { alarms } from '../features/alarms/alarms.table.ts'
import { inOrderOfReference } from '../features/api-docs/request-plan.ts'
import { notifications } from '../features/notifications/notifications.table.ts'
import { authorize, newPersonBrowser, redirectUri } from '../features/oauth/test-oauth-plant.ts'
import { openDatabase } from '../infra/db/database.ts'
import type { DeclaredType } from '../records/declared-records.ts'
import { recordTypes } from './record-types.ts'
import { createTestApp, type TestApp } from './test-app.ts'
import { startTestReceiver } from './test-receiver.ts'
import { pathOf, wayTo } from './test-records.ts'

type Json = Readonly<Record<string, unknown>>
type Examples = Readonly<Record<string, unknown>>
type Call = (method: string, path: string, body?: unknown) => Promise<Json>

const start = '2026-11-22T08:00:00.000Z'

/** As the sample of set_up_owner makes it. */
const owner = { email: 'ayse@ozturkmakina.example', password: 'correct horse battery', company: 'ozturk-makina' } as const

/** The real application before anybody owns it. */
export async function createFreshPlant() {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(start) })
  onTestFinished(() => void vi.useRealTimers())
  const app = await createTestApp({ isFresh: true })
  return { app, setupToken: new URL(app.setupUrl ?? '').searchParams.get('token') ?? '' }
}

/**
 * What the examples speak of, made by requests: a key of the sandbox, a few records of each type in the states that the examples need, a webhook
 * with a delivery, one with two that were given up, a catcher with a request, an OAuth client with a token. @returns the variables that the samples read.
 */
export async function prepareForSamples(app: TestApp, examples: Examples): Promise<Record<string, string>> {
  const session = await signIn(app)
  const asOwner = caller(app, { headers: session })
  const limits = { allowed_origins: [], reads_per_minute: 1_000_000, writes_per_minute: 1_000_000, version: 0 }
  await asOwner('PUT', '/api/company/api-access', limits)
  const newKey = { name: 'Samples', environment: 'sandbox', scopes: ['admin'], rate_limit_per_hour: 1_000_000 }
  const { key } = await asOwner('POST', '/api/api-keys', newKey)
  await asOwner('POST', '/api/api-keys', { ...newKey, name: 'Old gateway' })
  const live = await asOwner('POST', '/api/api-keys', { ...newKey, name: 'Live samples', environment: 'live' })
  await asOwner('POST', '/api/rate-limits', { name: 'Gateways', reads_per_hour: 1_000, writes_per_hour: 1_000 })
  const invitationToken = await invitePeople(app, asOwner)
  const withKey = caller(app, { key: String(key) })
  await createRecords(withKey, examples)
  await insertWhatTakesTime(app)
  const [event] = (await withKey('GET', '/api/v1/events'))['data'] as { id: string }[]
  for (const [name, status] of [
    ['MES', 200],
    ['ERP', 500],
  ] as const)
    await withKey('POST', '/api/webhooks', { name, url: (await startTestReceiver(status)).url, events: ['job.completed'] })
  for (const id of [1, 2, 2]) await withKey('POST', `/api/webhooks/${id}/test`)
  await sendMessages(withKey)
  await connectVendors(withKey)
  for (const name of ['Try out', 'Old try']) await withKey('POST', '/api/webhook-catchers', { name })
  await fetch(String((await withKey('GET', '/api/webhook-catchers/1'))['url']), { method: 'POST', body: '{}' })
  const requestId = (await app.request('GET', '/api/v1/jobs/1', { key: String(key) })).headers.get('x-request-id') ?? ''
  // NB: an entry of the request log is written a moment after its answer.
  await expect.poll(async () => (await app.request('GET', `/api/requests/${requestId}`, { key: String(key) })).status).toBe(200)
  return {
    KEY: String(key),
    LIVE_KEY: String(live['key']),
    SESSION: String(session['cookie']?.split('=')[1]),
    CSRF: String(session['x-csrf-token']),
    INVITATION_TOKEN: invitationToken,
    EVENT_ID: String(event?.id),
    REQUEST_ID: requestId,
    ...(await authorizeClient(app, { session, asOwner })),
  }
}

/** One who waits, one who joined, and one whose token is in the answer. */
async function invitePeople(app: TestApp, asOwner: Call): Promise<string> {
  const tokens: string[] = []
  for (const name of ['Elif', 'Selin', 'Deniz']) {
    const { link } = await asOwner('POST', '/api/invitations', {
      name,
      email: `${name.toLowerCase()}@ozturkmakina.example`,
      role: 'viewer',
    })
    tokens.push(new URL(String(link)).searchParams.get('token') ?? '')
  }
  await caller(app, { headers: {} })('POST', '/api/invitations/accept', { token: tokens[1], password: owner.password })
  return tokens[2] ?? ''
}

/** A mail server, a vendor that people sign in to, and one whose records are synced. */
async function connectVendors(call: Call): Promise<void> {
  const { port } = await startSmtpServer()
  const config = { host: '127.0.0.1', port, security: 'none', from_address: 'plant@example.com' }
  await call('POST', '/api/integrations/smtp/connect', { config })
  await call('POST', '/api/integrations/rest_oauth/connect', (await startOauthProvider()).client)
  const network = { base_url: 'http://127.0.0.1:9', is_http_allowed: true }
  await call('POST', '/api/integrations/google_contacts/connect', { config: { client_id: 'plant' }, network })
}

/** One that went out with a file, one of which nobody knows, and one that waits; in the sandbox their recipients decide that. */
async function sendMessages(call: Call): Promise<void> {
  const attachments = [{ file_name: 'proforma.txt', media_type: 'text/plain', content: 'TWVyaGFiYQ==' }]
  const expected = { 'ayse@cagrisise.example': 'sent', 'uncertain@example.com': 'uncertain', 'away@example.com': 'waiting' }
  for (const [to, status] of Object.entries(expected)) {
    const { id } = await call('POST', '/api/v1/messages', { kind: 'mail', to: [to], subject: 'Proforma', text: 'Merhaba', attachments })
    await expect.poll(async () => (await call('GET', `/api/v1/messages/${id}`))['status']).toBe(status)
  }
}

export async function signIn(app: TestApp): Promise<Record<string, string>> {
  const { headers, body, text, status } = await app.request('POST', '/api/session', {
    body: { email: owner.email, password: owner.password },
  })
  expect(status, text).toBe(200)
  return { cookie: (headers.get('set-cookie') ?? '').split(';')[0] ?? '', 'x-csrf-token': String(body.csrf_token) }
}

/** Calls that must succeed. */
const caller =
  (app: TestApp, credential: { key: string } | { headers: Record<string, string> }): Call =>
  async (method, path, body) => {
    const answer = await app.request(method, path, { ...credential, ...(body === undefined ? {} : { body }) })
    expect(answer.status, `${method} ${path}: ${answer.text}`).toBeLessThan(300)
    return answer.body
  }

/** States that the examples expect of records beyond being new. */
const states: Readonly<Record<string, readonly (readonly [id: number, status: string])[]>> = {
  jobs: [7, 8, 9, 10, 11].map((id) => [id, 'completed'] as const),
  production_orders: [[1, 'in_progress']],
  quotes: [[7, 'accepted']],
}

const counts: Readonly<Record<string, number>> = { jobs: 11, invoices: 3 }

async function createRecords(call: Call, examples: Examples): Promise<void> {
  for (const type of inOrderOfReference(recordTypes)) {
    for (let number = 1; number <= (counts[type.plural] ?? 7); number += 1) await call('POST', pathOf(type), bodyOf(type, examples, number))
    for (const [id, status] of states[type.plural] ?? [])
      for (const to of wayTo(type, status) ?? []) await call('POST', `${pathOf(type)}/${id}/transitions`, { to })
  }
}

/** The example with other values where no two records may have the same; each invoice of a job of its own, one downtime that goes on. */
function bodyOf(type: DeclaredType, examples: Examples, number: number): Json {
  const alone = examples[`create_${snakeCase(type.name)}`] as Json // of an object
  const { items: [example = alone] = [] } = (examples[`bulk_create_${type.plural}`] ?? {}) as { items?: Json[] } // of a bulk request
  if (type.plural === 'invoices') return { ...alone, job_ids: [8 + number] }
  if (type.plural === 'downtimes' && number === 2) return { ...alone, asset_id: 2 }
  return { ...example, ...Object.fromEntries(type.unique.map((field) => [snakeCase(field), `${example[snakeCase(field)]} no. ${number}`])) }
}

/** Alarms and notifications come up over minutes; here they already have. */
async function insertWhatTakesTime(app: TestApp): Promise<void> {
  for (const environment of ['live', 'sandbox']) {
    const db = openDatabase(join(app.dataDir, 'companies', owner.company, `${environment}.db`))
    const about = { subject: 'webhook:1', subjectId: 1, subjectName: 'MES', value: 12, threshold: 10 }
    const counts = { occurrences: 1, escalations: 0 }
    db.insert(alarms)
      .values({ kind: 'webhook_failing', priority: 'high', ...about, ...counts, openedAt: start })
      .run()
    const what = { type: 'alarm', severity: 'error', event: 'alarm.opened', eventId: 'evt_1', recordType: 'alarm', recordId: 1 } as const
    db.insert(notifications)
      .values({ userId: 1, ...what, recordKey: 'ALM-1', params: {}, isInWindow: true, createdAt: start })
      .run()
    db.$client.close()
  }
}

interface Owner {
  readonly session: Record<string, string>
  readonly asOwner: Call
}

/** A client with a token that a person allowed, and an authorization that still waits for the person. */
async function authorizeClient(app: TestApp, { session, asOwner }: Owner): Promise<Record<string, string>> {
  const grantTypes = ['client_credentials', 'authorization_code', 'refresh_token']
  const input = { environment: 'sandbox', grant_types: grantTypes, redirect_uris: ['http://127.0.0.1/callback'], scopes: ['write'] }
  const client = await asOwner('POST', '/api/oauth/clients', { name: 'Tablet', ...input })
  await asOwner('POST', '/api/oauth/clients', { name: 'Old tablet', ...input })
  const [clientId, secret] = [String(client['client_id']), String(client['client_secret'])]
  const config = await oidc.discovery(new URL(app.url), clientId, secret, undefined, { execute: [oidc.allowInsecureRequests] })
  const { access_token } = await (await authorize(config, newPersonBrowser(app, session))).exchange()
  const browser = newPersonBrowser(app, session)
  const query = new URLSearchParams({
    ...{ client_id: clientId, redirect_uri: redirectUri, response_type: 'code', scope: 'write' },
    ...{ code_challenge: 'x'.repeat(43), code_challenge_method: 'S256' },
  })
  const { location } = await browser.call('GET', `/api/oauth/authorize?${query}`)
  const page = await browser.call('GET', location)
  const authorizationId = page.location.split('/').at(-1) ?? ''
  return { CLIENT_ID: clientId, CLIENT_SECRET: secret, ACCESS_TOKEN: access_token, AUTHORIZATION_ID: authorizationId }
}
