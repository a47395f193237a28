import { expect, test } from 'vitest'
import { createTestApp } from '../../app/test-app.ts'
import { startSink } from '../../infra/outbound/test-http-sink.ts'

const day = 86_400_000

async function setUp() {
  const app = await createTestApp()
  const key = await app.createKey(['company:write', 'webhooks:write', 'write'])
  const addCustomer = () => app.request('POST', '/api/v1/customers', { key, body: { name: 'Acme' } })
  const get = (query = '') => app.request('GET', `/api/retention${query}`, { key })
  const put = (body: object) => app.request('PUT', '/api/retention', { key, body })
  return { ...app, key, addCustomer, get, put }
}

test('it says how many there are, what would go under other days, and who holds what has to stay', async () => {
  const { request, key, addCustomer, advance, get } = await setUp()
  await addCustomer()
  await addCustomer()
  const before = await get()
  const { count } = before.body.events
  expect(before.body).toMatchObject({ delivery_days: 90, event_days: 365, events: { beyond: 0, held: 0, held_by: [] } })
  // One that is paused stands still in the log.
  const { url } = await startSink()
  await request('POST', '/api/webhooks', { key, body: { name: 'MES', url, events: ['*'], is_active: false } })
  advance(40 * day)
  await addCustomer()
  advance(day)
  await addCustomer()
  expect((await get()).body.events).toMatchObject({ count: count + 2, beyond: 0, held: 0 })
  expect((await get('?event_days=30')).body.events).toMatchObject({ beyond: count, held: 0, held_by: [] })
  advance(40 * day)
  expect((await get('?event_days=30')).body).toMatchObject({
    event_days: 30,
    events: { count: count + 2, beyond: count, held: 2, held_by: [{ kind: 'webhook', name: 'MES' }] },
  })
  expect((await get()).body.event_days).toBe(365)
})

const days = { delivery_days: 30, event_days: 730, backlog_events: 50_000, backlog_days: 14 }

test('the days and bounds are set by who may, within bounds, for one environment', async () => {
  const { request, createKey, get, put } = await setUp()
  for (const [body, field] of [
    [{ ...days, delivery_days: 0 }, 'delivery_days'],
    [{ ...days, event_days: 3_651 }, 'event_days'],
    [{ ...days, backlog_events: 999 }, 'backlog_events'],
    [{ ...days, backlog_days: 0 }, 'backlog_days'],
    [{ ...days, event_days: undefined }, 'event_days'],
  ] as const) {
    expect(await put(body)).toMatchObject({ status: 400, body: { code: 'invalid_request', details: { field } } })
  }
  expect(await put(days)).toMatchObject({ status: 200, body: days })
  expect((await get()).body).toMatchObject(days)
  const sandbox = await createKey(['company:read'], { environment: 'sandbox' })
  expect((await request('GET', '/api/retention', { key: sandbox })).body).toMatchObject({
    delivery_days: 90,
    event_days: 365,
    backlog_events: 1_000_000,
    backlog_days: 30,
  })
  expect((await request('PUT', '/api/retention', { key: sandbox, body: days })).status).toBe(403)
})

test('the list of events says that everything is there while nothing was removed', async () => {
  const { request, key, addCustomer } = await setUp()
  await addCustomer()
  expect((await request('GET', '/api/v1/events', { key })).body).toMatchObject({ kept_from: null })
})
