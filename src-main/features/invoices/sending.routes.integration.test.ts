import { join } from 'node:path'
import { asc, gt } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../../app/test-app.ts'
import { events } from '../../events/events.table.ts'
import { openDatabase } from '../../infra/db/database.ts'

const work = { description: 'Şase montajı', quantity: 1, unit: 'sa', unit_price: 65_000, tax_rate: 20 }
const goodNumber = '1234567890'

async function createPlant(environment: 'live' | 'sandbox' = 'sandbox', dataDir?: string) {
  const app = await createTestApp(dataDir === undefined ? {} : { dataDir })
  const key = await app.createKey(['write'], { environment })
  const post = (path: string, body?: object) => app.request('POST', path, { key, ...(body === undefined ? {} : { body }) })
  const get = async (path: string) => (await app.request('GET', path, { key })).body
  /** A completed job of a customer with this tax number. */
  const job = async (customer: object = { tax_number: goodNumber, country: 'TR' }): Promise<number> => {
    const { id } = (await post('/api/v1/customers', { name: 'Çağrı Şişe', ...customer })).body
    const created = await post('/api/v1/jobs', { title: 'Montaj', customer_id: id, lines: [work] })
    for (const to of ['in_progress', 'completed']) await post(`/api/v1/jobs/${created.body.id}/transitions`, { to })
    return created.body.id
  }
  const create = async (customer?: object) => post('/api/v1/invoices', { kind: 'e_invoice', job_ids: [await job(customer)] })
  const statusOf = (id: number) => expect.poll(async () => (await get(`/api/v1/invoices/${id}`)).status, { timeout: 4_000 })
  /** As customers have it from a time when nobody checked it. */
  const storeTaxNumber = (taxNumber: string | null): void => {
    const { $client } = openDatabase(join(app.dataDir, 'companies', 'test-plant', `${environment}.db`))
    $client.prepare('UPDATE customers SET tax_number = ?').run(taxNumber)
    $client.close()
  }
  return { app, key, environment, post, get, job, create, statusOf, storeTaxNumber }
}

type Plant = Awaited<ReturnType<typeof createPlant>>

const lastSeq = ({ app, environment }: Plant): number => app.look(environment).select().from(events).all().length

function eventsSince({ app, environment }: Plant, seq: number): string[] {
  const rows = app.look(environment).select().from(events).where(gt(events.seq, seq)).orderBy(asc(events.seq)).all()
  return rows.map(({ event, recordKey }) => `${event} ${recordKey}`)
}

/** Lets the simulator's time pass. */
const passTime = ({ app }: { app: TestApp }, milliseconds = 1_500): void => app.advance(milliseconds)

test('an e-invoice is queued with its legal number and a credit, and sent when the provider answers', async () => {
  const plant = await createPlant()
  expect(await plant.get('/api/invoices/provider')).toEqual({ is_connected: true })
  const jobId = await plant.job()
  const seq = lastSeq(plant)
  const { status, body } = await plant.post('/api/v1/invoices', { kind: 'e_invoice', job_ids: [jobId] })
  expect({ status, kind: body.kind, state: body.status, key: body.invoice_key, number: body.invoice_number }).toEqual({
    status: 202,
    kind: 'e_invoice',
    state: 'queued',
    key: 'PRO-2026-0001',
    number: 'TES2026000000001',
  })
  expect(eventsSince(plant, seq)).toEqual(['invoice.created PRO-2026-0001', 'job.status_changed JOB-1', 'credit.debited CRD-2'])
  expect(await plant.get('/api/v1/credits/balance')).toEqual({ balance: 99, low_threshold: 10, is_low: false })
  const later = lastSeq(plant)
  passTime(plant)
  await plant.statusOf(body.id).toBe('sent')
  expect(await plant.get('/api/v1/invoices/1')).toEqual({
    ...body,
    status: 'sent',
    sent_at: '2026-11-22T08:00:01.500Z',
    updated_at: '2026-11-22T08:00:01.500Z',
    version: 2,
  })
  expect(eventsSince(plant, later)).toEqual(['invoice.status_changed PRO-2026-0001', 'invoice.sent PRO-2026-0001'])
  expect((await plant.get('/api/v1/invoices?q=TES2026')).data).toHaveLength(1)
  const paid = await plant.post('/api/v1/invoices/1/transitions', { to: 'paid' })
  expect(paid).toMatchObject({ status: 200, body: { status: 'paid', paid_at: '2026-11-22T08:00:01.500Z' } })
  expect(eventsSince(plant, later).slice(2)).toEqual(['invoice.status_changed PRO-2026-0001', 'invoice.paid PRO-2026-0001'])
})

