import { rmSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { idempotencyKeys } from '../infra/http/idempotency.table.ts'
import { createTestApp } from './test-app.ts'
import { copyDataFolder } from './test-data-folder.ts'

const none = { 'x-idempotency-key': '' }

test('a write to the public API needs a key, unless the credential was made without that need', async () => {
  const app = await createTestApp()
  const key = await app.createKey(['write', 'webhooks:write'])
  const create = (credential: object) => app.request('POST', '/api/v1/customers', { ...credential, body: { name: 'A' } })
  const refused = await create({ key, headers: none })
  expect(refused).toMatchObject({ status: 400, body: { code: 'idempotency_key_required', details: { field: 'X-Idempotency-Key' } } })
  const changes = { PATCH: { name: 'B', version: 1 }, DELETE: undefined }
  for (const [method, body] of Object.entries(changes))
    expect((await app.request(method, '/v1/customers/1', { key, body, headers: none })).body.code).toBe('idempotency_key_required')

  expect((await create({ key, headers: { 'idempotency-key': 'a' } })).status).toBe(201)
  const relaxed = await app.createKey(['write'], { requiresIdempotencyKey: false })
  expect((await create({ key: relaxed, headers: none })).status).toBe(201)
  expect((await create({ headers: { ...(await app.signIn()), ...none } })).status).toBe(201)
  // Management routes do not need one, nor does what changes nothing.
  const webhook = { name: 'A', url: 'http://127.0.0.1:9/', events: ['*'] }
  expect((await app.request('POST', '/api/webhooks', { key, body: webhook, headers: none })).status).toBe(201)
})

test('whether a key needs idempotency keys is said when it is made and shown in the list', async () => {
  const app = await createTestApp()
  const key = await app.createKey(['admin'])
  const make = (more: object) =>
    app.request('POST', '/api/api-keys', { key, body: { name: 'MES', scopes: ['write'], environment: 'live', ...more } })
  expect((await make({})).body.requires_idempotency_key).toBe(true)
  expect((await make({ requires_idempotency_key: false })).body.requires_idempotency_key).toBe(false)
  const { body } = await app.request('GET', '/api/api-keys', { key })
  expect(body.data.map((each: { requires_idempotency_key: boolean }) => each.requires_idempotency_key)).toEqual([false, true, true])
})

test('while the first request runs, a second with its key is told to wait; then it gets the same answer', async () => {
  const app = await createTestApp()
  const key = await app.createKey(['admin'])
  const headers = { 'x-idempotency-key': 'make-it' }
  const make = (name: string) =>
    app.request('POST', '/api/api-keys', { key, headers, body: { name, scopes: ['read'], environment: 'live' } })
  // Hashing the new key takes long enough for the others to arrive.
  const [first, second, other] = await Promise.all([make('A'), make('A'), make('B')])
  expect(first.status).toBe(201)
  expect(second).toMatchObject({ status: 409, body: { code: 'idempotency_in_progress' } })
  expect(second.headers.get('retry-after')).toBe('1')
  expect(other.body.code).toBe('idempotency_conflict')
  const again = await make('A')
  expect([again.status, again.text, again.headers.get('idempotent-replayed')]).toEqual([201, first.text, 'true'])
  expect((await make('B')).body.code).toBe('idempotency_conflict')
})

test('an answer that shows a secret is kept sealed', async () => {
  const app = await createTestApp()
  const key = await app.createKey(['admin'])
  const request = { key, body: { name: 'A', url: 'http://127.0.0.1:9/', events: ['*'] }, headers: { 'x-idempotency-key': 'hook' } }
  const first = await app.request('POST', '/api/webhooks', request)
  const stored = app.look('live').select().from(idempotencyKeys).get()
  expect(stored).toMatchObject({ key: 'hook', isSealed: true, responseStatus: 201 })
  expect(stored?.responseBody).not.toContain(first.body.secret)
  expect((await app.request('POST', '/api/webhooks', request)).text).toBe(first.text)
  expect((await app.request('GET', '/api/webhooks', { key })).body.data).toHaveLength(1)
})

test('the answer survives a restart, and ends with its 24 hours', async () => {
  const dataDir = await copyDataFolder()
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
  const app = await createTestApp({ dataDir })
  const key = await app.createKey(['write'])
  const request = { key, body: { name: 'A' }, headers: { 'x-idempotency-key': 'once' } }
  const first = await app.request('POST', '/api/v1/customers', request)
  await app.close()
  const restarted = await createTestApp({ dataDir })
  // `/v1` is another name of the same route.
  const again = await restarted.request('POST', '/v1/customers', request)
  expect([again.status, again.text, again.headers.get('idempotent-replayed')]).toEqual([201, first.text, 'true'])
  restarted.advance(24 * 3_600_000 + 1)
  expect((await restarted.request('POST', '/api/v1/customers', request)).body.id).toBe(2)
})

test('a refused write keeps nothing: its key may be sent again once the cause is gone', async () => {
  const app = await createTestApp()
  const key = await app.createKey(['write'])
  const request = { key, body: { title: 'A', customer_id: 1 }, headers: { 'x-idempotency-key': 'job' } }
  expect((await app.request('POST', '/api/v1/jobs', request)).status).toBe(400)
  await app.request('POST', '/api/v1/customers', { key, body: { name: 'A' } })
  expect((await app.request('POST', '/api/v1/jobs', request)).status).toBe(201)
})
