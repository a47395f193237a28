import { expect, test } from 'vitest'
import { createTestApp } from '../../app/test-app.ts'

async function setUp() {
  const app = await createTestApp()
  const key = await app.createKey(['customers:write', 'events:read', 'requests:read'])
  const create = (name: string) => app.request('POST', '/api/v1/customers', { key, body: { name } })
  const first = await create('Birinci')
  await create('İkinci')
  return { ...app, key, requestId: first.headers.get('x-request-id') ?? '' }
}

test('events are found by the request that caused them, and one by its id', async () => {
  const { request, key, requestId } = await setUp()
  const caused = await request('GET', `/api/v1/events?request_id=${requestId}`, { key })
  expect(caused.body.data).toEqual([expect.objectContaining({ event: 'customer.created', request_id: requestId })])
  const [event] = caused.body.data
  expect(await request('GET', `/api/v1/events/${event.id}`, { key })).toMatchObject({ status: 200, body: event })
})

test('an event that does not exist is not found, and without the scope nothing is shown', async () => {
  const { request, key, createKey } = await setUp()
  expect(await request('GET', '/api/v1/events/evt_none', { key })).toMatchObject({ status: 404, body: { code: 'not_found' } })
  const other = await createKey(['jobs:read'])
  expect(await request('GET', '/api/v1/events/evt_none', { key: other })).toMatchObject({ status: 403, body: { code: 'forbidden' } })
})

test('events are found by type, time and words of the payload, page by page', async () => {
  const { request, key, advance } = await setUp()
  const list = async (query: string) => (await request('GET', `/api/v1/events?${query}`, { key })).body
  advance(1_000)
  await expect.poll(async () => (await list('q=ikin')).data.length, { timeout: 5_000 }).toBe(1)
  await expect.poll(async () => (await list('q=ikin')).is_behind, { timeout: 5_000 }).toBe(false)
  expect(await list('')).not.toHaveProperty('is_behind')
  expect((await list('q=CUS-1')).data).toMatchObject([{ record_key: 'CUS-1' }])
  const first = await list('event=customer.created&page[limit]=1')
  const second = await list(`event=customer.created&page[limit]=1&page[after]=${first.pagination.next_cursor}`)
  expect([...first.data, ...second.data]).toEqual((await list('event=customer.created')).data)
  expect((await list('created_at[lt]=2026-11-22T11:00:00%2B03:00')).data).toEqual([])
  expect((await request('GET', '/api/v1/events?q=', { key })).status).toBe(400)
})

test('a type of events has its schema and an example', async () => {
  const { request, key } = await setUp()
  expect(await request('GET', '/api/event-types/job.completed', { key })).toMatchObject({
    status: 200,
    body: { event: 'job.completed', record_type: 'job', schema: { type: 'object' }, example: { event: 'job.completed' } },
  })
  expect((await request('GET', '/api/event-types/job.none', { key })).body.code).toBe('not_found')
})
