import { expect, test } from 'vitest'
import { createTestApp } from '../app/test-app.ts'
import { events } from '../events/events.table.ts'

async function createPlant(scopes: Parameters<Awaited<ReturnType<typeof createTestApp>>['createKey']>[0] = ['write']) {
  const app = await createTestApp()
  const key = await app.createKey(scopes)
  const writer = await app.createKey(['write'])
  const create = (path: string, body: object) => app.request('POST', `/api/v1/${path}`, { key: writer, body })
  await create('customers', { name: 'Çağrı Şişe', city: 'Kocaeli' })
  await create('customers', { name: 'Işıl Isıtma', notes: 'Öğleden sonra aranır' })
  for (const title of ['Şase montajı', 'Flanş tornalama', 'Ağır şase']) await create('jobs', { title, customer_id: 1 })
  const get = async (path: string, headers: Record<string, string> = {}) => app.request('GET', `/api/v1/${path}`, { key, headers })
  return { app, key, writer, create, get }
}

const titles = (answer: { body: { data: { title?: string; name?: string }[] } }) => answer.body.data.map(({ title, name }) => title ?? name)

test('q finds words by their beginning, whatever the letters’ case and accents, and records by their key', async () => {
  const { get } = await createPlant()
  expect(titles(await get('jobs?q=sase&sort=id'))).toEqual(['Şase montajı', 'Ağır şase'])
  expect(titles(await get('jobs?q=AĞIR ŞAS'))).toEqual(['Ağır şase'])
  expect(titles(await get('customers?q=isil'))).toEqual(['Işıl Isıtma'])
  expect(titles(await get('customers?q=ogleden'))).toEqual(['Işıl Isıtma'])
  expect(titles(await get('jobs?q=job-2'))).toEqual(['Flanş tornalama'])
  expect(titles(await get('jobs?q=tornalama%22 OR x'))).toEqual([])
  expect((await get('jobs?q=--')).body).toMatchObject({ code: 'invalid_request', details: { field: 'q' } })
})

test('q follows changes and deletions', async () => {
  const { app, writer, get } = await createPlant()
  await app.request('PATCH', '/api/v1/jobs/2', { key: writer, body: { title: 'Mil taşlama', version: 1 } })
  await app.request('DELETE', '/api/v1/jobs/1', { key: writer })
  expect(titles(await get('jobs?q=tornalama'))).toEqual([])
  expect(titles(await get('jobs?q=taslama'))).toEqual(['Mil taşlama'])
  expect(titles(await get('jobs?q=sase'))).toEqual(['Ağır şase'])
})

test('pages by number carry the totals, pages by cursor never count', async () => {
  const { get } = await createPlant()
  const { body } = await get('jobs?page=2&limit=2&sort=id')
  expect(body.pagination).toEqual({ page: 2, limit: 2, total: 3, total_pages: 2 })
  expect(body.data.map(({ id }: { id: number }) => id)).toEqual([3])
  expect((await get('jobs?page=1&limit=1&q=sase')).body.pagination).toMatchObject({ total: 2, total_pages: 2 })
  const first = await get('jobs?limit=2')
  expect(Object.keys(first.body.pagination)).toEqual(['limit', 'next_cursor'])
  expect(first.headers.get('x-next-cursor')).toBe(first.body.pagination.next_cursor)
  expect((await get('jobs')).headers.get('x-next-cursor')).toBeNull()
  expect((await get('jobs?page=0')).body).toMatchObject({ code: 'invalid_request', details: { field: 'page.number' } })
})

test('fields narrows an answer, and an unknown one is refused', async () => {
  const { get } = await createPlant()
  expect((await get('jobs/1?fields=id,title,customer_name')).body).toEqual({ id: 1, title: 'Şase montajı', customer_name: 'Çağrı Şişe' })
  expect((await get('jobs?fields=job_key&sort=id&page[limit]=1')).body.data).toEqual([{ job_key: 'JOB-1' }])
  expect((await get('jobs?fields=id,colour')).body).toMatchObject({ code: 'invalid_request', details: { field: 'fields' } })
})

test('expand sets whole records beside their ids, for who may read them', async () => {
  const { get } = await createPlant()
  expect((await get('jobs/1?expand=customer,invoice')).body).toMatchObject({
    customer_id: 1,
    customer: { name: 'Çağrı Şişe' },
    invoice: null,
  })
  expect((await get('jobs?expand=customer&sort=id')).body.data[2].customer.city).toBe('Kocaeli')
  expect((await get('jobs/1')).body).not.toHaveProperty('customer')
  const narrow = await createPlant(['jobs:read'])
  expect(await narrow.get('jobs/1?expand=customer')).toMatchObject({ status: 403, body: { code: 'forbidden' } })
})

