import { asc } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../../app/test-app.ts'
import { events } from '../../events/events.table.ts'

const lines = [
  { description: 'Şase montajı', quantity: 36, unit: 'sa', unit_price: 65_000, tax_rate: 20 },
  { description: 'S355 çelik', quantity: 420.125, unit: 'kg', unit_price: 3_850, tax_rate: 20 },
]

async function createPlant() {
  const app = await createTestApp()
  const key = await app.createKey(['write'])
  const customer = await app.request('POST', '/api/v1/customers', { key, body: { name: 'Çağrı Şişe' } })
  const create = (fields: object = {}) =>
    app.request('POST', '/api/v1/jobs', { key, body: { title: 'Montaj', customer_id: customer.body.id, lines, ...fields } })
  const move = (id: number, to: string, more: object = {}) =>
    app.request('POST', `/api/v1/jobs/${id}/transitions`, { key, body: { to, ...more } })
  return { app, key, customer: customer.body, create, move }
}

const eventNames = (app: TestApp): string[] =>
  app
    .look('live')
    .select({ event: events.event })
    .from(events)
    .orderBy(asc(events.seq))
    .all()
    .map((row) => row.event)

test('a job is created in draft with its key, its net amount and its event', async () => {
  const { app, create } = await createPlant()
  const { status, body } = await create({ due_date: '2026-12-01' })
  expect(status).toBe(201)
  expect(body).toEqual({
    id: 1,
    job_key: 'JOB-1',
    title: 'Montaj',
    description: null,
    customer_id: 1,
    customer_name: 'Çağrı Şişe',
    reference: null,
    due_date: '2026-12-01',
    currency: 'TRY',
    lines,
    net_amount: 36 * 65_000 + 1_617_481,
    status: 'draft',
    status_note: null,
    invoice_id: null,
    started_at: null,
    completed_at: null,
    version: 1,
    created_at: '2026-11-22T08:00:00.000Z',
    updated_at: '2026-11-22T08:00:00.000Z',
  })
  const stored = app.look('live').select().from(events).all().at(-1)
  expect({ ...stored, data: JSON.parse(stored?.data ?? '') }).toMatchObject({
    event: 'job.created',
    recordType: 'job',
    recordKey: 'JOB-1',
    actorType: 'api_key',
    data: { job: body, changed_by: { type: 'api_key' } },
  })
})

test('a job is found by id and by key in any case', async () => {
  const { app, key, create } = await createPlant()
  const { body } = await create()
  for (const id of ['1', 'JOB-1', 'job-1']) expect((await app.request('GET', `/v1/jobs/${id}`, { key })).body).toEqual(body)
  expect(await app.request('GET', '/api/v1/jobs/JOB-77', { key })).toMatchObject({ status: 404, body: { code: 'not_found' } })
  expect(await app.request('GET', '/api/v1/jobs/abc', { key })).toMatchObject({
    status: 400,
    body: { code: 'invalid_request', details: { field: 'id' } },
  })
})

test('an update of the current version announces what changed; a stale one is refused', async () => {
  const { app, key, create } = await createPlant()
  await create()
  const first = await app.request('PATCH', '/api/v1/jobs/1', { key, body: { version: 1, title: 'Montaj 2' } })
  expect(first).toMatchObject({ status: 200, body: { title: 'Montaj 2', version: 2, lines } })
  const stale = await app.request('PATCH', '/api/v1/jobs/1', { key, body: { version: 1, title: 'Montaj 3' } })
  expect(stale).toMatchObject({ status: 409, body: { code: 'version_conflict', details: { current_version: 2 } } })
  const same = await app.request('PATCH', '/api/v1/jobs/1', { key, body: { version: 2, title: 'Montaj 2' } })
  expect(same.body.version).toBe(2)
  expect(eventNames(app)).toEqual(['customer.created', 'job.created', 'job.updated'])
})

test('statuses follow the allowed transitions, with times, notes and events', async () => {
  const { app, create, move } = await createPlant()
  await create()
  expect(await move(1, 'completed')).toMatchObject({ status: 409, body: { code: 'transition_not_allowed', details: { status: 'draft' } } })
  await move(1, 'planned')
  await move(1, 'in_progress')
  expect((await move(1, 'on_hold', { note: 'material' })).body).toMatchObject({ status: 'on_hold', status_note: 'material' })
  await move(1, 'in_progress')
  app.advance(60_000)
  expect((await move(1, 'completed', { version: 5 })).body).toMatchObject({
    status: 'completed',
    started_at: '2026-11-22T08:00:00.000Z',
    completed_at: '2026-11-22T08:01:00.000Z',
    version: 6,
  })
  expect(await move(1, 'invoiced')).toMatchObject({
    status: 409,
    body: { code: 'transition_not_allowed', details: { fix: expect.stringContaining('/api/v1/invoices') } },
  })
  expect(eventNames(app).slice(2)).toEqual([...Array(5).fill('job.status_changed'), 'job.completed'])
  const changed = app
    .look('live')
    .select()
    .from(events)
    .orderBy(asc(events.seq))
    .all()
    .find((row) => row.event === 'job.status_changed')
  expect(JSON.parse(changed?.data ?? '').job).toMatchObject({ previous_status: 'draft', new_status: 'planned', job_key: 'JOB-1' })
})