test('a proforma becomes an e-invoice under its own key, a failed one is sent again under its number', async () => {
  const plant = await createPlant()
  await plant.post('/api/v1/invoices', { job_ids: [await plant.job({ tax_number: '9900000044', country: 'TR' })] })
  const seq = lastSeq(plant)
  const sent = await plant.post('/api/v1/invoices/PRO-2026-0001/send')
  expect(sent).toMatchObject({
    status: 202,
    body: { kind: 'e_invoice', status: 'queued', invoice_key: 'PRO-2026-0001', invoice_number: 'TES2026000000001', failure: null },
  })
  expect(await plant.post('/api/v1/invoices/1/send')).toMatchObject({ status: 409, body: { code: 'transition_not_allowed' } })
  expect(await plant.post('/api/v1/invoices/1/transitions', { to: 'canceled' })).toMatchObject({ status: 409 })
  passTime(plant)
  await plant.statusOf(1).toBe('failed')
  expect(await plant.get('/api/v1/invoices/1')).toMatchObject({
    failure: { code: 'provider_unavailable', message: 'The tax authority did not answer. Send the invoice again.' },
    sent_at: null,
  })
  expect(await plant.get('/api/v1/credits/balance')).toMatchObject({ balance: 100 })
  expect(await plant.post('/api/v1/invoices/1/send')).toMatchObject({ status: 202, body: { failure: null } })
  passTime(plant)
  await plant.statusOf(1).toBe('sent')
  expect(await plant.get('/api/v1/invoices/1')).toMatchObject({ invoice_number: 'TES2026000000001', failure: null })
  expect(eventsSince(plant, seq)).toEqual([
    'invoice.status_changed PRO-2026-0001',
    'credit.debited CRD-2',
    'invoice.status_changed PRO-2026-0001',
    'invoice.failed PRO-2026-0001',
    'credit.refunded CRD-3',
    'invoice.status_changed PRO-2026-0001',
    'credit.debited CRD-4',
    'invoice.status_changed PRO-2026-0001',
    'invoice.sent PRO-2026-0001',
  ])
})

test.each([
  ['9900000011', 'failed', 'recipient_not_registered'],
  ['9900000029', 'failed', 'document_rejected'],
  ['9900000037', 'failed', 'signature_expired'],
  ['9900000044', 'failed', 'provider_unavailable'],
  ['9900000052', 'canceled', undefined],
  ['10000000146', 'sent', undefined],
])('an e-invoice to the tax number %s ends %s', async (taxNumber, status, code) => {
  const plant = await createPlant()
  const { body } = await plant.create({ tax_number: taxNumber, country: 'TR' })
  const seq = lastSeq(plant)
  passTime(plant)
  await plant.statusOf(body.id).toBe(status)
  expect(await plant.get('/api/v1/invoices/1')).toMatchObject({ failure: code === undefined ? null : { code } })
  const invoiceEvents = eventsSince(plant, seq).filter((event) => event.startsWith('invoice.'))
  expect(invoiceEvents).toEqual(['invoice.status_changed PRO-2026-0001', `invoice.${status} PRO-2026-0001`])
  if (status === 'canceled') expect(await plant.get('/api/v1/jobs/1')).toMatchObject({ status: 'completed', invoice_id: null })
})

test('an e-invoice to the slow tax number stays queued ten times as long', async () => {
  const plant = await createPlant()
  const slow = await plant.create({ tax_number: '9900000060', country: 'TR' })
  const other = await plant.create()
  passTime(plant)
  await plant.statusOf(other.body.id).toBe('sent')
  expect(await plant.get(`/api/v1/invoices/${slow.body.id}`)).toMatchObject({ status: 'queued' })
  passTime(plant, 13_500)
  await plant.statusOf(slow.body.id).toBe('sent')
})

test('a program that ends before the provider answers goes on where it stood', async () => {
  const plant = await createPlant()
  const { body } = await plant.create()
  await plant.app.close()
  const again = await createPlant('sandbox', plant.app.dataDir)
  expect(await again.get(`/api/v1/invoices/${body.id}`)).toMatchObject({ status: 'queued' })
  passTime(again)
  await again.statusOf(body.id).toBe('sent')
  expect(eventsSince(again, 0).filter((event) => event.startsWith('invoice.sent'))).toHaveLength(1)
})

test('in live, where no provider is connected, nothing is sent and nothing written, while proformas work', async () => {
  const plant = await createPlant('live')
  const jobId = await plant.job()
  const dump = () =>
    ['invoices', 'jobs', 'credits', 'events', 'number_series'].map((name) =>
      plant.app.look('live').$client.prepare(`SELECT * FROM ${name}`).all(),
    )
  const before = dump()
  const refusal = { status: 409, body: { code: 'provider_not_connected', details: { fix: expect.any(String) } } }
  expect(await plant.get('/api/invoices/provider')).toEqual({ is_connected: false })
  expect(await plant.post('/api/v1/invoices', { kind: 'e_invoice', job_ids: [jobId] })).toMatchObject(refusal)
  expect(dump()).toEqual(before)
  expect(await plant.post('/api/v1/invoices', { job_ids: [jobId] })).toMatchObject({
    status: 201,
    body: { status: 'issued', kind: 'proforma' },
  })
  const after = dump()
  expect(await plant.post('/api/v1/invoices/1/send')).toMatchObject(refusal)
  expect(dump()).toEqual(after)
})

