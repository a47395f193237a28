import { join } from 'node:path'
import { asc, gt } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../../app/test-app.ts'
import { events } from '../../events/events.table.ts'
import { openDatabase } from '../../infra/db/database.ts'

const onePixelPng = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const work = { description: 'Şase montajı', quantity: 36, unit: 'sa', unit_price: 65_000, tax_rate: 20 }
const transport = { description: 'Nakliye, Gebze', quantity: 1, unit: 'sefer', unit_price: 120_000, tax_rate: 10 }

async function createPlant(environment: 'live' | 'sandbox' = 'live') {
  const app = await createTestApp()
  const key = await app.createKey(['write'], { environment })
  const post = (path: string, body: object) => app.request('POST', path, { key, body })
  const customer = async (name: string): Promise<number> => (await post('/api/v1/customers', { name })).body.id
  const job = async (fields: object, steps: readonly string[] = ['in_progress', 'completed']): Promise<number> => {
    const { body } = await post('/api/v1/jobs', { title: 'Montaj', lines: [work], ...fields })
    for (const to of steps) await post(`/api/v1/jobs/${body.id}/transitions`, { to })
    return body.id
  }
  const issue = (fields: object) => post('/api/v1/invoices', fields)
  const cancel = (id: string, more: object = {}) => post(`/api/v1/invoices/${id}/transitions`, { to: 'canceled', ...more })
  const get = async (path: string) => (await app.request('GET', path, { key })).body
  const pdf = (path: string, more: object = {}) => readPdf(app, path, { 'x-api-key': key, ...more })
  return { app, key, environment, customer, job, issue, cancel, get, pdf, post }
}

type Plant = Awaited<ReturnType<typeof createPlant>>

/** Two completed jobs of one customer. */
async function createFinishedWork(plant: Plant): Promise<number[]> {
  const customerId = await plant.customer('Çağrı Şişe')
  return [await plant.job({ customer_id: customerId }), await plant.job({ customer_id: customerId, lines: [transport] })]
}

async function readPdf(
  app: TestApp,
  path: string,
  headers: Record<string, string>,
): Promise<{ status: number; headers: Headers; bytes: Buffer }> {
  const response = await fetch(app.url + path, { headers })
  return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) }
}

/** Event names and keys after what was there already. */
function eventsSince({ app, environment }: Plant, seq: number): string[] {
  const rows = app.look(environment).select().from(events).where(gt(events.seq, seq)).orderBy(asc(events.seq)).all()
  return rows.map(({ event, recordKey }) => `${event} ${recordKey}`)
}

const lastSeq = ({ app, environment }: Plant): number => app.look(environment).select().from(events).all().length

test('two completed jobs become one invoice: lines, totals in integers, number, letterhead and events', async () => {
  const plant = await createPlant()
  const jobIds = await createFinishedWork(plant)
  const seq = lastSeq(plant)
  const { status, body } = await plant.issue({
    job_ids: jobIds,
    discount_percent: 2,
    valid_until: '2026-12-22',
    notes: 'Teslim: 5 iş günü.',
  })
  expect(status).toBe(201)
  expect(body).toEqual({
    id: 1,
    invoice_key: 'PRO-2026-0001',
    invoice_number: null,
    kind: 'proforma',
    status: 'issued',
    status_note: null,
    failure: null,
    sent_at: null,
    paid_at: null,
    job_ids: jobIds,
    customer_id: 1,
    customer_name: 'Çağrı Şişe',
    issue_date: '2026-11-22',
    valid_until: '2026-12-22',
    locale: 'en',
    currency: 'TRY',
    issuer: { name: 'Test Plant', address: '', tax_office: '', tax_number: '', phone: '', email: '' },
    customer: { name: 'Çağrı Şişe', address: null, tax_office: null, tax_number: null, phone: null, email: null },
    lines: [
      { ...work, job_id: 1, job_key: 'JOB-1', amount: 2_340_000 },
      { ...transport, job_id: 2, job_key: 'JOB-2', amount: 120_000 },
    ],
    subtotal: 2_460_000,
    discount: 49_200,
    discount_percent: 2,
    discount_amount: null,
    net: 2_410_800,
    vat_by_rate: [
      { rate: 20, base: 2_293_200, vat: 458_640 },
      { rate: 10, base: 117_600, vat: 11_760 },
    ],
    vat_total: 470_400,
    total: 2_881_200,
    notes: 'Teslim: 5 iş günü.',
    version: 1,
    created_at: '2026-11-22T08:00:00.000Z',
    updated_at: '2026-11-22T08:00:00.000Z',
  })
  expect(eventsSince(plant, seq)).toEqual(['invoice.created PRO-2026-0001', 'job.status_changed JOB-1', 'job.status_changed JOB-2'])
  expect(await plant.get('/api/v1/jobs/1')).toMatchObject({ status: 'invoiced', invoice_id: 1 })
  expect(await plant.get('/api/v1/invoices/pro-2026-0001')).toEqual(body)
  expect((await plant.get('/api/v1/invoices?customer_name[contains]=Ça')).data).toEqual([body])
})

