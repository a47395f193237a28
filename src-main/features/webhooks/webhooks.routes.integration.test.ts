import { expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../../app/test-app.ts'
import { startSink } from '../../infra/outbound/test-http-sink.ts'

async function setUp(answer?: Parameters<typeof startSink>[0]) {
  const app = await createTestApp()
  const key = await app.createKey(['webhooks:write', 'write'])
  const sink = await startSink(answer)
  const call = (method: string, path: string, body?: unknown) =>
    app.request(method, `/api/webhooks${path}`, { key, ...(body === undefined ? {} : { body }) })
  return { ...app, key, sink, call }
}

const createCustomer = ({ request }: TestApp, key: string, name: string) => request('POST', '/api/v1/customers', { key, body: { name } })

test('a webhook is created with its secret shown once and never stored in the clear', async () => {
  const { call, sink, look } = await setUp()
  const created = await call('POST', '', { name: 'ERP', url: sink.url, events: ['job.*'] })
  expect(created).toMatchObject({
    status: 201,
    body: {
      id: 1,
      name: 'ERP',
      events: ['job.*'],
      is_active: true,
      retry_count: 7,
      retry_schedule: [5, 300, 1_800, 7_200, 18_000, 36_000, 36_000],
      timeout_seconds: 30,
      disabled_reason: null,
      version: 1,
    },
  })
  expect(created.body.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  const shown = [await call('GET', '/1'), await call('GET', ''), await call('PUT', '/1', { name: 'ERP 2' })]
  for (const { status, text } of shown) expect([status, text.includes('"secret"'), text.includes('whsec_')]).toEqual([200, false, false])
  expect(look('live').$client.prepare('SELECT secret FROM webhooks').pluck().get()).not.toContain('whsec_')
})

test('a secret is replaced, the new one shown once, and the old one signs too for as long as was asked', async () => {
  const { call, sink, look, request, createKey } = await setUp()
  const { body: first } = await call('POST', '', { name: 'ERP', url: sink.url, events: ['job.*'] })
  const { status, body } = await call('POST', '/1/rotate-secret', { overlap_hours: 24 })
  expect([status, body.secret !== first.secret, body.version]).toEqual([200, true, 2])
  expect(Date.parse(body.previous_secret_until) - Date.parse(body.updated_at)).toBe(24 * 3_600_000)
  expect((await call('GET', '/1')).text).not.toContain('whsec_')
  const stored = () => JSON.stringify(look('live').$client.prepare('SELECT secret, previous_secret FROM webhooks').get())
  expect(stored()).not.toContain('whsec_')
  expect((await call('POST', '/1/rotate-secret', { overlap_hours: 0 })).body.previous_secret_until).toBeNull()
  expect(stored()).toContain('"previous_secret":null')
  expect((await call('POST', '/1/rotate-secret', { overlap_hours: 169 })).body).toMatchObject({
    code: 'invalid_request',
    details: { field: 'overlap_hours' },
  })
  expect((await call('POST', '/9/rotate-secret', {})).status).toBe(404)
  const reader = await createKey(['webhooks:read'])
  expect((await request('POST', '/api/webhooks/1/rotate-secret', { key: reader, body: {} })).status).toBe(403)
})

test.each([
  [{ name: 'x', url: 'http://169.254.169.254/', events: ['*'] }, 'url'],
  [{ name: 'x', url: 'http://8.8.8.8/', events: ['*'] }, 'url'],
  [{ name: 'x', url: 'nonsense', events: ['*'] }, 'url'],
  [{ name: 'x', url: 'http://127.0.0.1/', events: [] }, 'events'],
  [{ name: 'x', url: 'http://127.0.0.1/', events: ['Job Completed'] }, 'events.0'],
  [{ name: 'x', url: 'http://127.0.0.1/', events: ['*'], timeout_seconds: 0 }, 'timeout_seconds'],
  [{ name: 'x', url: 'http://127.0.0.1/', events: ['*'], secret: 'mine' }, 'secret'],
  [{ url: 'http://127.0.0.1/', events: ['*'] }, 'name'],
])('%j is refused for its field %s', async (body, field) => {
  const { call } = await setUp()
  const answer = await call('POST', '', body)
  expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request', details: { field } } })
  expect((await call('GET', '')).body.data).toEqual([])
})

test('a change checks the address and the version, and only changes what is given', async () => {
  const { call, sink } = await setUp()
  await call('POST', '', { name: 'ERP', url: sink.url, events: ['*'], description: 'Line 1' })
  expect(await call('PUT', '/1', { url: 'https://169.254.169.254/' })).toMatchObject({ status: 400, body: { details: { field: 'url' } } })
  expect(await call('PUT', '/1', { is_active: false, version: 1 })).toMatchObject({
    status: 200,
    body: { is_active: false, description: 'Line 1', version: 2 },
  })
  expect(await call('PUT', '/1', { name: 'Late', version: 1 })).toMatchObject({ status: 409, body: { code: 'version_conflict' } })
})

test('plain http into the private network needs the exception, when it is saved and when either is changed', async () => {
  const { call } = await setUp()
  const body = { name: 'PLC', url: 'http://10.20.30.40/hook', events: ['*'], is_active: false }
  const refused = { status: 400, body: { code: 'invalid_request', details: { field: 'url' } } }
  expect(await call('POST', '', body)).toMatchObject(refused)
  expect(await call('POST', '', { ...body, is_http_allowed: true })).toMatchObject({ status: 201, body: { is_http_allowed: true } })
  expect(await call('PUT', '/1', { is_http_allowed: false })).toMatchObject(refused)
  expect(await call('PUT', '/1', { is_http_allowed: false, url: 'https://10.20.30.40/hook' })).toMatchObject({
    status: 200,
    body: { is_http_allowed: false, url: 'https://10.20.30.40/hook' },
  })
  expect(await call('PUT', '/1', { url: 'http://10.20.30.40/hook' })).toMatchObject(refused)
  expect(await call('PUT', '/1', { is_http_allowed: true, url: 'http://8.8.8.8/hook' })).toMatchObject(refused)
})

test('headers are shown without their secrets, and reserved ones are refused', async () => {
  const { call, sink, look } = await setUp()
  const headers = [
    { name: 'X-Plant', value: 'Bursa' },
    { name: 'Authorization', secret: 'Bearer hunter22' },
  ]
  const created = await call('POST', '', { name: 'ERP', url: sink.url, events: ['*'], headers })
  const shown = [
    { name: 'X-Plant', value: 'Bursa', is_secret: false },
    { name: 'Authorization', value: null, is_secret: true },
  ]
  expect(created.body.headers).toEqual(shown)
  expect((await call('PUT', '/1', { headers: shown })).body.headers).toEqual(shown)
  expect(look('live').$client.prepare('SELECT headers FROM webhooks').pluck().get()).not.toContain('hunter22')
  for (const [name, field] of [
    ['Host', 'headers.0.name'],
    ['webhook-id', 'headers.0.name'],
    ['X Y', 'headers.0.name'],
  ]) {
    expect(await call('PUT', '/1', { headers: [{ name, value: '1' }] })).toMatchObject({ status: 400, body: { details: { field } } })
  }
  const split = await call('PUT', '/1', { headers: [{ name: 'X-A', value: 'a\r\nX-B: b' }] })
  expect(split).toMatchObject({ status: 400, body: { details: { field: 'headers.0.value' } } })
  expect(await call('PUT', '/1', { headers: [{ name: 'X-New' }] })).toMatchObject({
    status: 400,
    body: { details: { field: 'headers.0.value' } },
  })
  const twice = [
    { name: 'X-A', value: '1' },
    { name: 'x-a', value: '2' },
  ]
  expect(await call('PUT', '/1', { headers: twice })).toMatchObject({ status: 400, body: { details: { field: 'headers' } } })
})

test('a filter is refused with its place, and previewed on the newest event that fits', async () => {
  const app = await setUp()
  const { call, sink, key } = app
  const wrong = await call('POST', '', { name: 'ERP', url: sink.url, events: ['*'], filter: 'data.customer.name == "x"' })
  expect(wrong).toMatchObject({
    status: 400,
    body: { details: { field: 'filter', fields: [{ reason: expect.stringContaining('character 21') }] } },
  })
  const tried = { events: ['customer.*'], filter: 'data.customer.name = "Acme"' }
  expect((await call('POST', '/preview', tried)).body).toEqual({ event: null, is_wanted: false, body: null, problem: null })
  await createCustomer(app, key, 'Acme')
  const first = await call('POST', '/preview', tried)
  expect(first.body).toMatchObject({
    event: { event: 'customer.created' },
    is_wanted: true,
    body: expect.stringContaining('"name":"Acme"'),
  })
  await createCustomer(app, key, 'Other')
  expect((await call('POST', '/preview', tried)).body.is_wanted).toBe(false)
  expect((await call('POST', '/preview', { ...tried, event_id: first.body.event.id })).body.is_wanted).toBe(true)
  expect((await call('POST', '/preview', { ...tried, event_id: 'evt_none' })).status).toBe(404)
  expect(sink.received).toEqual([])
})

test('a template is refused with its line, and its failure on an event is shown before it is saved', async () => {
  const app = await setUp()
  const { call, sink, key } = app
  const wrong = await call('POST', '', { name: 'ERP', url: sink.url, events: ['*'], template: '{\n{% if x %}' })
  expect(wrong).toMatchObject({ status: 400, body: { details: { field: 'template' } } })
  expect(wrong.body.details.fields[0].reason).toContain('line 2 of the template')
  await createCustomer(app, key, 'Acme')
  const tried = { events: ['customer.*'], template: '{"name":{{ data.customer.name | json }}}' }
  expect((await call('POST', '/preview', tried)).body).toMatchObject({ body: '{"name":"Acme"}', problem: null })
  const failing = await call('POST', '/preview', {
    ...tried,
    template: '\n{% for i in (1..99999999) %}{% endfor %}',
    content_type: 'text/plain',
  })
  expect(failing).toMatchObject({ status: 200, body: { body: null, problem: { line: 2, message: expect.stringContaining('line 2') } } })
  const old = await call('POST', '', { name: 'ERP', url: sink.url, events: ['*'], api_version: '2001-01-01' })
  expect(old).toMatchObject({ status: 400, body: { details: { field: 'api_version' } } })
})

test('an event of a job goes out, and its delivery can be read, filtered and sent again', async () => {
  const app = await setUp(
    (_, count) => (response) => response.writeHead(count === 2 ? 500 : 200, { 'content-type': 'text/plain' }).end('done'),
  )
  const { call, sink, key } = app
  await call('POST', '', { name: 'ERP', url: sink.url, events: ['customer.*'] })
  await createCustomer(app, key, 'Acme')
  await expect.poll(async () => (await call('GET', '/1/deliveries')).body.data.length).toBe(1)
  await createCustomer(app, key, 'Çağrı Şişe')
  await expect.poll(async () => (await call('GET', '/1/deliveries?status=pending')).body.data.length).toBe(1)

  const first = await call('GET', '/1/deliveries?page[limit]=1')
  expect(first.body).toMatchObject({ data: [{ id: 2, status: 'pending', event_type: 'customer.created' }], pagination: { limit: 1 } })
  const second = await call('GET', `/1/deliveries?page[limit]=1&page[after]=${first.body.pagination.next_cursor}`)
  expect(second.body).toMatchObject({ data: [{ id: 1, status: 'delivered', attempt_number: 1 }], pagination: { next_cursor: null } })
  expect((await call('GET', '/1/deliveries?event=job.created')).body.data).toEqual([])

  const again = await call('POST', '/1/redeliver/2')
  expect(again).toMatchObject({ status: 200, body: { id: 2, status: 'delivered', attempt_number: 2, next_attempt_at: null } })
  expect(again.body.request_body).toBe(sink.received[2]?.body)
  expect(again.body.attempts).toMatchObject([
    {
      attempt_number: 1,
      is_manual: false,
      response: { status: 500 },
      timing: { first_byte_ms: expect.any(Number), dns_ms: null },
      error: { kind: 'http' },
    },
    {
      attempt_number: 2,
      is_manual: true,
      request: {
        method: 'POST',
        url: sink.url,
        headers: { 'X-Event-Id': sink.received[2]?.headers['x-event-id'], 'X-Delivery-Attempt': '2' },
      },
      response: { status: 200, headers: { 'content-type': 'text/plain' }, body: 'done', is_body_cut: false },
      error: null,
    },
  ])
  expect((await call('GET', '/1')).body.stats).toMatchObject({ delivered: 2, failed: 0, waiting: 0, last_error: null })
})

test('what was never attempted is sent again by its range', async () => {
  const app = await setUp()
  const { call, sink, key } = app
  await createCustomer(app, key, 'Before')
  await call('POST', '', { name: 'ERP', url: sink.url, events: ['customer.*'] })
  const since = '2026-01-01T00:00:00Z'
  expect(await call('POST', '/1/resend', { which: 'missed', since })).toMatchObject({ status: 200, body: { count: 1, is_cut: false } })
  await expect.poll(() => sink.received.length).toBe(1)
  expect(JSON.parse(sink.received[0]?.body ?? '').data.customer.name).toBe('Before')
  expect(await call('POST', '/1/resend', { which: 'some', since })).toMatchObject({ status: 400, body: { details: { field: 'which' } } })
  expect((await call('POST', '/9/resend', { which: 'failed', since })).status).toBe(404)
})

test('a test event is sent at once and answers with the attempt', async () => {
  const { call, sink } = await setUp(() => 404)
  await call('POST', '', { name: 'ERP', url: sink.url, events: ['job.*'], is_active: false })
  const tested = await call('POST', '/1/test')
  expect(tested.body.attempts[0].request.body).toBe(sink.received[0]?.body)
  expect(tested).toMatchObject({
    status: 200,
    body: {
      is_test: true,
      event_type: 'webhook.test',
      status: 'failed',
      attempts: [{ response: { status: 404 }, error: { kind: 'http' } }],
    },
  })
  expect((await call('GET', '/1')).body.stats).toMatchObject({ failed: 1, last_error: { kind: 'http', response_status: 404 } })
})

test('a delivery that waits says why, and until when its receiver is left alone', async () => {
  const app = await setUp()
  const { call, key } = app
  const sink = await startSink(() => (response) => response.writeHead(503, { 'retry-after': '3600' }).end())
  await call('POST', '', { name: 'MES', url: sink.url, events: ['customer.*'] })
  await createCustomer(app, key, 'Ege Vana')
  const next = async () => (await call('GET', '/1/deliveries/1')).body.next
  const nothing = { since: null, probe_at: null, rests_until: null }
  await expect.poll(next).toEqual({ attempt: 2, of: 8, basis: 'retry_after', wait_seconds: 3_600, ...nothing })
  await call('PUT', '/1', { is_active: false })
  expect(await next()).toMatchObject({ basis: 'paused', wait_seconds: null })
  const busy = await startSink(() => (response) => response.writeHead(429, { 'retry-after': '60' }).end())
  await call('POST', '', { name: 'ERP', url: busy.url, events: ['customer.*'] })
  await createCustomer(app, key, 'Marmara Pres')
  await expect
    .poll(async () => (await call('GET', '/2/deliveries/2')).body.next)
    .toMatchObject({ basis: 'retry_after', wait_seconds: 60, rests_until: '2026-11-22T08:01:00.000Z' })
})

test('deliveries of all webhooks are listed with filters, and found by words a moment later', async () => {
  const app = await setUp()
  const { call, sink, key, request, advance, createKey } = app
  for (const name of ['MES', 'ERP']) await call('POST', '', { name, url: sink.url, events: ['*'] })
  for (const name of ['Işıl Döküm', 'Ege Vana']) await createCustomer(app, key, name)
  await expect.poll(() => sink.received.length).toBe(4)
  const list = async (query: string) => (await request('GET', `/api/webhook-deliveries?${query}`, { key })).body
  await expect.poll(async () => (await list('')).data.length).toBe(4)
  expect((await list('webhook_id=2')).data.map((one: { webhook_name: string }) => one.webhook_name)).toEqual(['ERP', 'ERP'])
  expect((await list('status=failed')).data).toEqual([])
  expect((await list('created_at[gte]=2026-11-22T11:00:00%2B03:00&event=customer.created')).data).toHaveLength(4)
  expect((await list('created_at[lt]=2026-11-22T11:00:00%2B03:00')).data).toEqual([])
  advance(1_000)
  for (const word of ['isil', 'vana']) await expect.poll(async () => (await list(`q=${word}`)).data.length, { timeout: 5_000 }).toBe(2)
  const page = await list('q=isil&page[limit]=1')
  const next = await list(`q=isil&page[limit]=1&page[after]=${page.pagination.next_cursor}`)
  expect([...page.data, ...next.data]).toEqual((await list('q=isil')).data)
  expect((await call('GET', '/1/deliveries?q=vana')).body.data).toMatchObject([{ webhook_id: 1, webhook_name: 'MES' }])
  expect((await list('webhook_id=9')).code).toBe('not_found')
  const other = await createKey(['write'])
  expect((await request('GET', '/api/webhook-deliveries', { key: other })).status).toBe(403)
})

test('a deleted webhook is not found and gets nothing', async () => {
  const app = await setUp()
  const { call, sink, key } = app
  await call('POST', '', { name: 'ERP', url: sink.url, events: ['*'] })
  expect((await call('DELETE', '/1')).status).toBe(204)
  await createCustomer(app, key, 'Acme')
  for (const [method, path] of [
    ['GET', '/1'],
    ['DELETE', '/1'],
    ['GET', '/1/deliveries'],
    ['GET', '/1/deliveries/1'],
    ['POST', '/1/test'],
    ['POST', '/1/redeliver/1'],
  ] as const) {
    expect(await call(method, path)).toMatchObject({ status: 404, body: { code: 'not_found' } })
  }
  expect(sink.received).toEqual([])
})

test('reading and changing need their scopes', async () => {
  const { request, createKey, call, sink } = await setUp()
  await call('POST', '', { name: 'ERP', url: sink.url, events: ['*'] })
  const none = await createKey(['jobs:write'])
  const reader = await createKey(['webhooks:read'])
  expect((await request('GET', '/api/webhooks', { key: none })).body.code).toBe('forbidden')
  expect((await request('GET', '/api/webhooks/1', { key: reader })).status).toBe(200)
  for (const [method, path, body] of [
    ['POST', '', { name: 'x', url: sink.url, events: ['*'] }],
    ['PUT', '/1', { name: 'x' }],
    ['DELETE', '/1', undefined],
    ['POST', '/1/test', undefined],
    ['POST', '/1/redeliver/1', undefined],
    ['POST', '/preview', { events: ['*'] }],
    ['POST', '/1/resend', { which: 'failed', since: '2026-01-01T00:00:00Z' }],
  ] as const) {
    const answer = await request(method, `/api/webhooks${path}`, { key: reader, ...(body === undefined ? {} : { body }) })
    expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } })
  }
})

test('the sandbox has webhooks of its own', async () => {
  const app = await setUp()
  const sandbox = await app.createKey(['webhooks:write', 'write'], { environment: 'sandbox' })
  await app.call('POST', '', { name: 'ERP', url: app.sink.url, events: ['*'] })
  expect((await app.request('GET', '/api/webhooks', { key: sandbox })).body.data).toEqual([])
  await createCustomer(app, sandbox, 'Acme')
  await createCustomer(app, app.key, 'Live')
  await expect.poll(() => app.sink.received.length).toBe(1)
  expect(JSON.parse(app.sink.received[0]?.body ?? '').data.customer.name).toBe('Live')
})
