import { asc } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { createTestApp } from '../../app/test-app.ts'
import { events } from '../../events/events.table.ts'

const lines = [
  { description: 'Dizme ünitesi', quantity: 3, unit: 'ad', unit_price: 33_333, tax_rate: 20 },
  { description: 'Nakliye', quantity: 1, unit: 'sefer', unit_price: 10_000, tax_rate: 10 },
]

async function createPlant() {
  const app = await createTestApp()
  const key = await app.createKey(['write'])
  const post = (path: string, body: object) => app.request('POST', `/api/v1/${path}`, { key, body })
  await post('customers', { name: 'Çağrı Şişe' })
  const create = (fields: object = {}) => post('quotes', { title: 'Dizme hattı', customer_id: 1, lines, ...fields })
  const change = (body: object) => app.request('PATCH', '/api/v1/quotes/1', { key, body })
  const move = (to: string, more: object = {}) => post('quotes/1/transitions', { to, ...more })
  const makeJob = (by = key) => app.request('POST', '/api/v1/quotes/QUO-1/job', { key: by })
  const get = async (path: string) => (await app.request('GET', `/api/v1/${path}`, { key })).body
  const emitted = () =>
    app
      .look('live')
      .select({ event: events.event })
      .from(events)
      .orderBy(asc(events.seq))
      .all()
      .map(({ event }) => event)
  return { app, key, post, create, change, move, makeJob, get, emitted }
}

test('a quote carries its totals with VAT by rate, and keeps them with every change', async () => {
  const { create, change } = await createPlant()
  expect(await create({ discount_percent: 10 })).toMatchObject({
    status: 201,
    body: {
      quote_key: 'QUO-1',
      status: 'draft',
      subtotal: 109_999,
      discount: 11_000,
      net: 98_999,
      vat_by_rate: [
        { rate: 20, base: 89_999, vat: 18_000 },
        { rate: 10, base: 9_000, vat: 900 },
      ],
      vat_total: 18_900,
      total: 117_899,
      job_id: null,
    },
  })
  expect((await change({ version: 1, discount_percent: null })).body).toMatchObject({ discount: 0, total: 130_999, version: 2 })
})

test('what the customer was told changes in draft only', async () => {
  const { create, change, move, emitted } = await createPlant()
  await create()
  expect((await move('sent')).body.sent_at).toBe('2026-11-22T08:00:00.000Z')
  expect(await change({ version: 2, lines: [] })).toMatchObject({ status: 409, body: { code: 'conflict', details: { field: 'lines' } } })
  expect((await change({ version: 2, discount_amount: 5 })).body.details).toMatchObject({ field: 'discount_amount', status: 'sent' })
  expect((await change({ version: 2, lines, valid_until: '2026-12-31' })).body).toMatchObject({ version: 3, valid_until: '2026-12-31' })
  expect((await move('draft')).body).toMatchObject({ sent_at: null })
  expect((await change({ version: 4, lines: lines.slice(1) })).body.total).toBe(11_000)
  expect(emitted()).toEqual([
    'customer.created',
    'quote.created',
    ...['quote.status_changed', 'quote.sent', 'quote.updated', 'quote.status_changed', 'quote.updated'],
  ])
})

test('an accepted quote becomes a job with its lines and its net amount, once only', async () => {
  const { create, move, makeJob, get, emitted } = await createPlant()
  await create({ discount_amount: 1_000, reference: 'RFQ-2231', notes: '8 hafta' })
  expect(await makeJob()).toMatchObject({ status: 409, body: { code: 'conflict', details: { status: 'draft' } } })
  await move('sent')
  await move('accepted')
  const { status, body } = await makeJob()
  expect({ status, body }).toMatchObject({
    status: 201,
    body: { job_key: 'JOB-1', status: 'draft', title: 'Dizme hattı', description: '8 hafta', customer_id: 1, reference: 'RFQ-2231' },
  })
  expect(body.lines.slice(0, 2)).toEqual(lines)
  expect(body.lines.slice(2)).toEqual([
    { description: 'Discount, QUO-1', quantity: 1, unit: 'pcs', unit_price: -909, tax_rate: 20 },
    { description: 'Discount, QUO-1', quantity: 1, unit: 'pcs', unit_price: -91, tax_rate: 10 },
  ])
  const quote = await get('quotes/1?expand=job')
  expect(quote).toMatchObject({ job_id: 1, job_name: 'Dizme hattı', net: body.net_amount, job: { job_key: 'JOB-1' } })
  expect(emitted().slice(-3)).toEqual(['quote.accepted', 'job.created', 'quote.updated'])
  expect(await makeJob()).toMatchObject({ status: 409, body: { code: 'conflict', details: { job_id: 1 } } })
  expect(await move('canceled')).toMatchObject({ status: 409, body: { code: 'transition_not_allowed' } })
  expect((await get('jobs')).data).toHaveLength(1)
})

test('many callers at once make one job of a quote', async () => {
  const { create, move, makeJob, get } = await createPlant()
  await create()
  await move('sent')
  await move('accepted')
  const answers = await Promise.all(Array.from({ length: 8 }, () => makeJob()))
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(409)])
  expect((await get('jobs')).data).toHaveLength(1)
})

test('making a job needs the scopes of both', async () => {
  const { app, create, makeJob } = await createPlant()
  await create()
  for (const scope of ['quotes:write', 'jobs:write'] as const)
    expect(await makeJob(await app.createKey([scope]))).toMatchObject({ status: 403, body: { code: 'forbidden' } })
})

test('a quote without lines is not sent', async () => {
  const { create, move } = await createPlant()
  await create({ lines: [] })
  expect(await move('sent')).toMatchObject({ status: 409, body: { code: 'transition_not_allowed', details: { status: 'draft' } } })
})

test('a sent quote expires by itself when its last day is past at the company’s place', async () => {
  vi.useFakeTimers({ toFake: ['setInterval'] })
  try {
    const { app, create, move, get, emitted } = await createPlant()
    await create({ valid_until: '2026-11-22' })
    await create({ valid_until: '2026-11-21' })
    await move('sent')
    vi.advanceTimersByTime(11 * 60_000)
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect((await get('quotes/1')).status).toBe('sent')
    app.advance(24 * 3_600_000)
    vi.advanceTimersByTime(11 * 60_000)
    await vi.waitFor(async () => expect((await get('quotes/1')).status).toBe('expired'), 5_000)
    expect((await get('quotes/2')).status).toBe('draft')
    expect(emitted().at(-1)).toBe('quote.status_changed')
  } finally {
    vi.useRealTimers()
  }
})

test.each([
  ['both kinds of discount', { discount_percent: 1, discount_amount: 1 }, 'discount_amount'],
  ['a discount above the subtotal', { discount_amount: 110_000 }, 'discount_amount'],
  ['an amount beyond counting', { lines: [{ ...lines[0], quantity: 1e9, unit_price: 1e12 }] }, 'lines.0'],
  ['a deal that there is not', { deal_id: 4 }, 'deal_id'],
])('refuses %s', async (_what, fields, field) => {
  const { create, emitted } = await createPlant()
  expect(await create(fields)).toMatchObject({ status: 400, body: { code: 'invalid_request', details: { field } } })
  expect(emitted()).toEqual(['customer.created'])
})
