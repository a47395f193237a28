import { expect, test } from 'vitest'
import { createTestApp } from '../../app/test-app.ts'
import { startSink } from '../../infra/outbound/test-http-sink.ts'

const line = { description: 'Montaj', quantity: 1, unit: 'sa', unit_price: 65_000, tax_rate: 20 }

async function createSandbox() {
  const app = await createTestApp()
  const key = await app.createKey(['admin'], { environment: 'sandbox' })
  const send = (method: string, path: string, body?: object) => app.request(method, path, { key, ...(body === undefined ? {} : { body }) })
  const post = (path: string, body?: object) => send('POST', path, body)
  const get = async (path: string) => (await send('GET', path)).body
  const reset = (seed: boolean) => post('/api/sandbox/reset', { seed })
  const tables = () => {
    const { $client } = app.look('sandbox')
    const names = $client
      .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
      .pluck()
      .all() as string[]
    return Object.fromEntries(names.map((name) => [name, $client.prepare(`SELECT * FROM "${name}"`).all()]))
  }
  return { app, key, send, post, get, reset, tables }
}

type Sandbox = Awaited<ReturnType<typeof createSandbox>>

async function fill({ post }: Sandbox): Promise<void> {
  await post('/api/v1/customers', { name: 'Çağrı Şişe', tax_number: '1234567890' })
  await post('/api/v1/jobs', { title: 'Gövde kaynağı', customer_id: 1, lines: [line] })
  for (const to of ['in_progress', 'completed']) await post('/api/v1/jobs/1/transitions', { to })
  await post('/api/v1/invoices', { kind: 'e_invoice', job_ids: [1] })
}

const contentsOfNew = { records: [{ record_type: 'credits', count: 1 }], events: 1, deliveries: 0, requests: expect.any(Number) }

test('the view says what is in the sandbox, what the magic values do, and how fast the provider is', async () => {
  const sandbox = await createSandbox()
  await fill(sandbox)
  const view = await sandbox.get('/api/sandbox')
  expect(view.answer_delay_ms).toBe(1_500)
  expect(view.contents.records).toEqual([
    { record_type: 'customers', count: 1 },
    { record_type: 'jobs', count: 1 },
    { record_type: 'invoices', count: 1 },
    { record_type: 'credits', count: 2 },
  ])
  expect(view.magic_values[0]).toEqual({
    tax_number: '9900000011',
    outcome: 'failed',
    code: 'recipient_not_registered',
    message: 'The recipient is not registered for e-invoices.',
  })
})

test('the clock of the provider can be set: at 0 it answers at once', async () => {
  const sandbox = await createSandbox()
  expect(await sandbox.send('PUT', '/api/sandbox/settings', { answer_delay_ms: 0 })).toMatchObject({
    status: 200,
    body: { answer_delay_ms: 0 },
  })
  expect(await sandbox.send('PUT', '/api/sandbox/settings', { answer_delay_ms: -1 })).toMatchObject({ status: 400 })
  await fill(sandbox)
  await expect.poll(async () => (await sandbox.get('/api/v1/invoices/1')).status).toBe('sent')
})

test('a reset leaves nothing but webhooks, connections, keys and settings, and ids begin at 1 again', async () => {
  const sandbox = await createSandbox()
  await fill(sandbox)
  await sandbox.send('PUT', '/api/sandbox/settings', { answer_delay_ms: 600_000 })
  const webhook = { name: 'sink', url: 'http://127.0.0.1:9/', events: ['job.*'] }
  expect((await sandbox.post('/api/webhooks', webhook)).status).toBe(201)
  const connection = { name: 'ERP', config: { base_url: 'http://127.0.0.1:9' }, credentials: { key: 'k' } }
  expect((await sandbox.post('/api/integrations/rest/connect', connection)).status).toBe(201)
  const retention = { entry_days: 3, body_days: 1, max_entries: 5_000, max_body_megabytes: 5 }
  expect((await sandbox.send('PUT', '/api/requests/retention', retention)).status).toBe(200)
  const { status, body } = await sandbox.reset(false)
  expect({ status, contents: body.contents }).toEqual({ status: 200, contents: contentsOfNew })
  const { webhooks, connections, workspace_settings: settings, search_indexes: _, __drizzle_migrations: __, ...others } = sandbox.tables()
  expect([webhooks?.length, connections?.length, settings?.length]).toEqual([1, 1, 1])
  // The credits of a new sandbox, their event, and the stored answer of the reset itself.
  const filled = Object.entries(others).filter(([, rows]) => (rows as unknown[]).length > 0)
  expect(filled.map(([name]) => name)).toEqual(['credits', 'events', 'idempotency_keys', 'request_retention'])
  expect((await sandbox.get('/api/v1/customers?q=Şişe')).data).toEqual([])
  // Only what was asked since; the numbers of the requests go on.
  const logged = sandbox.app.look('sandbox', 'log').$client.prepare('SELECT id, path FROM api_request_logs ORDER BY id')
  await expect.poll(() => logged.all().map((row) => (row as { path: string }).path)).toEqual(['/api/sandbox/reset', '/api/v1/customers'])
  expect(logged.get()).not.toMatchObject({ id: 1 })
  await fill(sandbox)
  expect((await sandbox.get('/api/v1/invoices')).data).toMatchObject([
    { id: 1, invoice_key: 'PRO-2026-0001', invoice_number: 'TES2026000000001' },
  ])
  expect(await sandbox.get('/api/requests/retention')).toMatchObject(retention)
})

