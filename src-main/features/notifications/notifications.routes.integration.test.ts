import { expect, test, vi } from 'vitest'
import { createTestApp } from '../../app/test-app.ts'

/** Somebody signed in, in a plant in which two downtimes began. */
async function createPlant() {
  const app = await createTestApp()
  const key = await app.createKey(['admin'])
  const session = await app.signIn()
  const call = async (method: string, path: string, body?: object) =>
    app.request(method, path, { headers: session, ...(body === undefined ? {} : { body }) })
  for (const name of ['Torna 3', 'Pres 1', 'Testere']) await app.request('POST', '/api/v1/assets', { key, body: { name } })
  const start = async (asset_id: number, reason: string) => {
    const body = { asset_id, reason, started_at: '2026-11-22T07:00:00.000Z' }
    expect((await app.request('POST', '/api/v1/downtimes', { key, body })).status).toBe(201)
  }
  await start(1, 'Kayış koptu')
  await start(2, 'Sensör kirli')
  const hasTold = (count: number) =>
    vi.waitFor(async () => expect((await call('GET', '/api/notifications')).body.data).toHaveLength(count), {
      timeout: 30_000,
      interval: 50,
    })
  await hasTold(2)
  return { app, key, call, start }
}

const first = {
  id: 1,
  type: 'downtime_started',
  severity: 'warning',
  event: 'downtime.started',
  record_type: 'downtime',
  record_id: 1,
  record_key: 'DWN-1',
  params: { asset_name: 'Torna 3', reason: 'Kayış koptu' },
  read_at: null,
  created_at: '2026-11-22T08:00:00.000Z',
}

test('a person sees what happened, marks one as read and then the others', async () => {
  const { call } = await createPlant()
  const { data } = (await call('GET', '/api/notifications')).body
  const { event_id, ...seen } = data[1]
  expect(seen).toEqual(first)
  expect((await call('GET', `/api/v1/events/${event_id}`)).body.event).toBe('downtime.started')
  expect((await call('GET', '/api/notifications/counts')).body).toEqual({ unread: 2, due: 0 })
  expect((await call('POST', '/api/notifications/1/read')).body).toEqual({ ...data[1], read_at: '2026-11-22T08:00:00.000Z' })
  expect((await call('GET', '/api/notifications?state=unread')).body.data.map(({ id }: { id: number }) => id)).toEqual([2])
  expect((await call('GET', '/api/notifications?state=read&severity=warning&type=downtime_started')).body.data).toHaveLength(1)
  expect((await call('GET', '/api/notifications?severity=critical')).body.data).toEqual([])
  expect((await call('POST', '/api/notifications/read-all', { up_to_id: 2 })).body).toEqual({ unread: 0, due: 0 })
  const { body: page } = await call('GET', '/api/notifications?page[limit]=1')
  expect((await call('GET', `/api/notifications?page[limit]=1&page[after]=${page.pagination.next_cursor}`)).body.data).toMatchObject([
    { id: 1 },
  ])
})

test('a person chooses what to be told of, how and when', async () => {
  const { call, start } = await createPlant()
  const { body: before } = await call('GET', '/api/notification-settings')
  expect(before).toMatchObject({ quiet_from: null, digest: 'off', digest_at: '08:00', channels: ['window', 'desktop'] })
  expect(before.subscriptions).toContainEqual({ type: 'downtime_started', channels: ['window'] })
  const change = {
    subscriptions: [{ type: 'downtime_started', channels: ['window', 'desktop'] }],
    quiet_from: '22:00',
    quiet_to: '06:30',
    digest: 'off',
    digest_at: '17:00',
  }
  const { status, body } = await call('PUT', '/api/notification-settings', change)
  expect(status).toBe(200)
  expect(body).toMatchObject({ quiet_from: '22:00', quiet_to: '06:30', digest_at: '17:00' })
  expect(body.subscriptions).toContainEqual(change.subscriptions[0])
  expect(body.subscriptions).toHaveLength(before.subscriptions.length)
  await start(3, 'Yağ kaçağı')
  const isDue = async () => expect((await call('GET', '/api/notifications/counts')).body).toEqual({ unread: 3, due: 1 })
  await vi.waitFor(isDue, { timeout: 30_000, interval: 50 })
  const { body: claimed } = await call('POST', '/api/notifications/claim')
  expect(claimed).toMatchObject({ total: 1, data: [{ record_key: 'DWN-3' }] })
  expect((await call('POST', '/api/notifications/claim')).body).toEqual({ data: [], total: 0 })
})

test('an API key has no notifications, and what is not valid is refused; none of it is an event', async () => {
  const { app, key, call } = await createPlant()
  for (const [method, path] of [
    ['GET', '/api/notifications'],
    ['GET', '/api/notifications/counts'],
    ['POST', '/api/notifications/1/read'],
    ['POST', '/api/notifications/read-all'],
    ['POST', '/api/notifications/claim'],
    ['GET', '/api/notification-settings'],
    ['PUT', '/api/notification-settings'],
  ] as const)
    expect([path, (await app.request(method, path, { key, ...(method === 'GET' ? {} : { body: {} }) })).body.code]).toEqual([
      path,
      'forbidden',
    ])
  const settings = { subscriptions: [], quiet_from: null, quiet_to: null, digest: 'off', digest_at: '08:00' }
  for (const [method, path, body] of [
    ['GET', '/api/notifications?type=gossip', undefined],
    ['POST', '/api/notifications/read-all', { up_to_id: 0 }],
    ['PUT', '/api/notification-settings', { ...settings, quiet_from: '22:00' }],
    ['PUT', '/api/notification-settings', { ...settings, digest_at: '24:00' }],
    ['PUT', '/api/notification-settings', { ...settings, subscriptions: [{ type: 'alarm', channels: ['pigeon'] }] }],
  ] as const)
    expect([path, (await call(method, path, body)).body.code]).toEqual([path, 'invalid_request'])
  expect((await call('POST', '/api/notifications/99/read')).body.code).toBe('not_found')
  const { data } = (await app.request('GET', '/api/v1/events', { key })).body
  expect(data.map(({ event }: { event: string }) => event)).toEqual([
    'downtime.started',
    'downtime.started',
    'asset.created',
    'asset.created',
    'asset.created',
  ])
})
