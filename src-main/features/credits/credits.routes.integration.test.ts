import { asc } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTestApp } from '../../app/test-app.ts'
import { events } from '../../events/events.table.ts'
import { credits } from './credits.table.ts'

async function createLedger() {
  const app = await createTestApp()
  const key = await app.createKey(['credits:write'])
  const post = (body: object) => app.request('POST', '/api/v1/credits', { key, body })
  const get = async (path: string) => (await app.request('GET', path, { key })).body
  const put = (body: object) => app.request('PUT', '/api/credits/settings', { key, body })
  const eventNames = () =>
    app
      .look('live')
      .select()
      .from(events)
      .orderBy(asc(events.seq))
      .all()
      .map(({ event }) => event)
  const rows = () => app.look('live').select().from(credits).orderBy(asc(credits.id)).all()
  return { app, post, get, put, eventNames, rows }
}

test('a top-up is an entry with its balance and its event, and is read but never changed', async () => {
  const { app, post, get, eventNames } = await createLedger()
  const { status, body } = await post({ amount: 50, description: 'Havale 2026-118' })
  expect({ status, body }).toEqual({
    status: 201,
    body: {
      id: 1,
      credit_key: 'CRD-1',
      kind: 'top_up',
      amount: 50,
      balance_after: 50,
      invoice_id: null,
      description: 'Havale 2026-118',
      version: 1,
      created_at: '2026-11-22T08:00:00.000Z',
      updated_at: '2026-11-22T08:00:00.000Z',
    },
  })
  expect(eventNames()).toEqual(['credit.top_up'])
  expect(await get('/api/v1/credits/CRD-1')).toEqual(body)
  expect((await get('/api/v1/credits?kind=top_up')).data).toEqual([body])
  const key = await app.createKey(['admin'])
  for (const method of ['PATCH', 'DELETE']) {
    expect(await app.request(method, '/api/v1/credits/1', { key, body: { version: 1, amount: 5 } })).toMatchObject({ status: 405 })
  }
})

test('a ledger begins empty in live and with credits in the sandbox', async () => {
  const { app, get } = await createLedger()
  expect(await get('/api/v1/credits/balance')).toEqual({ balance: 0, low_threshold: 10, is_low: true })
  const key = await app.createKey(['read'], { environment: 'sandbox' })
  const { body } = await app.request('GET', '/api/v1/credits/balance', { key })
  expect(body).toEqual({ balance: 100, low_threshold: 10, is_low: false })
})

test.each([
  ['nothing', { amount: 0 }, 400, 'invalid_request'],
  ['a fraction', { amount: 1.5 }, 400, 'invalid_request'],
  ['a negative top-up', { amount: -5 }, 400, 'invalid_request'],
  ['a debit by hand', { kind: 'debit', amount: -1 }, 400, 'invalid_request'],
  ['more than there is', { kind: 'adjustment', amount: -1 }, 402, 'insufficient_credits'],
])('refuses %s and writes nothing', async (_, body, status, code) => {
  const { post, rows, eventNames } = await createLedger()
  expect(await post(body)).toMatchObject({ status, body: { code, details: { fix: expect.any(String) } } })
  expect([rows(), eventNames()]).toEqual([[], []])
})

test('reading needs credits:read, topping up credits:write', async () => {
  const { app } = await createLedger()
  const reader = await app.createKey(['credits:read'])
  const stranger = await app.createKey(['jobs:write'])
  expect(await app.request('POST', '/api/v1/credits', { key: reader, body: { amount: 1 } })).toMatchObject({ status: 403 })
  expect(await app.request('PUT', '/api/credits/settings', { key: reader, body: { low_threshold: 1 } })).toMatchObject({ status: 403 })
  for (const path of ['/api/v1/credits', '/api/v1/credits/balance']) {
    expect(await app.request('GET', path, { key: stranger })).toMatchObject({ status: 403, body: { code: 'forbidden' } })
    expect(await app.request('GET', path, { key: reader })).toMatchObject({ status: 200 })
  }
})

test('credit.low is sent when the balance falls to the threshold, and again only after it was above', async () => {
  const { post, put, eventNames } = await createLedger()
  expect(await put({ low_threshold: 5 })).toMatchObject({ status: 200, body: { low_threshold: 5 } })
  const take = (amount: number) => post({ kind: 'adjustment', amount: -amount })
  await post({ amount: 3 })
  await post({ amount: 5 })
  await take(2)
  await take(1)
  await take(1)
  await post({ amount: 10 })
  await take(9)
  expect(eventNames()).toEqual([
    'credit.top_up',
    'credit.top_up',
    'credit.adjusted',
    'credit.adjusted',
    'credit.low',
    'credit.adjusted',
    'credit.top_up',
    'credit.adjusted',
    'credit.low',
  ])
})

test('whatever is asked for at once, the amounts add up to the balance, which is never negative', async () => {
  const { post, get, rows } = await createLedger()
  const entry = fc.oneof(
    fc.record({ kind: fc.constant('top_up'), amount: fc.integer({ min: 1, max: 20 }) }),
    fc.record({ kind: fc.constant('adjustment'), amount: fc.integer({ min: -30, max: 10 }).filter((amount) => amount !== 0) }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 12 }), async (entries) => {
      const answers = await Promise.all(entries.map(post))
      expect(answers.every(({ status }) => status === 201 || status === 402)).toBe(true)
      let sum = 0
      for (const row of rows()) {
        sum += row.amount
        expect(row.balanceAfter).toBe(sum)
        expect(sum).toBeGreaterThanOrEqual(0)
      }
      expect(await get('/api/v1/credits/balance')).toMatchObject({ balance: sum })
    }),
    { numRuns: 25 },
  )
})
