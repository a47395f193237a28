import { describe, expect, test, vi } from 'vitest'
import { createTestApp } from '../../app/test-app.ts'

async function setUp() {
  const app = await createTestApp()
  const key = await app.createKey(['write', 'requests:read'])
  const other = await app.createKey(['jobs:read'])
  const find = (id: string) => app.request('GET', `/api/requests/${id}`, { key })
  /** Calls, and waits until the log has it. */
  const call = async (...args: Parameters<typeof app.request>) => {
    const answer = await app.request(...args)
    const requestId = answer.headers.get('x-request-id') ?? ''
    await vi.waitFor(async () => expect((await find(requestId)).status).toBe(200))
    return { ...answer, requestId, logged: (await find(requestId)).body }
  }
  const list = async (query: string) => {
    const { body } = await app.request('GET', `/api/requests?${query}`, { key })
    return body.data?.map((entry: { request_id: string }) => entry.request_id) ?? body
  }
  return { ...app, key, other, find, call, list }
}

describe('the request log', () => {
  test('has a request under the id of its answer, with what was sent and answered', async () => {
    const { find, call, key } = await setUp()
    const body = { name: 'Çağrı', notes: 'hello' }
    const { logged, requestId, text } = await call('POST', '/api/v1/customers', { key, body, headers: { 'If-Match': '"7"' } })
    expect(logged).toMatchObject({
      request_id: requestId,
      method: 'POST',
      path: '/api/v1/customers',
      response_status: 201,
      error_code: null,
      ip_address: '127.0.0.1',
      request_bytes: Buffer.byteLength(JSON.stringify(body)),
      response_bytes: Buffer.byteLength(text),
      exchange: {
        request_headers: { 'content-type': 'application/json', 'if-match': '"7"' },
        request_body: JSON.stringify(body),
        is_request_body_cut: false,
        response_headers: { 'X-Request-Id': requestId, 'Content-Type': 'application/json; charset=utf-8' },
        response_body: text,
        is_response_body_cut: false,
      },
      events: [{ event: 'customer.created', record_key: 'CUS-1', deliveries: [] }],
      event_count: 1,
    })
    expect(JSON.stringify(logged.exchange)).not.toContain(key)
    expect(await find('req_none')).toMatchObject({ status: 404, body: { code: 'not_found' } })
  })

  test('keeps what was no JSON, and the beginning of what is long', async () => {
    const { call, key } = await setUp()
    const broken = await call('POST', '/api/v1/customers', { key, rawBody: '{"name": }', headers: { 'content-type': 'application/json' } })
    expect(broken.logged).toMatchObject({ error_code: 'invalid_request', exchange: { request_body: '{"name": }' } })
    const long = await call('POST', '/api/v1/customers', { key, body: { name: 'x', notes: 'y'.repeat(40_000) } })
    expect(long.logged.request_bytes).toBe(40_023)
    expect(long.logged.exchange.is_request_body_cut).toBe(true)
    expect(long.logged.exchange.request_body.length).toBeLessThanOrEqual(16_384)
  })

  test('shows the deliveries of the events that a request caused', async () => {
    const { call, request, createKey, key } = await setUp()
    const admin = await createKey(['admin'])
    await request('POST', '/api/webhooks', { key: admin, body: { name: 'MES', url: 'http://127.0.0.1:9/', events: ['*'] } })
    const { requestId } = await call('POST', '/api/v1/customers', { key, body: { name: 'Öz' } })
    await vi.waitFor(async () => {
      const { events } = (await request('GET', `/api/requests/${requestId}`, { key })).body
      expect(events[0]?.deliveries).toEqual([
        { id: 1, webhook_id: 1, webhook_name: 'MES', status: 'pending', attempts: 1, response_status: null },
      ])
    })
  })

  test('holds no secret of a key or webhook that was created, in no column', async () => {
    const { call, createKey, request, look } = await setUp()
    const admin = await createKey(['admin'])
    const made = await call('POST', '/api/api-keys', { key: admin, body: { name: 'x', scopes: ['read'], environment: 'live' } })
    const hook = await call('POST', '/api/webhooks', { key: admin, body: { name: 'x', url: 'http://127.0.0.1:9/', events: ['*'] } })
    await call('GET', `/api/v1/jobs?token=hunter22&q=${made.body.key}`, { key: admin })
    await request('GET', '/api/requests', { key: admin })
    const { $client } = look('live', 'log')
    const rows = JSON.stringify([
      $client.prepare('SELECT * FROM api_request_logs').all(),
      $client.prepare('SELECT * FROM api_request_bodies').all(),
    ])
    expect(rows).toContain(made.body.key_prefix)
    for (const secret of [made.body.key.slice(13), hook.body.secret, 'hunter22', admin.slice(13)]) expect(rows).not.toContain(secret)
  })

  test('leaves out the bodies of what the window reads, and keeps those of what it writes', async () => {
    const { signIn, call } = await setUp()
    const headers = await signIn()
    expect((await call('GET', '/api/company', { headers })).logged.exchange).toBeNull()
    expect((await call('POST', '/api/v1/customers', { headers, body: { name: 'Öz' } })).logged.exchange.request_body).toBe('{"name":"Öz"}')
  })

  test('is filtered by key, status, method, code, id and time', async () => {
    const { call, list, key, other, advance } = await setUp()
    const missing = await call('GET', '/api/v1/jobs/999', { key })
    advance(60_000)
    const made = await call('POST', '/api/v1/customers', { key, body: { name: 'Öz' } })
    const foreign = await call('GET', '/api/v1/jobs', { key: other })
    const jobs = 'path=v1&'
    expect(await list(`${jobs}status=404`)).toEqual([missing.requestId])
    expect(await list(`${jobs}status=4xx`)).toEqual([missing.requestId])
    expect(await list(`${jobs}outcome=failed`)).toEqual([missing.requestId])
    expect(await list(`${jobs}error_code=not_found`)).toEqual([missing.requestId])
    expect(await list(`${jobs}method=POST`)).toEqual([made.requestId])
    expect(await list(`api_key_id=${foreign.logged.api_key_id}`)).toEqual([foreign.requestId])
    expect(await list(`request_id=${made.requestId}`)).toEqual([made.requestId])
    expect(await list(`${jobs}created_at[lt]=2026-11-22T08:01:00Z`)).toEqual([missing.requestId])
    expect(await list(`${jobs}created_at[gte]=2026-11-22T11:01:00%2B03:00`)).toEqual([foreign.requestId, made.requestId])
    expect(await list('status=4x')).toMatchObject({ code: 'invalid_request', details: { field: 'status' } })
  })

  test('is searched for words of the bodies, never for a secret', async () => {
    const { call, list, request, key, createKey } = await setUp()
    const made = await call('POST', '/api/v1/customers', { key, body: { name: 'Gümüş Kaynak', notes: 'Bearer abcdefgh12345678' } })
    const admin = await createKey(['admin'])
    const secret = await call('POST', '/api/api-keys', { key: admin, body: { name: 'x', scopes: ['read'], environment: 'live' } })
    expect(await list('method=POST&q=gumus kay')).toEqual([made.requestId])
    expect(await list(`method=POST&q=${secret.body.key_prefix}`)).toEqual([secret.requestId])
    expect(await list(`q=${secret.body.key.slice(13, 40)}`)).toEqual([])
    expect(await list('q=abcdefgh12345678')).toEqual([])
    expect((await request('GET', '/api/requests?q=--', { key })).body).toMatchObject({ code: 'invalid_request', details: { field: 'q' } })
  })

  test('stays closed without the scope', async () => {
    const { request, other } = await setUp()
    const forbidden = { status: 403, body: { code: 'forbidden' } }
    expect(await request('GET', '/api/requests/req_1', { key: other })).toMatchObject(forbidden)
    expect(await request('GET', '/api/requests/retention', { key: other })).toMatchObject(forbidden)
    expect(await request('PUT', '/api/requests/retention', { key: other, body: {} })).toMatchObject(forbidden)
  })
})

test('how long requests are kept can be chosen', async () => {
  const { request, createKey } = await setUp()
  const admin = await createKey(['admin'])
  expect((await request('GET', '/api/requests/retention', { key: admin })).body).toMatchObject({ entry_days: 30, body_days: 7 })
  const chosen = { entry_days: 90, body_days: 0, max_entries: 5_000, max_body_megabytes: 20 }
  expect(await request('PUT', '/api/requests/retention', { key: admin, body: chosen })).toMatchObject({ status: 200, body: chosen })
  expect((await request('GET', '/api/requests/retention', { key: admin })).body).toMatchObject(chosen)
  expect(await request('PUT', '/api/requests/retention', { key: admin, body: { ...chosen, entry_days: 0 } })).toMatchObject({
    status: 400,
    body: { code: 'invalid_request', details: { field: 'entry_days' } },
  })
})
