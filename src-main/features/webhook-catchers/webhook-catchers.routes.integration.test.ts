import { expect, test } from 'vitest'
import { createTestApp } from '../../app/test-app.ts'
import { openLive } from '../live/test-live-client.ts'
import { purgeCaught } from './webhook-catchers.store.ts'

async function setUp() {
  const app = await createTestApp()
  const key = await app.createKey(['webhooks:write', 'write', 'requests:read'])
  const call = (method: string, path: string, body?: unknown) =>
    app.request(method, `/api${path}`, { key, ...(body === undefined ? {} : { body }) })
  const { body: catcher } = await call('POST', '/webhook-catchers', { name: 'Try out' })
  /** As any program posts, without a credential. */
  const post = async (body: string, headers: Record<string, string> = {}) => {
    const response = await fetch(catcher.url, { method: 'POST', body, headers })
    return { status: response.status, body: await response.text() }
  }
  const caught = async (query = '') => (await call('GET', `/webhook-catchers/1/caught${query}`)).body.data
  return { ...app, key, call, catcher, post, caught }
}

const sends = (url: string) => ({ name: 'MES', url, events: ['*'] })
const eventCount = (app: Awaited<ReturnType<typeof setUp>>) => app.look('live').$client.prepare('SELECT count(*) FROM events').pluck().get()

test('a catcher has an address that nobody can guess, and none is there before', async () => {
  const { call, catcher, url } = await setUp()
  expect(catcher).toMatchObject({
    id: 1,
    name: 'Try out',
    is_listening: true,
    listens_until: '2026-11-29T08:00:00.000Z',
    webhook_id: null,
    replaced_url: null,
    request_count: 0,
    last_received_at: null,
  })
  expect(catcher.url).toMatch(new RegExp(`^${url}/catch/[\\w-]{32}$`))
  const other = await call('POST', '/webhook-catchers', { name: 'Other' })
  expect(other.body.url).not.toBe(catcher.url)
  expect((await call('GET', '/webhook-catchers')).body.data).toEqual([other.body, catcher])
})

test('a webhook that is pointed here arrives, its signatures are verified by its secret, and it can be pointed back', async () => {
  const app = await setUp()
  const { call, caught } = app
  const { body: webhook } = await call('POST', '/webhooks', sends('http://127.0.0.1:9/hooks'))
  const { body: catcher } = await call('POST', '/webhook-catchers', { name: 'MES', webhook_id: webhook.id })
  expect(catcher).toMatchObject({ webhook_id: 1, replaced_url: 'http://127.0.0.1:9/hooks' })
  const { body: moved } = await call('PUT', '/webhooks/1', { url: catcher.url })
  expect(moved.url).toBe(catcher.url)
  const { body: delivery } = await call('POST', '/webhooks/1/test')
  expect(delivery).toMatchObject({ status: 'delivered', response_status: 204 })
  const [item] = (await call('GET', '/webhook-catchers/2/caught')).body.data
  expect(item).toMatchObject({
    verdict: 'right',
    webhook_id: 1,
    webhook_name: 'MES',
    event_id: delivery.event_id,
    event_type: 'webhook.test',
    attempt_number: 1,
    ip_address: '127.0.0.1',
  })
  const { body: detail } = await call('GET', `/webhook-catchers/2/caught/${item.id}`)
  const { request } = delivery.attempts[0]
  expect(detail).toMatchObject({ body: request.body, is_body_cut: false, url: catcher.url })
  expect(detail.headers['x-signature']).toBe(request.headers['X-Signature'])
  expect(detail.signatures).toEqual([
    { scheme: 'x_signature', result: 'right', seconds_away: 0 },
    { scheme: 'standard_webhooks', result: 'right', seconds_away: 0 },
  ])
  expect(await caught()).toEqual([])
})

