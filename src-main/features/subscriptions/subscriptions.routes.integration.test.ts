import { asc } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { createTestApp } from '../../app/test-app.ts'
import { events } from '../../events/events.table.ts'

const dayMs = 86_400_000

async function createPlant() {
  const app = await createTestApp()
  const key = await app.createKey(['write'])
  const request = (method: string, path: string, body?: object) =>
    app.request(method, path, { key, ...(body === undefined ? {} : { body }) })
  const create = async (fields: object = {}) =>
    (await request('POST', '/api/v1/subscriptions', { plan_name: 'Bakım', price: 1_250_000, starts_on: '2026-11-01', ...fields })).body
  const get = async (id: number) => (await request('GET', `/api/v1/subscriptions/${id}`)).body
  const eventsOf = (id: number) =>
    app
      .look('live')
      .select()
      .from(events)
      .orderBy(asc(events.seq))
      .all()
      .filter(({ recordType, recordId }) => recordType === 'subscription' && recordId === id)
  const names = (id: number) => eventsOf(id).map(({ event }) => event)
  /** Any commit makes the worker look at the clock. */
  const passDays = async (days: number): Promise<void> => {
    app.advance(days * dayMs)
    await request('POST', '/api/v1/customers', { name: 'Wake' })
  }
  return { app, request, create, get, eventsOf, names, passDays }
}

test('a subscription lies in the period of today, and renews when it ends', async () => {
  const { create, get, names, passDays } = await createPlant()
  const { id, ...created } = await create({ starts_on: '2026-08-31' })
  expect(created).toMatchObject({
    status: 'active',
    starts_on: '2026-08-31',
    current_period_start: '2026-10-31',
    current_period_end: '2026-11-30',
  })
  await passDays(7)
  expect(names(id)).toEqual(['subscription.created'])
  await passDays(1)
  await expect.poll(() => names(id)).toEqual(['subscription.created', 'subscription.renewed'])
  expect(await get(id)).toMatchObject({
    status: 'active',
    current_period_start: '2026-11-30',
    current_period_end: '2026-12-31',
    version: 2,
  })
})

test('each period that passed while nobody looked is renewed once, in order', async () => {
  const { create, eventsOf, get, passDays } = await createPlant()
  const { id } = await create()
  await passDays(100)
  const renewed = () => eventsOf(id).filter(({ event }) => event === 'subscription.renewed')
  await expect.poll(() => renewed().length).toBe(4)
  expect(renewed().map(({ data }) => JSON.parse(data).subscription.current_period_start)).toEqual([
    '2026-12-01',
    '2027-01-01',
    '2027-02-01',
    '2027-03-01',
  ])
  await passDays(0)
  expect(await get(id)).toMatchObject({ current_period_start: '2027-03-01', current_period_end: '2027-04-01' })
  expect(renewed()).toHaveLength(4)
})

test('one that is to be canceled at the end of its period runs until then, and can be kept after all', async () => {
  const { create, get, names, passDays, request } = await createPlant()
  const [gone, kept] = [await create({ cancel_at_period_end: true }), await create({ cancel_at_period_end: true })]
  await request('PATCH', `/api/v1/subscriptions/${kept.id}`, { version: 1, cancel_at_period_end: false })
  expect(await get(gone.id)).toMatchObject({ status: 'active' })
  await passDays(9)
  await expect.poll(() => names(gone.id)).toEqual(['subscription.created', 'subscription.status_changed', 'subscription.canceled'])
  expect(await get(gone.id)).toMatchObject({
    status: 'canceled',
    canceled_at: '2026-12-01T08:00:00.000Z',
    current_period_end: '2026-12-01',
  })
  expect(names(kept.id)).toEqual(['subscription.created', 'subscription.updated', 'subscription.renewed'])
})

test('one is canceled at once by a transition, and one without renewal expires', async () => {
  const { create, get, names, passDays, request } = await createPlant()
  const [canceled, expiring] = [await create(), await create({ auto_renew: false })]
  const answer = await request('POST', `/api/v1/subscriptions/${canceled.id}/transitions`, { to: 'canceled', note: 'Sözleşme bitti' })
  expect(answer).toMatchObject({ status: 200, body: { status: 'canceled', status_note: 'Sözleşme bitti' } })
  const refused = await request('POST', `/api/v1/subscriptions/${expiring.id}/transitions`, { to: 'expired' })
  expect(refused).toMatchObject({ status: 409, body: { details: { fix: expect.stringContaining('auto_renew') } } })
  await passDays(40)
  await expect.poll(async () => (await get(expiring.id)).status).toBe('expired')
  expect(names(expiring.id)).toEqual(['subscription.created', 'subscription.status_changed', 'subscription.expired'])
  expect(names(canceled.id)).toEqual(['subscription.created', 'subscription.status_changed', 'subscription.canceled'])
})

test('another length of the period begins a new count from the first day', async () => {
  const { create, request } = await createPlant()
  const { id } = await create({ starts_on: '2025-03-15' })
  const { body } = await request('PATCH', `/api/v1/subscriptions/${id}`, { version: 1, period: 'year' })
  expect(body).toMatchObject({ period: 'year', current_period_start: '2026-03-15', current_period_end: '2027-03-15' })
})
