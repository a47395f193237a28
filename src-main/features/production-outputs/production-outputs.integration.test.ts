import { expect, test } from 'vitest'
import { createTestApp } from '../../app/test-app.ts'

async function createPlant() {
  const app = await createTestApp()
  const key = await app.createKey(['write'])
  const request = (method: string, path: string, body?: object) =>
    app.request(method, `/api/v1/${path}`, { key, ...(body === undefined ? {} : { body }) })
  await request('POST', 'production-orders', { product: 'Rulo Ø89', planned_quantity: 250, unit: 'ad' })
  const move = (to: string) => request('POST', 'production-orders/1/transitions', { to })
  const eventNames = async (): Promise<string[]> => {
    const { body } = await request('GET', 'events?page[limit]=100')
    return body.data.map(({ event }: { event: string }) => event).reverse()
  }
  const record = (body: object) => request('POST', 'production-outputs', { production_order_id: 1, ...body })
  return { app, request, move, record, eventNames, order: async () => (await request('GET', 'production-orders/1')).body }
}

async function createRunningPlant() {
  const plant = await createPlant()
  await plant.move('released')
  await plant.move('in_progress')
  return plant
}

test('outputs add up in their order, each with its own event and the totals so far', async () => {
  const { app, record, order, eventNames } = await createRunningPlant()
  const before = await eventNames()
  expect((await record({ good_quantity: 48.1, scrap_quantity: 2, scrap_reason: 'Ölçü dışı', shift: 'Gündüz' })).body).toMatchObject({
    production_output_key: 'OUT-1',
    production_order_name: 'Rulo Ø89',
    recorded_at: '2026-11-22T08:00:00.000Z',
    produced_total: 48.1,
    scrap_total: 2,
  })
  app.advance(60_000)
  expect((await record({ good_quantity: 0.2, recorded_at: '2026-11-22T07:30:00Z' })).body).toMatchObject({
    recorded_at: '2026-11-22T07:30:00.000Z',
    produced_total: 48.3,
    scrap_total: 2,
  })
  // The version is that of what clients write, which outputs do not change.
  expect(await order()).toMatchObject({
    produced_quantity: 48.3,
    scrap_quantity: 2,
    version: 3,
    updated_at: '2026-11-22T08:01:00.000Z',
  })
  expect((await eventNames()).slice(before.length)).toEqual(['production_output.recorded', 'production_output.recorded'])
})

test('a negative output takes an earlier one back, and no more than there is', async () => {
  const { record, order } = await createRunningPlant()
  await record({ good_quantity: 10 })
  expect((await record({ good_quantity: -10, scrap_quantity: 10, scrap_reason: 'Çatlak' })).body).toMatchObject({
    produced_total: 0,
    scrap_total: 10,
  })
  expect(await record({ good_quantity: -1 })).toMatchObject({ status: 400, body: { details: { field: 'good_quantity' } } })
  expect(await record({ scrap_quantity: -11 })).toMatchObject({ status: 400, body: { details: { field: 'scrap_quantity' } } })
  expect(await order()).toMatchObject({ produced_quantity: 0, scrap_quantity: 10 })
})

test.each([[], ['released'], ['released', 'in_progress', 'paused'], ['released', 'in_progress', 'completed']])(
  'an order that is not running takes no output (%s)',
  async (...way) => {
    const { move, record, order, eventNames } = await createPlant()
    for (const to of way.filter((status) => status !== undefined)) await move(to)
    const before = await eventNames()
    expect(await record({ good_quantity: 1 })).toMatchObject({
      status: 409,
      body: { code: 'conflict', details: { field: 'production_order_id', status: way.at(-1) ?? 'planned' } },
    })
    expect((await order()).produced_quantity).toBe(0)
    expect(await eventNames()).toEqual(before)
  },
)

test('an output says how much of an order that exists', async () => {
  const { record } = await createRunningPlant()
  for (const [body, field] of [
    [{}, 'good_quantity'],
    [{ good_quantity: 1.0005 }, 'good_quantity'],
    [{ good_quantity: 1, production_order_id: 9 }, 'production_order_id'],
  ] as const)
    expect(await record(body)).toMatchObject({ status: 400, body: { code: 'invalid_request', details: { field } } })
})

test('outputs are never changed or deleted, and keep their order', async () => {
  const { request, record } = await createRunningPlant()
  await record({ good_quantity: 1 })
  for (const method of ['PATCH', 'DELETE'])
    expect((await request(method, 'production-outputs/1', { version: 1 })).body.code).toBe('method_not_allowed')
  await request('POST', 'production-orders/1/transitions', { to: 'canceled' })
  expect((await request('DELETE', 'production-orders/1')).body).toMatchObject({ code: 'conflict', details: { production_outputs: 1 } })
})

test('production starts once, however often it is paused', async () => {
  const { app, move, order, eventNames } = await createRunningPlant()
  app.advance(60_000)
  for (const to of ['paused', 'in_progress', 'completed']) await move(to)
  expect(await order()).toMatchObject({ started_at: '2026-11-22T08:00:00.000Z', completed_at: '2026-11-22T08:01:00.000Z' })
  expect((await eventNames()).filter((event) => !event.endsWith('status_changed'))).toEqual([
    'production_order.created',
    'production_order.started',
    'production_order.completed',
  ])
})
