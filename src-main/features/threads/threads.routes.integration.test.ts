import { expect, test } from 'vitest'
import { createTestApp } from '../../app/test-app.ts'
import { startSink } from '../../infra/outbound/test-http-sink.ts'

async function setUp() {
  const app = await createTestApp()
  const { request, createKey } = app
  const sink = await startSink()
  const admin = await createKey(['admin'])
  await request('POST', '/api/webhooks', { key: admin, body: { name: 'MES', url: sink.url, events: ['customer.*'] } })
  const created = await request('POST', '/api/v1/customers', { key: admin, body: { name: 'Anadolu' } })
  const requestId = created.headers.get('x-request-id') ?? ''
  const thread = async (query: string, key = admin) => await request('GET', `/api/v1/thread?${query}`, { key })
  await expect.poll(async () => (await thread(`request_id=${requestId}`)).body.events?.[0]?.deliveries.length).toBe(1)
  return { ...app, admin, requestId, thread }
}

test('the same thread is found from its request, its event and its delivery', async () => {
  const { thread, requestId } = await setUp()
  const { body } = await thread(`request_id=${requestId}`)
  expect(body).toMatchObject({
    actor: { type: 'api_key' },
    request_id: requestId,
    events: [
      { event: 'customer.created', record_key: 'CUS-1', deliveries: [{ webhook_name: 'MES', status: 'delivered', response_status: 200 }] },
    ],
    event_count: 1,
  })
  const [event] = body.events
  expect((await thread(`event_id=${event.id}`)).body).toMatchObject({ request_id: requestId, events: body.events })
  expect((await thread(`delivery_id=${event.deliveries[0].id}`)).body).toMatchObject({ request_id: requestId, events: body.events })
  await expect
    .poll(async () => (await thread(`event_id=${event.id}`)).body.request)
    .toMatchObject({ method: 'POST', path: '/api/v1/customers' })
})

test('a test comes from nothing and leads to nothing', async () => {
  const { thread, request, admin } = await setUp()
  const tested = await request('POST', '/api/webhooks/1/test', { key: admin })
  expect(await thread(`delivery_id=${tested.body.id}`)).toMatchObject({
    status: 200,
    body: { actor: null, request_id: null, request: null, events: [], event_count: 0 },
  })
})

test('requests and deliveries are shown to who may read them', async () => {
  const { thread, createKey, requestId } = await setUp()
  const key = await createKey(['events:read'])
  const { body } = await thread(`request_id=${requestId}`, key)
  expect(body).toMatchObject({ request_id: requestId, request: null, events: [{ event: 'customer.created', deliveries: [] }] })
  const other = await createKey(['customers:read'])
  expect((await thread(`request_id=${requestId}`, other)).status).toBe(403)
})

test('what is not there is not found, and one of the three ids has to be given', async () => {
  const { thread } = await setUp()
  for (const query of ['request_id=req_none', 'event_id=evt_none', 'delivery_id=99']) {
    expect(await thread(query)).toMatchObject({ status: 404, body: { code: 'not_found' } })
  }
  for (const query of ['', 'event_id=evt_1&delivery_id=1']) {
    expect(await thread(query)).toMatchObject({ status: 400, body: { code: 'invalid_request' } })
  }
})