test('what is caught emits no event and is no request to the API, so that a webhook of everything comes to rest', async () => {
  const app = await setUp()
  const { call, catcher, post, caught } = app
  await call('POST', '/webhooks', sends(catcher.url))
  const before = eventCount(app)
  await call('POST', '/v1/customers', { name: 'Acme' })
  await expect.poll(async () => (await caught()).length).toBe(1)
  await post('{}')
  expect(eventCount(app)).toBe(Number(before) + 1)
  await expect.poll(async () => (await call('GET', '/requests?source=system')).body.data.length).toBeGreaterThan(2)
  expect((await call('GET', '/requests')).text).not.toContain('/catch/')
})

test('a request without a signature, and one that fits no secret, say so', async () => {
  const { call, catcher, post, caught } = await setUp()
  const signed = { 'x-signature': `t=1795680000,v1=${'0'.repeat(64)}` }
  expect(await post('a')).toEqual({ status: 204, body: '' })
  await post('b', signed)
  await call('POST', '/webhooks', sends(catcher.url))
  await post('c', signed)
  expect((await caught()).map(({ verdict }: { verdict: string }) => verdict)).toEqual(['wrong', 'unchecked', 'unsigned'])
  expect((await caught('?verdict=wrong')).length).toBe(1)
  const { body } = await call('GET', '/webhook-catchers/1/caught/3')
  expect(body.signatures[0]).toMatchObject({ scheme: 'x_signature', result: 'mismatch' })
})

test('the headers that hold a secret are hidden, also those that only the webhook calls secret', async () => {
  const { call, catcher, caught, look } = await setUp()
  const headers = [
    { name: 'Authorization', secret: 'Bearer hunter2' },
    { name: 'X-Plant', secret: 'hunter3' },
    { name: 'X-Line', value: '7' },
  ]
  await call('POST', '/webhooks', { ...sends(catcher.url), headers })
  await call('POST', '/webhooks/1/test')
  const [{ id }] = await caught()
  const { body } = await call('GET', `/webhook-catchers/1/caught/${id}`)
  expect(body.headers).toMatchObject({ authorization: '••••', 'x-plant': '••••', 'x-line': '7' })
  expect(JSON.stringify(look('live').$client.prepare('SELECT * FROM caught_requests').all())).not.toContain('hunter')
})

test('a catcher that stopped, by hand or by its time, answers as one that never was', async () => {
  const { call, post, advance, url } = await setUp()
  expect((await call('PUT', '/webhook-catchers/1', { is_listening: false })).body).toMatchObject({
    is_listening: false,
    listens_until: null,
  })
  const stopped = await post('{}')
  const unknown = await fetch(`${url}/catch/${'x'.repeat(32)}`, { method: 'POST', body: '{}' })
  expect([stopped.status, unknown.status]).toEqual([404, 404])
  const { requestId: _, ...same } = JSON.parse(stopped.body)
  expect(await unknown.json()).toMatchObject(same)
  await call('PUT', '/webhook-catchers/1', { is_listening: true })
  expect((await post('{}')).status).toBe(204)
  advance(7 * 86_400_000)
  expect((await post('{}')).status).toBe(404)
})

test('only posts are taken, at most a mebibyte, and only under a name of this machine', async () => {
  const { catcher, post, caught } = await setUp()
  const got = await fetch(catcher.url)
  expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST'])
  expect((await post('x'.repeat(1024 * 1024 + 1))).status).toBe(413)
  expect(await caught()).toEqual([])
  const large = 'ş'.repeat(500_000)
  expect((await post(large)).status).toBe(204)
  expect(await caught()).toMatchObject([{ body_bytes: 1_000_000 }])
})

test('the last hundred are kept and not more than four mebibytes', async () => {
  const { call, post, caught } = await setUp()
  for (let count = 1; count <= 103; count += 1) await post(String(count))
  const view = async () => (await call('GET', '/webhook-catchers/1')).body
  expect((await view()).request_count).toBe(100)
  const kept = await caught('?page[limit]=100')
  expect([kept[0].id, kept.at(-1).id]).toEqual([103, 4])
  for (let count = 1; count <= 20; count += 1) await post('x'.repeat(300_000))
  expect((await view()).request_count).toBe(15)
  expect((await call('GET', '/webhook-catchers/1/caught/123')).body).toMatchObject({ is_body_cut: true, body_bytes: 300_000 })
})

