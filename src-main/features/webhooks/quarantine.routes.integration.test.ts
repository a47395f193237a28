import { expect, test } from 'vitest'
import { createTestApp } from '../../app/test-app.ts'
import { startSink } from '../../infra/outbound/test-http-sink.ts'
import { signatureHeader } from './signature.ts'

/** A webhook of which two deliveries were given up; its receiver takes what comes after them. */
async function setUp() {
  const app = await createTestApp()
  const key = await app.createKey(['webhooks:write', 'write'])
  const sink = await startSink((_, count) => (count <= 2 ? 500 : 204))
  const call = (method: string, path: string, body?: unknown) =>
    app.request(method, `/api/webhooks/1${path}`, { key, ...(body === undefined ? {} : { body }) })
  const created = await app.request('POST', '/api/webhooks', {
    key,
    body: { name: 'ERP', url: sink.url, events: ['customer.*'], retry_count: 0 },
  })
  const failed = async (): Promise<number[]> =>
    (await call('GET', '/deliveries?status=failed')).body.data.map(({ id }: { id: number }) => id).toSorted()
  for (const name of ['Acme', 'Çağrı Şişe']) await app.request('POST', '/api/v1/customers', { key, body: { name } })
  await expect.poll(failed).toEqual([1, 2])
  return { ...app, key, sink, call, failed, secret: created.body.secret as string }
}

test('a delivery that was given up is edited, and sent again with its event id, signed anew', async () => {
  const { call, sink, secret } = await setUp()
  const body = '{"fixed":"Çağrı"}'
  const edited = await call('PUT', '/deliveries/1', { body })
  expect(edited).toMatchObject({ status: 200, body: { request_body: body, edited_by: expect.any(String), edited_at: expect.any(String) } })
  expect((await call('POST', '/redeliver/1')).body).toMatchObject({
    status: 'delivered',
    edited_at: edited.body.edited_at,
    attempts: [{ request: { body: sink.received[0]?.body } }, { request: { body } }],
  })
  const [first, , again] = sink.received
  expect([again?.body, again?.headers['webhook-id']]).toEqual([body, first?.headers['webhook-id']])
  const unixSeconds = Number(again?.headers['webhook-timestamp'])
  expect(again?.headers['x-signature']).toBe(signatureHeader([secret], { eventId: '', body: Buffer.from(body), unixSeconds }))
  expect(await call('PUT', '/deliveries/1', { body })).toMatchObject({ status: 409, body: { code: 'conflict' } })
})

test('an edit is taken back, and what is no JSON is refused where JSON is sent', async () => {
  const { call, sink } = await setUp()
  const wrong = await call('PUT', '/deliveries/1', { body: '{"a":' })
  expect(wrong).toMatchObject({ status: 400, body: { code: 'invalid_request', details: { field: 'body' } } })
  await call('PUT', '/deliveries/1', { body: '{"a":1}' })
  const back = await call('PUT', '/deliveries/1', { body: null })
  expect(back.body).toMatchObject({ request_body: sink.received[0]?.body, edited_at: null, edited_by: null })
})

test('what was given up is deleted one by one or by its time, and is not sent after a restart', async () => {
  const { call, failed, sink, look } = await setUp()
  expect((await call('DELETE', '/deliveries/1')).status).toBe(204)
  expect(await failed()).toEqual([2])
  expect((await call('DELETE', '/deliveries/1')).status).toBe(404)
  expect((await call('POST', '/discard', { since: '2030-01-01T00:00:00Z' })).body).toEqual({ count: 0, is_cut: false })
  expect((await call('POST', '/discard', { since: '2020-01-01T00:00:00Z' })).body).toEqual({ count: 1, is_cut: false })
  expect(await failed()).toEqual([])
  expect(look('live').$client.prepare('SELECT count(*) FROM webhook_attempts').pluck().get()).toBe(0)
  await call('POST', '/test')
  expect((await call('DELETE', '/deliveries/3')).body).toMatchObject({ code: 'conflict' })
  expect(sink.received).toHaveLength(3)
})

test('editing and deleting need the scope to write, and touch no other workspace', async () => {
  const { request, createKey } = await setUp()
  const reader = await createKey(['webhooks:read'])
  for (const [method, path, body] of [
    ['PUT', '/deliveries/1', { body: '{}' }],
    ['DELETE', '/deliveries/1', undefined],
    ['POST', '/discard', { since: '2020-01-01T00:00:00Z' }],
  ] as const) {
    const answer = await request(method, `/api/webhooks/1${path}`, { key: reader, ...(body === undefined ? {} : { body }) })
    expect([path, answer.status]).toEqual([path, 403])
  }
})