const refusals: readonly (readonly [string, (plant: Plant) => Promise<object>, string])[] = [
  [
    'a job that is not completed',
    async (p) => ({ job_ids: [await p.job({ customer_id: 1 }), await p.job({ customer_id: 1 }, [])] }),
    'job_ids.1',
  ],
  ['jobs of two customers', async (p) => ({ job_ids: [await p.job({ customer_id: 1 }), await p.job({ customer_id: 2 })] }), 'job_ids.1'],
  [
    'jobs in two currencies',
    async (p) => ({ job_ids: [await p.job({ customer_id: 1 }), await p.job({ customer_id: 1, currency: 'EUR' })] }),
    'job_ids.1',
  ],
  ['jobs without lines', async (p) => ({ job_ids: [await p.job({ customer_id: 1, lines: [] })] }), 'job_ids'],
  ['no jobs', async () => ({ job_ids: [] }), 'job_ids'],
  ['an unknown job', async (p) => ({ job_ids: [await p.job({ customer_id: 1 }), 99] }), 'job_ids.1'],
  ['a job twice', async (p) => ({ job_ids: Array(2).fill(await p.job({ customer_id: 1 })) }), 'job_ids.1'],
  [
    'both discounts',
    async (p) => ({ job_ids: [await p.job({ customer_id: 1 })], discount_percent: 2, discount_amount: 100 }),
    'discount_amount',
  ],
  [
    'a discount over the subtotal',
    async (p) => ({ job_ids: [await p.job({ customer_id: 1 })], discount_amount: 2_340_001 }),
    'discount_amount',
  ],
  ['a discount over 100 %', async (p) => ({ job_ids: [await p.job({ customer_id: 1 })], discount_percent: 100.01 }), 'discount_percent'],
  [
    'a validity that ends before it begins',
    async (p) => ({ job_ids: [await p.job({ customer_id: 1 })], issue_date: '2026-11-22', valid_until: '2026-11-21' }),
    'valid_until',
  ],
]

test.each(refusals)('refuses %s with a code and the field, in the preview too, and writes nothing', async (_what, draftOf, field) => {
  const plant = await createPlant()
  for (const name of ['Çağrı Şişe', 'İğneli Tekstil']) await plant.customer(name)
  const draft = await draftOf(plant)
  const seq = lastSeq(plant)
  const refusal = { status: 400, body: { code: 'invalid_request', details: { field, fix: expect.any(String) } } }
  expect(await plant.issue(draft)).toMatchObject(refusal)
  expect(await plant.post('/api/invoices/preview', draft)).toMatchObject(refusal)
  expect(eventsSince(plant, seq)).toEqual([])
  expect((await plant.get('/api/v1/invoices')).data).toEqual([])
})

test('amounts beyond any single price are exact, and what cannot be counted is refused at the jobs', async () => {
  const plant = await createPlant()
  const customerId = await plant.customer('PT Baja')
  const huge = { ...work, quantity: 8_000, unit_price: 1e12, tax_rate: 0 }
  const jobIds = [await plant.job({ customer_id: customerId, lines: [huge] }), await plant.job({ customer_id: customerId, lines: [huge] })]
  expect(await plant.issue({ job_ids: jobIds })).toMatchObject({ status: 400, body: { details: { field: 'job_ids' } } })
  expect(await plant.issue({ job_ids: jobIds.slice(0, 1) })).toMatchObject({ status: 201, body: { total: 8e15 } })
})