test.each([
  ['a mistyped VKN', { tax_number: '1234567891', country: 'TR' }, 'customer.vkn', /check digits/],
  ['a mistyped TCKN', { tax_number: '10000000147', country: 'Türkiye' }, 'customer.tckn', /check digits/],
  ['no number', { tax_number: null, country: 'TR' }, 'customer.vkn', /^Missing required field: customer\.vkn$/],
])('an e-invoice to a customer with %s is refused on every way, and takes no number', async (_, customer, field, message) => {
  const plant = await createPlant()
  const jobId = await plant.job({ ...customer, tax_number: null })
  plant.storeTaxNumber(customer.tax_number)
  const refusal = { status: 400, body: { code: 'invalid_request', message: expect.stringMatching(message), details: { field } } }
  const draft = { kind: 'e_invoice', job_ids: [jobId] }
  expect(await plant.post('/api/v1/invoices', draft)).toMatchObject(refusal)
  expect(await plant.post('/api/invoices/preview', draft)).toMatchObject(refusal)
  expect(await plant.post('/api/v1/invoices', { job_ids: [jobId] })).toMatchObject({ status: 201 })
  expect(await plant.post('/api/v1/invoices/1/send')).toMatchObject(refusal)
  expect((await plant.create()).body.invoice_number).toBe('TES2026000000001')
})

test('a customer abroad needs no Turkish number', async () => {
  const plant = await createPlant()
  expect(await plant.create({ tax_number: '01.345.678.9-407', country: 'Indonesia' })).toMatchObject({ status: 202 })
})

test('legal numbers have no gaps, whatever becomes of the invoices, also among concurrent ones', async () => {
  const plant = await createPlant()
  const numbers = ['1234567890', '9900000011', null, '9900000052']
  const jobIds = await Promise.all(Array.from({ length: 12 }, (_, index) => plant.job({ tax_number: numbers[index % 4], country: 'TR' })))
  const answers = await Promise.all(jobIds.map((id) => plant.post('/api/v1/invoices', { kind: 'e_invoice', job_ids: [id] })))
  expect(answers.map(({ status }) => status).toSorted()).toEqual([...Array(9).fill(202), ...Array(3).fill(400)])
  passTime(plant)
  await expect.poll(async () => (await plant.get('/api/v1/invoices?status=queued')).data, { timeout: 4_000 }).toEqual([])
  const failed = (await plant.get('/api/v1/invoices?status=failed')).data
  for (const { id } of failed) await plant.post(`/api/v1/invoices/${id}/send`)
  await plant.create()
  const { data } = await plant.get('/api/v1/invoices?sort=id&page[limit]=100')
  expect(data.map((invoice: { invoice_number: string }) => invoice.invoice_number).toSorted()).toEqual(
    Array.from({ length: 10 }, (_, index) => `TES2026${String(index + 1).padStart(9, '0')}`),
  )
})

test('the paper of an e-invoice says what it is, and prints the same whatever becomes of it', async () => {
  const plant = await createPlant()
  const { body } = await plant.create({ tax_number: '9900000011', country: 'TR' })
  const read = async () => {
    const response = await fetch(`${plant.app.url}/api/v1/invoices/${body.id}/pdf`, { headers: { 'x-api-key': plant.key } })
    return { name: response.headers.get('content-disposition'), bytes: Buffer.from(await response.arrayBuffer()) }
  }
  const queued = await read()
  expect(queued.name).toBe('attachment; filename="TES2026000000001.pdf"')
  passTime(plant)
  await plant.statusOf(body.id).toBe('failed')
  expect((await read()).bytes.equals(queued.bytes)).toBe(true)
})

test('without a credit nothing is sent and no number taken', async () => {
  const plant = await createPlant()
  const jobId = await plant.job()
  await plant.post('/api/v1/credits', { kind: 'adjustment', amount: -100 })
  const draft = { kind: 'e_invoice', job_ids: [jobId] }
  expect(await plant.post('/api/v1/invoices', draft)).toMatchObject({
    status: 402,
    body: { code: 'insufficient_credits', details: { balance: 0, needed: 1, fix: expect.stringContaining('/api/v1/credits') } },
  })
  expect((await plant.get('/api/v1/invoices')).data).toEqual([])
  await plant.post('/api/v1/credits', { amount: 1 })
  expect(await plant.post('/api/v1/invoices', draft)).toMatchObject({ status: 202, body: { invoice_number: 'TES2026000000001' } })
})
