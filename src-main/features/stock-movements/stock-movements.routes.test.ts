import { asc } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTestApp } from '../../app/test-app.ts'
import { events } from '../../events/events.table.ts'

async function createStore(item: object = {}) {
  const app = await createTestApp()
  const key = await app.createKey(['write'])
  const post = (path: string, body: object) => app.request('POST', `/api/v1/${path}`, { key, body })
  const getItem = async (id = 1) => (await app.request('GET', `/api/v1/inventory-items/${id}`, { key })).body
  const move = (kind: string, quantity: number, more: object = {}) =>
    post('stock-movements', { inventory_item_id: 1, kind, quantity, ...more })
  await post('inventory-items', { name: 'Rulman 6204', sku: 'RLM-6204', unit: 'ad', minimum_quantity: 10, ...item })
  const emitted = () =>
    app
      .look('live')
      .select({ event: events.event })
      .from(events)
      .orderBy(asc(events.seq))
      .all()
      .map(({ event }) => event)
  return { app, key, post, getItem, move, emitted }
}

test('movements add up in the item, exactly, and tell what was on hand after each', async () => {
  const { move, getItem } = await createStore()
  expect(await move('receipt', 0.1, { reference: 'IRS-1' })).toMatchObject({
    status: 201,
    body: { stock_movement_key: 'STM-1', inventory_item_name: 'Rulman 6204', quantity_change: 0.1, quantity_after: 0.1 },
  })
  expect((await move('receipt', 0.2)).body.quantity_after).toBe(0.3)
  expect((await move('issue', 0.299)).body).toMatchObject({ quantity_change: -0.299, quantity_after: 0.001 })
  expect((await move('adjustment', -0.001)).body.quantity_after).toBe(0)
  await move('receipt', 12)
  expect((await move('transfer', 5, { from_location: 'Depo', to_location: 'Hat 2' })).body).toMatchObject({
    quantity: 5,
    quantity_change: 0,
    quantity_after: 12,
  })
  expect(await getItem()).toMatchObject({ quantity_on_hand: 12, is_below_minimum: false, version: 1 })
})

test('takes no more than there is, unless an adjustment says so', async () => {
  const { move, getItem } = await createStore()
  await move('receipt', 3)
  const refused = { status: 409, body: { code: 'conflict', details: { field: 'quantity', quantity_on_hand: 3 } } }
  expect(await move('issue', 3.001)).toMatchObject(refused)
  expect(await move('adjustment', -4)).toMatchObject(refused)
  expect(await move('transfer', 4, { from_location: 'A', to_location: 'B' })).toMatchObject(refused)
  expect((await move('adjustment', -4, { allow_negative: true })).body.quantity_after).toBe(-1)
  expect((await move('receipt', 0.5)).body.quantity_after).toBe(-0.5)
  expect(await getItem()).toMatchObject({ quantity_on_hand: -0.5 })
})

test('an item that falls below its minimum is announced once, and again only after it was back', async () => {
  const { app, key, move, emitted } = await createStore()
  await move('receipt', 20)
  for (const quantity of [10, 1, 2]) await move('issue', quantity)
  await move('receipt', 3)
  await move('issue', 1)
  await app.request('PATCH', '/api/v1/inventory-items/1', { key, body: { version: 1, minimum_quantity: 5 } })
  await app.request('PATCH', '/api/v1/inventory-items/1', { key, body: { version: 2, minimum_quantity: 50 } })
  const moved = 'stock_movement.recorded'
  const short = 'inventory_item.low_stock'
  const changed = 'inventory_item.updated'
  expect(emitted()).toEqual([
    'inventory_item.created',
    ...[moved, moved, moved, short, moved, moved, moved, short],
    ...[changed, changed, short],
  ])
})

const kinds = ['receipt', 'issue', 'adjustment'] as const
const movement = fc.record({ kind: fc.constantFrom(...kinds), thousandths: fc.integer({ min: 1, max: 5_000 }), isLess: fc.boolean() })