test('numbers have no gaps: an issue that is refused or fails half-way leaves no hole, also among concurrent ones', async () => {
  const plant = await createPlant()
  const customerId = await plant.customer('Çağrı Şişe')
  const jobIds = await Promise.all(Array.from({ length: 8 }, () => plant.job({ customer_id: customerId })))
  // The number is taken before the row is written: this makes the write fail after it.
  plant.app
    .look('live')
    .$client.exec(`CREATE TRIGGER refuse BEFORE INSERT ON invoices WHEN NEW.notes = 'boom' BEGIN SELECT RAISE(ABORT, 'boom'); END`)
  const drafts = jobIds.map((id, index) => ({ job_ids: [id], notes: index % 2 === 0 ? 'fine' : 'boom' }))
  const answers = await Promise.all(drafts.map(plant.issue))
  expect(answers.map(({ status }) => status)).toEqual([201, 500, 201, 500, 201, 500, 201, 500])
  await plant.issue({ job_ids: [999] })
  expect((await plant.issue({ job_ids: [jobIds[1]] })).body.invoice_key).toBe('PRO-2026-0005')
  expect((await plant.issue({ job_ids: [jobIds[3]], issue_date: '2027-01-02' })).body.invoice_key).toBe('PRO-2027-0001')
  const { data } = await plant.get('/api/v1/invoices?sort=id')
  expect(data.map((invoice: { invoice_key: string }) => invoice.invoice_key.slice(-4))).toEqual([
    '0001',
    '0002',
    '0003',
    '0004',
    '0005',
    '0001',
  ])
  expect(await plant.get(`/api/v1/jobs/${jobIds[5]}`)).toMatchObject({ status: 'completed', invoice_id: null })
})

test('a canceled invoice keeps its number, and its jobs are completed again without being announced as completed twice', async () => {
  const plant = await createPlant()
  const jobIds = await createFinishedWork(plant)
  await plant.issue({ job_ids: jobIds })
  const completedAt = (await plant.get('/api/v1/jobs/1')).completed_at
  plant.app.advance(60_000)
  const seq = lastSeq(plant)
  expect(await plant.cancel('PRO-2026-0001', { note: 'wrong price' })).toMatchObject({
    status: 200,
    body: { status: 'canceled', status_note: 'wrong price', version: 2 },
  })
  expect(eventsSince(plant, seq)).toEqual([
    'job.status_changed JOB-1',
    'job.status_changed JOB-2',
    'invoice.status_changed PRO-2026-0001',
    'invoice.canceled PRO-2026-0001',
  ])
  expect(await plant.get('/api/v1/jobs/1')).toMatchObject({ status: 'completed', invoice_id: null, completed_at: completedAt })
  expect(await plant.cancel('PRO-2026-0001')).toMatchObject({ status: 409, body: { code: 'transition_not_allowed' } })
  expect((await plant.issue({ job_ids: jobIds })).body.invoice_key).toBe('PRO-2026-0002')
})

test('an invoice is canceled or sent only at the version that If-Match names', async () => {
  const plant = await createPlant()
  await plant.issue({ job_ids: await createFinishedWork(plant) })
  const write = (path: string, ifMatch: string, body?: object) =>
    plant.app.request('POST', `/api/v1/invoices/1/${path}`, {
      key: plant.key,
      headers: { 'if-match': ifMatch },
      ...(body === undefined ? {} : { body }),
    })
  for (const answer of [await write('transitions', '"9-abc"', { to: 'canceled' }), await write('send', '"9-abc"')])
    expect([answer.status, answer.body.code]).toEqual([412, 'precondition_failed'])
  const { headers } = await plant.app.request('GET', '/api/v1/invoices/1', { key: plant.key })
  expect((await write('transitions', headers.get('etag') ?? '', { to: 'canceled' })).status).toBe(200)
})

test('an invoiced job is left only by canceling its invoice, so that it is never billed twice', async () => {
  const plant = await createPlant()
  const jobIds = await createFinishedWork(plant)
  await plant.issue({ job_ids: jobIds })
  expect(await plant.post('/api/v1/jobs/1/transitions', { to: 'completed' })).toMatchObject({
    status: 409,
    body: { code: 'transition_not_allowed', details: { fix: expect.stringContaining('/api/v1/invoices/{id}/transitions') } },
  })
  expect(await plant.issue({ job_ids: jobIds })).toMatchObject({ status: 400, body: { details: { field: 'job_ids.0' } } })
})