test('what was caught can be forgotten, and a catcher with it', async () => {
  const { call, post, caught, look } = await setUp()
  await post('{}')
  expect((await call('DELETE', '/webhook-catchers/1/caught')).status).toBe(204)
  expect(await caught()).toEqual([])
  await post('{}')
  expect((await call('DELETE', '/webhook-catchers/1')).status).toBe(204)
  expect((await call('GET', '/webhook-catchers/1')).status).toBe(404)
  expect((await post('{}')).status).toBe(404)
  expect(look('live').$client.prepare('SELECT count(*) FROM caught_requests').pluck().get()).toBe(0)
})

test('what came more than a week ago is forgotten', async () => {
  const { post, caught, look, advance } = await setUp()
  await post('old')
  advance(1_000)
  await post('new')
  purgeCaught(look('live'), '2026-11-22T08:00:01.000Z')
  expect(await caught()).toMatchObject([{ id: 2 }])
})

test('a sandbox that begins anew keeps its catchers, since its webhooks may send to them, and forgets what they caught', async () => {
  const { request, createKey } = await setUp()
  const key = await createKey(['admin'], { environment: 'sandbox' })
  const { body: catcher } = await request('POST', '/api/webhook-catchers', { key, body: { name: 'Try out' } })
  const post = async () => (await fetch(catcher.url, { method: 'POST', body: '{}' })).status
  expect(await post()).toBe(204)
  expect((await request('POST', '/api/sandbox/reset', { key, body: { seed: false } })).status).toBe(200)
  expect((await request('GET', '/api/webhook-catchers/1', { key })).body).toEqual({ ...catcher, request_count: 0 })
  expect(await post()).toBe(204)
  expect((await request('GET', '/api/webhook-catchers/1/caught', { key })).body.data).toMatchObject([{ id: 2 }])
})

test('at most twenty catchers, each with a name, of webhooks that exist', async () => {
  const { call } = await setUp()
  expect(await call('POST', '/webhook-catchers', { name: ' ' })).toMatchObject({ status: 400, body: { details: { field: 'name' } } })
  expect(await call('POST', '/webhook-catchers', { name: 'x', webhook_id: 9 })).toMatchObject({ status: 404, body: { code: 'not_found' } })
  for (let count = 2; count <= 20; count += 1) await call('POST', '/webhook-catchers', { name: `No. ${count}` })
  expect(await call('POST', '/webhook-catchers', { name: 'x' })).toMatchObject({ status: 409, body: { code: 'conflict' } })
})

test('reading needs webhooks:read and writing webhooks:write', async () => {
  const { request, createKey } = await setUp()
  const reader = await createKey(['webhooks:read'])
  const other = await createKey(['write'])
  const status = async (method: string, path: string, key: string, body?: unknown) =>
    (await request(method, `/api/webhook-catchers${path}`, { key, ...(body === undefined ? {} : { body }) })).status
  expect([await status('GET', '', reader), await status('GET', '/1/caught', reader), await status('GET', '', other)]).toEqual([
    200, 200, 403,
  ])
  expect(await status('POST', '', reader, { name: 'x' })).toBe(403)
  expect(await status('PUT', '/1', reader, { name: 'x' })).toBe(403)
  expect(await status('DELETE', '/1', reader)).toBe(403)
  expect(await status('DELETE', '/1/caught', reader)).toBe(403)
})

test('who watches the catchers is told of each request that is caught', async () => {
  const { url, key, post } = await setUp()
  const live = await openLive(url, key)
  await live.ask({ type: 'subscribe', channels: ['changes/webhook_catchers'] })
  await post('{}')
  expect(await live.next('changed')).toEqual({ type: 'changed', channel: 'changes/webhook_catchers' })
})
