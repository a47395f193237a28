import { expect, test } from 'vitest'
import { renamedField } from '../contract/renamed-field.ts'
import { type Revision, recordInRevision, revisions } from '../contract/revisions.ts'
import { createTestApp } from './test-app.ts'

/** The worked example: a newer revision calls `reference` what the first one has called `po_number`. */
const withNewer: readonly Revision[] = [
  { ...revisions[0], date: '2026-11-01', changes: [], sunset: '2027-11-01' },
  { date: '2027-02-01', changes: [renamedField({ name: 'job', plural: 'jobs', from: 'po_number', to: 'reference' })] },
]

const old = { 'API-Version': '2026-11-01' }
const newest = { 'API-Version': '2027-02-01' }

async function createPlant() {
  const app = await createTestApp({ terms: { revisions: withNewer } })
  const key = await app.createKey(['write'])
  const call = (method: string, path: string, headers: Record<string, string>, body?: object) =>
    app.request(method, `/api/v1/${path}`, { key, headers, ...(body === undefined ? {} : { body }) })
  await call('POST', 'customers', newest, { name: 'Çağrı' })
  return { app, key, call }
}

const job = { title: 'Şase', customer_id: 1 }

test('an old client creates, reads, lists, filters, sorts and changes by the old name of a field', async () => {
  const { call } = await createPlant()
  const created = await call('POST', 'jobs', old, { ...job, po_number: 'PO-1' })
  expect(created).toMatchObject({ status: 201, body: { po_number: 'PO-1' } })
  expect(created.body).not.toHaveProperty('reference')
  await call('POST', 'jobs', newest, { ...job, reference: 'PO-2' })

  expect((await call('GET', 'jobs/2', old)).body.po_number).toBe('PO-2')
  expect((await call('GET', 'jobs/1', newest)).body.reference).toBe('PO-1')
  const names = async (path: string) => (await call('GET', path, old)).body.data.map((each: { po_number: string }) => each.po_number)
  expect(await names('jobs?sort=id')).toEqual(['PO-1', 'PO-2'])
  expect(await names('jobs?po_number=PO-2')).toEqual(['PO-2'])
  expect((await call('GET', 'jobs?fields=id,po_number&page=1&limit=1', old)).body.data).toEqual([{ id: 2, po_number: 'PO-2' }])
  const changed = await call('PATCH', 'jobs/1', old, { po_number: 'PO-9', version: 1 })
  expect(changed.body).toMatchObject({ po_number: 'PO-9', version: 2 })
  const moved = await call('POST', 'jobs/1/transitions', old, { to: 'planned' })
  expect(moved.body).toMatchObject({ po_number: 'PO-9', status: 'planned' })
})

test('a bulk write by the old name keeps its place in every item, also in what was refused', async () => {
  const { call } = await createPlant()
  const items = [
    { ...job, po_number: 'A' },
    { ...job, po_number: 'x'.repeat(600) },
  ]
  const { body } = await call('POST', 'jobs/bulk', old, { items })
  expect(body.data[0].record.po_number).toBe('A')
  expect(body.data[1].error.details).toMatchObject({ field: 'po_number', fields: [{ field: 'po_number' }] })
  expect((await call('POST', 'jobs', old, items[1])).body.details.field).toBe('po_number')
  expect((await call('POST', 'jobs', newest, items[0])).body.details.field).toBe('po_number')
})

test('a replay is byte for byte what its revision got; the key is another request in another revision', async () => {
  const { call } = await createPlant()
  const once = { 'X-Idempotency-Key': 'once' }
  const first = await call('POST', 'jobs', { ...old, ...once }, job)
  const again = await call('POST', 'jobs', { ...old, ...once }, job)
  expect([first.body.po_number, again.text, again.headers.get('idempotent-replayed')]).toEqual([null, first.text, 'true'])
  expect((await call('POST', 'jobs', { ...newest, ...once }, job)).body.code).toBe('idempotency_conflict')
})

