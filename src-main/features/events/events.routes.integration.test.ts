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
