import { asc } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { createTestApp } from '../../app/test-app.ts'
import { events } from '../../events/events.table.ts'

async function createPlant() {
  const app = await createTestApp()
  const key = await app.createKey(['write'])
  await app.request('POST', '/api/v1/customers', { key, body: { name: 'Çağrı Şişe' } })
  const create = (fields: object = {}) =>
    app.request('POST', '/api/v1/deals', { key, body: { title: 'Dizme hattı', customer_id: 1, value: 1_999, probability: 50, ...fields } })
  const move = (to: string, more: object = {}) => app.request('POST', '/api/v1/deals/1/transitions', { key, body: { to, ...more } })
  const emitted = () =>
    app
      .look('live')
      .select({ event: events.event })
      .from(events)
      .orderBy(asc(events.seq))
      .all()
      .map(({ event }) => event)
  return { app, key, create, move, emitted }
}

test('a deal counts in the forecast by its probability, wholly once it is won, and not at all once it is lost', async () => {
  const { app, key, create, move } = await createPlant()
  expect((await create()).body).toMatchObject({ deal_key: 'DEAL-1', status: 'lead', weighted_value: 1_000, closed_at: null })
  const change = (body: object) => app.request('PATCH', '/api/v1/deals/1', { key, body })
  expect((await change({ version: 1, probability: null })).body.weighted_value).toBe(0)
  expect((await change({ version: 2, probability: 80 })).body.weighted_value).toBe(1_599)
  await move('proposal')
  app.advance(60_000)
  expect((await move('won')).body).toMatchObject({ weighted_value: 1_999, probability: 80, closed_at: '2026-11-22T08:01:00.000Z' })
  expect((await change({ version: 5, value: 3_000 })).body.weighted_value).toBe(3_000)
  expect((await move('negotiation')).body).toMatchObject({ weighted_value: 2_400, closed_at: null })
  expect((await move('lost', { note: 'Fiyat' })).body).toMatchObject({ weighted_value: 0, status_note: 'Fiyat' })
})

test('winning and losing are announced beside the change of status', async () => {
  const { create, move, emitted } = await createPlant()
  await create()
  expect(await move('won')).toMatchObject({ status: 409, body: { code: 'transition_not_allowed', details: { status: 'lead' } } })
  await move('qualified')
  await move('won')
  await move('negotiation')
  await move('lost', { note: 'Süre' })
  expect(emitted()).toEqual([
    'customer.created',
    'deal.created',
    'deal.status_changed',
    'deal.status_changed',
    'deal.won',
    'deal.status_changed',
    'deal.status_changed',
    'deal.lost',
  ])
})

test.each([
  ['a negative value', { value: -1 }, 'value'],
  ['a fraction of a kuruş', { value: 1.5 }, 'value'],
  ['more than certain', { probability: 101 }, 'probability'],
  ['a contact that there is not', { contact_id: 3 }, 'contact_id'],
])('refuses %s', async (_what, fields, field) => {
  const { create, emitted } = await createPlant()
  expect(await create(fields)).toMatchObject({ status: 400, body: { code: 'invalid_request', details: { field } } })
  expect(emitted()).toEqual(['customer.created'])
})