test('each revision has an ETag and a cached answer of its own', async () => {
  const { call } = await createPlant()
  await call('POST', 'jobs', newest, { ...job, reference: 'PO-1' })
  const etags = [await call('GET', 'jobs/1', old), await call('GET', 'jobs/1', newest)].map(({ headers }) => headers.get('etag') ?? '')
  expect(etags[0]).not.toBe(etags[1])
  expect((await call('GET', 'jobs/1', { ...old, 'If-None-Match': etags[0] ?? '' })).status).toBe(304)
  expect((await call('GET', 'jobs/1', { ...newest, 'If-None-Match': etags[0] ?? '' })).body.reference).toBe('PO-1')
})

test('without the header a key gets the revision that it was made under, the window the newest', async () => {
  const { app, call } = await createPlant()
  await call('POST', 'jobs', newest, { ...job, reference: 'PO-1' })
  const pinned = await call('GET', 'jobs/1', {})
  expect([pinned.headers.get('api-version'), pinned.body.po_number]).toEqual(['2026-11-01', 'PO-1'])
  const window = await app.request('GET', '/api/v1/jobs/1', { headers: await app.signIn() })
  expect([window.headers.get('api-version'), window.body.reference]).toEqual(['2027-02-01', 'PO-1'])
})

test('a revision with a sunset announces it, and one that does not exist is refused with those that do', async () => {
  const { call } = await createPlant()
  const { headers } = await call('GET', 'jobs', old)
  expect([headers.get('deprecation'), headers.get('sunset'), headers.get('link')]).toEqual([
    `@${Date.parse('2027-02-01') / 1000}`,
    'Mon, 01 Nov 2027 00:00:00 GMT',
    '</api/v1/changelog>; rel="successor-version"',
  ])
  expect((await call('GET', 'jobs', newest)).headers.get('deprecation')).toBeNull()
  expect((await call('GET', 'jobs', { 'API-Version': '2020-01-01' })).body).toMatchObject({
    code: 'unknown_api_version',
    details: { known: ['2026-11-01', '2027-02-01'] },
  })
})

test('the payload of an event can be taken back the same way', () => {
  const change = recordInRevision(withNewer, '2026-11-01', 'jobs')
  expect(change?.({ id: 1, reference: 'PO-1' })).toEqual({ id: 1, po_number: 'PO-1' })
  expect(recordInRevision(withNewer, '2027-02-01', 'jobs')).toBeUndefined()
})

test('an expanded record is in the revision of its reader too', async () => {
  const renamed = [
    { date: '2026-11-01', changes: [] },
    { date: '2027-02-01', changes: [renamedField({ name: 'customer', plural: 'customers', from: 'town', to: 'city' })] },
  ]
  const app = await createTestApp({ terms: { revisions: renamed } })
  const key = await app.createKey(['write'])
  await app.request('POST', '/api/v1/customers', { key, body: { name: 'Çağrı', town: 'Gebze' } })
  await app.request('POST', '/api/v1/jobs', { key, body: job })
  expect((await app.request('GET', '/api/v1/jobs?expand=customer', { key })).body.data[0].customer).toMatchObject({ town: 'Gebze' })
  const { body } = await app.request('GET', '/api/v1/jobs/1?expand=customer', { key, headers: newest })
  expect(body.customer).toMatchObject({ city: 'Gebze' })
})

test('a change of status brings a field along under its old name, and is refused under it', async () => {
  const renamed = [
    { date: '2026-11-01', changes: [] },
    { date: '2027-02-01', changes: [renamedField({ name: 'incident', plural: 'incidents', from: 'cause', to: 'root_cause' })] },
  ]
  const app = await createTestApp({ terms: { revisions: renamed } })
  const key = await app.createKey(['write'])
  const call = (path: string, body: object) => app.request('POST', `/api/v1/incidents${path}`, { key, headers: old, body })
  await call('', { title: 'El kesiği', occurred_at: '2026-11-20T09:15:00Z' })
  const refused = await call('/1/transitions', { to: 'closed', cause: 'x'.repeat(6_000) })
  expect(refused).toMatchObject({ status: 400, body: { details: { field: 'cause' } } })
  const closed = await call('/1/transitions', { to: 'closed', cause: 'Eldivensiz çalışma' })
  expect(closed).toMatchObject({ status: 200, body: { status: 'closed', cause: 'Eldivensiz çalışma' } })
})