test('a key that nobody has is not found, and is never read as an id', async () => {
  const plant = await createPlant()
  await plant.issue({ job_ids: await createFinishedWork(plant) })
  for (const id of ['PRO-2025-0001', 'PRO-2026-0002', '2', 'PRO-2026-00001']) {
    expect(await plant.app.request('GET', `/api/v1/invoices/${id}`, { key: plant.key })).toMatchObject({ status: 404 })
    expect((await plant.pdf(`/api/v1/invoices/${id}/pdf`)).status).toBe(404)
  }
})

test('a reprint is the same byte for byte after the company, its logo, the customer and the job have changed', async () => {
  const plant = await createPlant()
  const headers = await plant.app.signIn()
  const asOwner = (method: string, path: string, body?: object) => plant.app.request(method, path, { headers, ...(body ? { body } : {}) })
  await asOwner('PUT', '/api/company/logo', { media_type: 'image/png', base64: onePixelPng })
  const jobIds = await createFinishedWork(plant)
  await plant.issue({ job_ids: jobIds })
  const first = await plant.pdf('/api/v1/invoices/1/pdf')
  expect([first.status, first.headers.get('content-type'), first.headers.get('content-disposition')]).toEqual([
    200,
    'application/pdf',
    'attachment; filename="PRO-2026-0001.pdf"',
  ])
  expect(first.bytes.subarray(0, 5).toString()).toBe('%PDF-')

  const {
    slug: _slug,
    has_logo: _logo,
    created_at: _created,
    updated_at: _updated,
    ...company
  } = (await asOwner('DELETE', '/api/company/logo')).body
  await asOwner('PUT', '/api/company', { ...company, name: 'New Name', locale: 'tr', invoice_notes: 'New note' })
  const patched = await plant.app.request('PATCH', '/api/v1/customers/1', {
    key: plant.key,
    body: { version: 1, name: 'Renamed', address: 'Elsewhere' },
  })
  expect(patched.status).toBe(200)
  plant.app.advance(86_400_000)
  expect((await plant.pdf('/api/v1/invoices/PRO-2026-0001/pdf')).bytes.equals(first.bytes)).toBe(true)

  await plant.cancel('1')
  const { version } = await plant.get('/api/v1/jobs/1')
  await plant.app.request('PATCH', '/api/v1/jobs/1', { key: plant.key, body: { version, title: 'Other', lines: [transport] } })
  expect((await plant.pdf('/v1/invoices/1/pdf')).bytes.equals(first.bytes)).toBe(true)
})

test('the preview shows what will be printed and keeps nothing', async () => {
  const plant = await createPlant()
  const jobIds = await createFinishedWork(plant)
  const seq = lastSeq(plant)
  const { status, body } = await plant.post('/api/invoices/preview', { job_ids: jobIds, discount_amount: 60_000 })
  expect(status).toBe(200)
  expect(Buffer.from(body.pdf, 'base64').subarray(0, 5).toString()).toBe('%PDF-')
  expect({ ...body, pdf: '', lines: body.lines.length }).toEqual({
    currency: 'TRY',
    customer_name: 'Çağrı Şişe',
    lines: 2,
    subtotal: 2_460_000,
    discount: 60_000,
    net: 2_400_000,
    vat_by_rate: [
      { rate: 20, base: 2_282_927, vat: 456_585 },
      { rate: 10, base: 117_073, vat: 11_707 },
    ],
    vat_total: 468_292,
    total: 2_868_292,
    pdf: '',
  })
  expect(eventsSince(plant, seq)).toEqual([])
  expect((await plant.issue({ job_ids: jobIds })).body.invoice_key).toBe('PRO-2026-0001')
})

test('a lost answer can be asked for again with the same idempotency key: one invoice', async () => {
  const plant = await createPlant()
  const body = { job_ids: await createFinishedWork(plant) }
  const request = { key: plant.key, body, headers: { 'x-idempotency-key': 'draft-1' } }
  const answers = await Promise.all([1, 2, 3].map(() => plant.app.request('POST', '/api/v1/invoices', request)))
  const again = await plant.app.request('POST', '/api/v1/invoices', request)
  // One of the three does it; the others are told to wait, or get its answer.
  for (const { status, text } of answers) expect(status === 409 ? again.text : text).toBe(again.text)
  expect((await plant.get('/api/v1/invoices')).data).toHaveLength(1)
})