test('a reset with a seed fills it with the sample plant, the same each time', async () => {
  const sandbox = await createSandbox()
  await fill(sandbox)
  const first = (await sandbox.reset(true)).body.contents
  const counts = Object.fromEntries(first.records.map((each: { record_type: string; count: number }) => [each.record_type, each.count]))
  expect(counts).toMatchObject({ customers: 6, jobs: 4, invoices: 3, credits: 3 })
  expect(counts).toMatchObject({ contacts: 6, deals: 5, quotes: 5, meetings: 4, inventory_items: 5, stock_movements: 12 })
  expect(counts).toMatchObject({ assets: 7, tickets: 5, production_orders: 4, production_outputs: 4, work_orders: 5, downtimes: 4 })
  expect(counts).toMatchObject({ incidents: 3, near_misses: 3 })
  const again = (await sandbox.reset(true)).body.contents
  expect([again.records, again.events]).toEqual([first.records, first.events])
  sandbox.app.advance(1_500)
  await expect
    .poll(async () => (await sandbox.get('/api/v1/invoices?sort=id')).data.map((one: { status: string }) => one.status), { timeout: 4_000 })
    .toEqual(['issued', 'sent', 'failed'])
  expect((await sandbox.get('/api/v1/jobs?q=yay')).data).toHaveLength(1)
})

test('only an admin of the sandbox resets it; live is never touched', async () => {
  const { app, reset } = await createSandbox()
  const live = await app.createKey(['admin'])
  const customer = await app.request('POST', '/api/v1/customers', { key: live, body: { name: 'Live' } })
  const writer = await app.createKey(['write'], { environment: 'sandbox' })
  for (const key of [live, writer]) {
    expect(await app.request('POST', '/api/sandbox/reset', { key, body: { seed: true } })).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    })
    expect((await app.request('GET', '/api/sandbox', { key })).status).toBe(403)
  }
  await reset(true)
  expect((await app.request('GET', '/api/v1/customers', { key: live })).body.data).toEqual([customer.body])
})

test('a webhook gets all that happens after a reset and nothing from before that it had not got', async () => {
  const sandbox = await createSandbox()
  let isSlow = true
  const waiting: (() => void)[] = []
  const sink = await startSink(() => (response) => {
    const answer = (): void => void response.writeHead(200).end()
    if (isSlow) waiting.push(answer)
    else answer()
  })
  const webhook = (await sandbox.post('/api/webhooks', { name: 'sink', url: sink.url, events: ['customer.*'] })).body
  for (let index = 0; index < 40; index += 1) await sandbox.post('/api/v1/customers', { name: `Before ${index}` })
  await expect.poll(() => waiting.length).toBeGreaterThan(0)
  const sentBefore = sink.received.length
  expect(sentBefore).toBeLessThan(40)
  await sandbox.reset(false)
  isSlow = false
  for (const answer of waiting.splice(0)) answer()
  for (let index = 0; index < 40; index += 1) await sandbox.post('/api/v1/customers', { name: `After ${index}` })
  const namesOf = () => sink.received.slice(sentBefore).map(({ body }) => JSON.parse(body).data.customer.name)
  await expect.poll(() => namesOf().length, { timeout: 5_000 }).toBe(40)
  expect(namesOf().toSorted()).toEqual(Array.from({ length: 40 }, (_, index) => `After ${index}`).toSorted())
  const list = async () => (await sandbox.get(`/api/webhooks/${webhook.id}/deliveries?page[limit]=100`)).data
  await expect.poll(async () => (await list()).length).toBe(40)
  expect((await list()).every((delivery: { status: string }) => delivery.status === 'delivered')).toBe(true)
})

test('a retry that waited for its time is gone after a reset, and a restart sends what came after it', async () => {
  const sandbox = await createSandbox()
  let status = 503
  const sink = await startSink(() => status)
  const webhook = (await sandbox.post('/api/webhooks', { name: 'sink', url: sink.url, events: ['customer.*'] })).body
  await sandbox.post('/api/v1/customers', { name: 'Before' })
  await expect.poll(() => sink.received.length).toBe(1)
  await expect.poll(async () => (await sandbox.get(`/api/webhooks/${webhook.id}`)).stats.waiting).toBe(1)
  await sandbox.reset(false)
  status = 200
  await sandbox.app.close()
  const again = await createTestApp({ dataDir: sandbox.app.dataDir })
  again.advance(86_400_000)
  const key = await again.createKey(['write'], { environment: 'sandbox' })
  await again.request('POST', '/api/v1/customers', { key, body: { name: 'After' } })
  await expect.poll(() => sink.received.map(({ body }) => JSON.parse(body).data.customer.name)).toEqual(['Before', 'After'])
})

test('requests that run during a reset see the sandbox before it or after it', async () => {
  const sandbox = await createSandbox()
  await sandbox.reset(true)
  const writes = Array.from({ length: 30 }, (_, index) =>
    sandbox.post('/api/v1/jobs', { title: `Job ${index}`, customer_id: 1, lines: [line] }),
  )
  const answers = await Promise.all([...writes, sandbox.reset(true), ...writes, sandbox.get('/api/v1/jobs')])
  expect(answers.every((answer) => answer.status === undefined || answer.status < 300)).toBe(true)
  const violations = sandbox.app.look('sandbox').$client.pragma('foreign_key_check')
  expect(violations).toEqual([])
})