test('no movement is lost when many come at once: the ledger adds up to what is on hand, and never below zero', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(movement, { minLength: 2, maxLength: 40 }), async (movements) => {
      const { app, move, getItem } = await createStore()
      const answers = await Promise.all(
        movements.map(({ kind, thousandths, isLess }) =>
          move(kind, (kind === 'adjustment' && isLess ? -thousandths : thousandths) / 1_000),
        ),
      )
      const { $client } = app.look('live')
      const [sum, count, lowest] = $client
        .prepare('SELECT coalesce(sum(quantity_change), 0), count(*), coalesce(min(quantity_after), 0) FROM stock_movements')
        .raw()
        .get() as [number, number, number]
      expect((await getItem()).quantity_on_hand).toBe(sum / 1_000)
      expect(count).toBe(answers.filter(({ status }) => status === 201).length)
      expect(lowest).toBeGreaterThanOrEqual(0)
      expect(new Set(answers.map(({ status }) => status).filter((status) => status !== 201 && status !== 409))).toEqual(new Set())
      await app.close()
    }),
    { numRuns: 8 },
  )
}, 120_000)

test.each([
  ['nothing', { quantity: 0 }, 'quantity'],
  ['a fourth decimal', { quantity: 0.0001 }, 'quantity'],
  ['a negative receipt', { quantity: -1 }, 'quantity'],
  ['an item that there is not', { inventory_item_id: 9 }, 'inventory_item_id'],
  ['a transfer to nowhere', { kind: 'transfer', from_location: 'A' }, 'to_location'],
  ['a transfer to where it is', { kind: 'transfer', from_location: 'A', to_location: 'A' }, 'to_location'],
  ['an issue below zero', { kind: 'issue', allow_negative: true }, 'allow_negative'],
  ['a job that there is not', { job_id: 9 }, 'job_id'],
])('refuses %s', async (_what, fields, field) => {
  const { move, emitted } = await createStore()
  expect(await move('receipt', 1, fields)).toMatchObject({ status: 400, body: { code: 'invalid_request', details: { field } } })
  expect(emitted()).toEqual(['inventory_item.created'])
})

test('an entry of the ledger is neither changed nor deleted', async () => {
  const { app, key, move } = await createStore()
  await move('receipt', 1)
  for (const method of ['PATCH', 'DELETE'])
    expect((await app.request(method, '/api/v1/stock-movements/1', { key, body: { version: 1, reason: 'x' } })).body.code).toBe(
      'method_not_allowed',
    )
})

test('no two items have one SKU; a deleted one gives it free, once nothing of it is left', async () => {
  const { app, key, post, move } = await createStore()
  const again = () => post('inventory-items', { name: 'Başka', sku: 'RLM-6204' })
  const refused = { status: 409, body: { code: 'conflict', details: { field: 'sku', id: 1 } } }
  expect(await again()).toMatchObject(refused)
  await post('inventory-items', { name: 'Başka', sku: 'RLM-6205' })
  expect(await app.request('PATCH', '/api/v1/inventory-items/2', { key, body: { version: 1, sku: 'RLM-6204' } })).toMatchObject(refused)
  const remove = () => app.request('DELETE', '/api/v1/inventory-items/1', { key })
  await move('receipt', 2)
  expect(await remove()).toMatchObject({ status: 409, body: { code: 'conflict', details: { quantity_on_hand: 2 } } })
  await move('issue', 2)
  expect((await remove()).status).toBe(204)
  expect((await again()).status).toBe(201)
  const ledger = await app.request('GET', '/api/v1/stock-movements?inventory_item_id=1', { key })
  expect(ledger.body.data).toHaveLength(2)
  expect(ledger.body.data[0]).toMatchObject({ inventory_item_name: 'Rulman 6204' })
})

test('items are filtered and paged by how much there is', async () => {
  const { app, key, post, move } = await createStore()
  for (const sku of ['B', 'C', 'D']) await post('inventory-items', { name: sku, sku })
  for (const [index, quantity] of [2.5, 0.5, 7, 2.5].entries()) await move('receipt', quantity, { inventory_item_id: index + 1 })
  const skus = async (query: string) => {
    const { body } = await app.request('GET', `/api/v1/inventory-items?${query}`, { key })
    return { skus: body.data.map(({ sku }: { sku: string }) => sku), next: body.pagination.next_cursor }
  }
  expect((await skus('quantity_on_hand[gte]=2.5&sort=quantity_on_hand')).skus).toEqual(['RLM-6204', 'D', 'C'])
  expect((await skus('is_below_minimum=true')).skus).toEqual(['RLM-6204'])
  const first = await skus('sort=-quantity_on_hand&page[limit]=2')
  expect(first.skus).toEqual(['C', 'D'])
  expect((await skus(`sort=-quantity_on_hand&page[limit]=2&page[after]=${first.next}`)).skus).toEqual(['RLM-6204', 'B'])
})