test('only work that has not begun can be deleted, and a deleted job is gone from lists', async () => {
  const { app, key, create, move } = await createPlant()
  await create()
  await create()
  await move(2, 'in_progress')
  expect((await app.request('DELETE', '/api/v1/jobs/1', { key })).status).toBe(204)
  expect(await app.request('DELETE', '/api/v1/jobs/2', { key })).toMatchObject({ status: 409, body: { code: 'conflict' } })
  expect((await app.request('GET', '/api/v1/jobs', { key })).body.data.map((job: { id: number }) => job.id)).toEqual([2])
  expect(await app.request('DELETE', '/api/v1/customers/1', { key })).toMatchObject({
    status: 409,
    body: { code: 'conflict', details: { jobs: 1, fix: 'Delete the jobs first, or keep the customer.' } },
  })
})

test('a customer with an invoice stays, since invoices do', async () => {
  const { app, key, create, move } = await createPlant()
  await create()
  for (const to of ['in_progress', 'completed']) await move(1, to)
  await app.request('POST', '/api/v1/invoices', { key, body: { job_ids: [1] } })
  expect(await app.request('DELETE', '/api/v1/customers/1', { key })).toMatchObject({
    status: 409,
    body: { code: 'conflict', details: { invoices: 1, fix: 'Keep the customer: invoices stay for good.' } },
  })
})

test.each([
  ['wrong JSON', { rawBody: '{"title":' }, 400, 'invalid_request', undefined],
  ['an unknown field', { body: { title: 'a', customer_id: 1, colour: 'red' } }, 400, 'invalid_request', 'colour'],
  ['a field in code spelling', { body: { title: 'a', customerId: 1 } }, 400, 'invalid_request', 'customer_id'],
  [
    'a wrong type deep inside',
    { body: { title: 'a', customer_id: 1, lines: [{ ...lines[0], unit_price: 1.5 }] } },
    400,
    'invalid_request',
    'lines.0.unit_price',
  ],
  [
    'too many decimals',
    { body: { title: 'a', customer_id: 1, lines: [{ ...lines[0], quantity: 1.0005 }] } },
    400,
    'invalid_request',
    'lines.0.quantity',
  ],
  [
    'an amount beyond counting',
    { body: { title: 'a', customer_id: 1, lines: [{ ...lines[0], quantity: 1e9, unit_price: 1e12 }] } },
    400,
    'invalid_request',
    'lines.0',
  ],
  ['an unknown customer', { body: { title: 'a', customer_id: 99 } }, 400, 'invalid_request', 'customer_id'],
  ['a body that is too large', { rawBody: JSON.stringify({ title: 'x'.repeat(1_100_000) }) }, 413, 'payload_too_large', undefined],
  [
    'a body of another kind',
    { rawBody: 'title=a', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    415,
    'unsupported_media_type',
    undefined,
  ],
])('refuses %s with a code and a fix, and writes nothing', async (_what, request, status, code, field) => {
  const { app, key } = await createPlant()
  const answer = await app.request('POST', '/api/v1/jobs', { key, ...request })
  expect(answer).toMatchObject({ status, body: { code, requestId: expect.stringMatching(/^req_/), details: { fix: expect.any(String) } } })
  if (field !== undefined) expect(answer.body.details.field).toBe(field)
  expect(eventNames(app)).toEqual(['customer.created'])
})

test('scopes are needed: none, the wrong one, and reading only', async () => {
  const { app } = await createPlant()
  const reader = await app.createKey(['jobs:read'])
  const other = await app.createKey(['customers:write'])
  expect(await app.request('GET', '/api/v1/jobs')).toMatchObject({ status: 401, body: { code: 'unauthorized' } })
  expect(await app.request('GET', '/api/v1/jobs', { key: other })).toMatchObject({
    status: 403,
    body: { code: 'forbidden', details: { scope: 'jobs:read' } },
  })
  expect((await app.request('GET', '/api/v1/jobs', { key: reader })).status).toBe(200)
  expect((await app.request('POST', '/api/v1/jobs', { key: reader, body: {} })).status).toBe(403)
})

test('test_ keys reach the sandbox only', async () => {
  const { app, create } = await createPlant()
  await create()
  const sandbox = await app.createKey(['write'], { environment: 'sandbox' })
  expect((await app.request('GET', '/api/v1/jobs', { key: sandbox })).body.data).toEqual([])
  expect((await app.request('GET', '/api/v1/jobs/1', { key: sandbox })).status).toBe(404)
})

test('a repeated idempotency key gives the same answer byte for byte and no second job', async () => {
  const { app, key, customer } = await createPlant()
  const request = { key, body: { title: 'Once', customer_id: customer.id }, headers: { 'x-idempotency-key': 'abc-1' } }
  const first = await app.request('POST', '/api/v1/jobs', request)
  const again = await app.request('POST', '/api/v1/jobs', { ...request, headers: { 'idempotency-key': 'abc-1' } })
  expect([again.status, again.text, again.headers.get('idempotent-replayed')]).toEqual([201, first.text, 'true'])
  const other = await app.request('POST', '/api/v1/jobs', { ...request, body: { title: 'Other', customer_id: customer.id } })
  expect(other).toMatchObject({ status: 409, body: { code: 'idempotency_conflict' } })
  expect((await app.request('GET', '/api/v1/jobs', { key })).body.data).toHaveLength(1)
  app.advance(25 * 3_600_000)
  expect((await app.request('POST', '/api/v1/jobs', request)).body.id).toBe(2)
})