test('a known answer is not sent again until a record changes', async () => {
  const { app, writer, get } = await createPlant()
  const first = await get('jobs/1')
  const etag = first.headers.get('etag') ?? ''
  expect(etag).toMatch(/^"1-[\w-]+"$/)
  expect((await get('jobs/1', { 'If-None-Match': etag })).status).toBe(304)
  const list = (await get('jobs')).headers.get('etag') ?? ''
  expect((await get('jobs', { 'If-None-Match': `"other", W/${list}` })).status).toBe(304)
  // The job shows its customer's name: a change of the customer is one of the job's answer.
  await app.request('PATCH', '/api/v1/customers/1', { key: writer, body: { name: 'Çağrı Cam', version: 1 } })
  const second = await get('jobs/1', { 'If-None-Match': etag })
  expect(second).toMatchObject({ status: 200, body: { customer_name: 'Çağrı Cam', version: 1 } })
})

test('a write with If-Match changes only the version that its caller has seen', async () => {
  const { app, writer, get } = await createPlant()
  const etag = (await get('jobs/1')).headers.get('etag') ?? ''
  const move = (headers: Record<string, string>) =>
    app.request('POST', '/api/v1/jobs/1/transitions', { key: writer, body: { to: 'planned' }, headers })
  expect((await move({ 'If-Match': etag })).status).toBe(200)
  expect(await move({ 'If-Match': etag })).toMatchObject({ status: 412, body: { code: 'precondition_failed' } })
  expect((await app.request('DELETE', '/api/v1/jobs/1', { key: writer, headers: { 'If-Match': etag } })).status).toBe(412)
  expect((await get('jobs/1')).body.status).toBe('planned')
})

test('a bulk write answers for each item, and one that is atomic keeps all or nothing', async () => {
  const { app, writer, get } = await createPlant()
  const items = [
    { title: 'A', customer_id: 1 },
    { title: '', customer_id: 1 },
    { title: 'C', customer_id: 99 },
    { title: 'D', customer_id: 2 },
  ]
  const bulk = (method: 'POST' | 'PATCH', body: object) => app.request(method, '/api/v1/jobs/bulk', { key: writer, body })
  const loose = await bulk('POST', { items })
  expect(loose.body.summary).toEqual({ succeeded: 2, failed: 2 })
  expect(loose.body.data.map((item: { status: number }) => item.status)).toEqual([201, 400, 400, 201])
  expect(loose.body.data[1]).toMatchObject({ record: null, error: { code: 'invalid_request', details: { field: 'title' } } })
  expect(loose.body.data[3].record).toMatchObject({ job_key: 'JOB-5', customer_name: 'Işıl Isıtma' })

  const eventCount = () => app.look('live').select().from(events).all().length
  const before = eventCount()
  const strict = await bulk('PATCH', {
    items: [
      { id: 1, title: 'X', version: 1 },
      { id: 2, title: 'Y', version: 7 },
    ],
    atomic: true,
  })
  expect(strict).toMatchObject({ status: 409, body: { code: 'bulk_refused', details: { index: 1, item_code: 'version_conflict' } } })
  expect((await get('jobs/1')).body.title).toBe('Şase montajı')
  expect(eventCount()).toBe(before)
  expect((await bulk('POST', { items: [] })).body.code).toBe('invalid_request')
})

test.each(['br', 'gzip', 'zstd'])('a long list comes compressed by %s, a short answer as it is', async (encoding) => {
  const { create, app, writer } = await createPlant()
  for (let index = 0; index < 15; index++) await create('jobs', { title: `Parça ${index}`, customer_id: 1 })
  const get = (path: string) => fetch(`${app.url}/api/v1/${path}`, { headers: { 'X-API-Key': writer, 'Accept-Encoding': encoding } })
  const list = await get('jobs')
  expect(list.headers.get('content-encoding')).toBe(encoding)
  expect(list.headers.get('vary')).toContain('Accept-Encoding')
  if (encoding !== 'zstd') expect(await list.json()).toMatchObject({ data: { length: 18 } })
  expect((await get('jobs/1')).headers.get('content-encoding')).toBeNull()
})

test('a record that others refer to is kept', async () => {
  const { app, writer } = await createPlant()
  expect(await app.request('DELETE', '/api/v1/customers/1', { key: writer })).toMatchObject({
    status: 409,
    body: { code: 'conflict', details: { jobs: 3 } },
  })
  expect((await app.request('DELETE', '/api/v1/customers/2', { key: writer })).status).toBe(204)
})
