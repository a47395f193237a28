import { expect, test } from 'vitest'
import { createTestApp } from '../../app/test-app.ts'
import { openLive } from './test-live-client.ts'

async function setUp() {
  const app = await createTestApp()
  const key = await app.createKey(['write'])
  const createCustomer = async (name: string) => (await app.request('POST', '/api/v1/customers', { key, body: { name } })).body
  return { ...app, key, createCustomer }
}

test('a client gets the events of its channels as webhooks have them, each once and in order', async () => {
  const { url, key, createCustomer, request } = await setUp()
  const client = await openLive(url, key)
  const ack = await client.ask({ type: 'subscribe', channels: ['customers', 'customers/1', 'customers/CUS-1'] })
  expect(ack).toMatchObject({ type: 'ack', channels: ['customers', 'customers/1', 'customers/CUS-1'], last_event_id: null })
  const names = Array.from({ length: 30 }, (_, index) => `Customer ${index}`)
  for (const name of names) await createCustomer(name)
  await expect.poll(() => client.ofType('event').length, { timeout: 30_000 }).toBe(30)
  const { data } = (await request('GET', '/api/v1/events?page[limit]=100', { key })).body
  const logged = data
    .toReversed()
    .map(({ id, event, created_at, data: of }: Record<string, unknown>) => ({ id, event, created_at, data: of }))
  expect(client.ofType('event').map(({ event }) => event)).toEqual(logged)
  expect(client.ofType('event')[0]).toMatchObject({ record_type: 'customer', record_id: 1, record_key: 'CUS-1' })
})

test('what is of another record, another type or after unsubscribing does not come', async () => {
  const { url, key, createCustomer, request } = await setUp()
  for (const name of ['A', 'B']) await createCustomer(name)
  const client = await openLive(url, key)
  await client.ask({ type: 'subscribe', channels: ['customers/2', 'jobs'] })
  const change = (id: number, version: number) =>
    request('PATCH', `/api/v1/customers/${id}`, { key, body: { version, notes: `note ${version}` } })
  await change(1, 1)
  await change(2, 1)
  await client.ask({ type: 'unsubscribe', channels: ['customers/2'] })
  await change(2, 2)
  await request('POST', '/api/v1/jobs', { key, body: { title: 'Job', customer_id: 1 } })
  await client.next('event')
  await client.next('event')
  expect(client.ofType('event').map(({ event, record_id }) => `${event.event} ${record_id}`)).toEqual([
    'customer.updated 2',
    'job.created 1',
  ])
})