test('the service breakdown prints a job of any status in the language that is asked for, and says when there is nothing to print', async () => {
  const plant = await createPlant()
  const customerId = await plant.customer('Çağrı Şişe')
  await plant.job({ customer_id: customerId }, [])
  await plant.job({ customer_id: customerId, lines: [] }, [])
  const turkish = await plant.pdf('/api/v1/jobs/JOB-1/service-breakdown?locale=tr')
  const english = await plant.pdf('/api/v1/jobs/1/service-breakdown')
  expect([turkish.status, turkish.headers.get('content-disposition')]).toEqual([200, 'attachment; filename="JOB-1.pdf"'])
  expect(turkish.bytes.equals(english.bytes)).toBe(false)
  const path = '/api/v1/jobs'
  const failures = await Promise.all(
    [`${path}/2/service-breakdown`, `${path}/9/service-breakdown`, `${path}/1/service-breakdown?locale=fr`].map((at) =>
      plant.app.request('GET', at, { key: plant.key }),
    ),
  )
  expect(failures.map(({ status, body }) => [status, body.code, body.details.field])).toEqual([
    [400, 'invalid_request', 'id'],
    [404, 'not_found', undefined],
    [400, 'invalid_request', 'locale'],
  ])
  expect(failures[0]?.headers.get('content-disposition')).toBeNull()
})

test('scopes: reading prints and previews, writing issues, and neither goes without', async () => {
  const plant = await createPlant()
  const { app } = plant
  const body = { job_ids: await createFinishedWork(plant) }
  const reader = await app.createKey(['invoices:read'])
  const other = await app.createKey(['jobs:write'])
  const statuses = async (key: string | undefined) => {
    const calls: [string, string, object?][] = [
      ['POST', '/api/v1/invoices', body],
      ['POST', '/api/invoices/preview', body],
      ['GET', '/api/v1/invoices'],
      ['GET', '/api/v1/invoices/1/pdf'],
      ['POST', '/api/v1/invoices/1/transitions', { to: 'canceled' }],
      ['GET', '/api/v1/jobs/1/service-breakdown'],
    ]
    const answers = await Promise.all(
      calls.map(([method, path, sent]) =>
        app.request(method, path, { ...(key === undefined ? {} : { key }), ...(sent ? { body: sent } : {}) }),
      ),
    )
    return answers.map(({ status }) => status)
  }
  expect(await statuses(undefined)).toEqual([401, 401, 401, 401, 401, 401])
  expect(await statuses(other)).toEqual([403, 403, 403, 403, 403, 200])
  expect(await statuses(reader)).toEqual([403, 200, 200, 404, 403, 403])
})

test('a viewer sees and prints invoices and issues none', async () => {
  const plant = await createPlant()
  await plant.issue({ job_ids: await createFinishedWork(plant) })
  const control = openDatabase(join(plant.app.dataDir, 'control.db'))
  control.$client.exec(`UPDATE company_members SET role = 'viewer'`)
  control.$client.close()
  const headers = await plant.app.signIn()
  expect((await readPdf(plant.app, '/api/v1/invoices/1/pdf', headers)).status).toBe(200)
  const refused = await plant.app.request('POST', '/api/v1/invoices/1/transitions', { headers, body: { to: 'canceled' } })
  expect(refused).toMatchObject({ status: 403, body: { code: 'forbidden', details: { scope: 'invoices:write' } } })
})

test('the sandbox prints its watermark and counts by itself', async () => {
  const [live, sandbox] = [await createPlant(), await createPlant('sandbox')]
  const [real, test] = await Promise.all(
    [live, sandbox].map(async (plant) => {
      const { body } = await plant.issue({ job_ids: await createFinishedWork(plant) })
      return { key: body.invoice_key, bytes: (await plant.pdf('/api/v1/invoices/1/pdf')).bytes }
    }),
  )
  expect([real?.key, test?.key]).toEqual(['PRO-2026-0001', 'PRO-2026-0001'])
  expect([real?.bytes.length === test?.bytes.length, real?.bytes.equals(test?.bytes ?? Buffer.alloc(0))]).toEqual([false, false])
  const { body } = await sandbox.app.request('GET', '/api/v1/invoices', { key: await sandbox.app.createKey(['invoices:read']) })
  expect(body.data).toEqual([])
})
