import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { startServer } from '../../../scripts/interlock-process.ts'
import { createTestApp } from '../../app/test-app.ts'
import { callApi, createPlant, createPlantKey } from '../../app/test-plant.ts'
import { defaultLiveLimits, type LiveLimits } from './live-limits.ts'
import { openLive } from './test-live-client.ts'

async function setUp(limits: Partial<LiveLimits> = {}) {
  const app = await createTestApp({ terms: { live: { ...defaultLiveLimits, ...limits } } })
  const key = await app.createKey(['write'])
  const createCustomers = async (count: number, notes = '') => {
    for (let index = 0; index < count; index += 1) await app.request('POST', '/api/v1/customers', { key, body: { name: 'C', notes } })
  }
  const lastEvent = async () => (await app.request('GET', '/api/v1/events?page[limit]=1', { key })).body.data[0].id
  return { ...app, key, createCustomers, lastEvent }
}

test('who comes back is told that nothing was missed, gets what was in order, or loads anew when it is too much', async () => {
  const { url, key, request, createCustomers, lastEvent } = await setUp({ maxMissed: 5 })
  await createCustomers(1)
  const known = await lastEvent()
  const resume = async (after: string, channels = ['customers']) => {
    const client = await openLive(url, key)
    return { client, ack: await client.ask({ type: 'subscribe', channels, after }) }
  }
  expect((await resume(known)).ack).toMatchObject({ resume: 'nothing_missed', replayed: 0, last_event_id: known })
  await createCustomers(3)
  await request('POST', '/api/v1/jobs', { key, body: { title: 'Job', customer_id: 1 } })
  const { client, ack } = await resume(known)
  expect(ack).toMatchObject({ resume: 'replayed', replayed: 3 })
  await createCustomers(1)
  for (let count = 0; count < 4; count += 1) await client.next('event')
  expect(client.ofType('event').map(({ record_id }) => record_id)).toEqual([2, 3, 4, 5])
  expect((await resume(known, ['invoices'])).ack).toMatchObject({ resume: 'nothing_missed' })
  await createCustomers(1)
  expect((await resume(known)).ack).toMatchObject({ resume: 'reload', reason: 'too_many', replayed: 0, last_event_id: await lastEvent() })
  expect((await resume('evt_never')).ack).toMatchObject({ resume: 'reload', reason: 'not_kept' })
})

test('events too large to be sent again at once are loaded anew', async () => {
  const { url, key, createCustomers, lastEvent } = await setUp({ maxMissedBytes: 5_000 })
  await createCustomers(1)
  const known = await lastEvent()
  await createCustomers(3, 'n'.repeat(2_000))
  const client = await openLive(url, key)
  expect(await client.ask({ type: 'subscribe', channels: ['customers'], after: known })).toMatchObject({
    resume: 'reload',
    reason: 'too_large',
  })
})

test('what one channel has brought already, another does not bring again', async () => {
  const { url, key, createCustomers, lastEvent } = await setUp()
  await createCustomers(1)
  const known = await lastEvent()
  const client = await openLive(url, key)
  await client.ask({ type: 'subscribe', channels: ['customers'] })
  await createCustomers(2)
  await client.next('event')
  await client.next('event')
  expect(await client.ask({ type: 'subscribe', channels: ['events'], after: known })).toMatchObject({ resume: 'nothing_missed' })
})

/** Parts of a stream of server-sent events, as they come. */
async function openStream(url: string, path: string, headers: Record<string, string>) {
  const response = await fetch(url + path, { headers })
  const parts: Record<string, string>[] = []
  const read = async () => {
    let text = ''
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString()
      const whole = text.split('\n\n')
      text = whole.pop() ?? ''
      parts.push(...whole.map((part) => Object.fromEntries(part.split('\n').map((line) => line.split(/: (.*)/s)))))
    }
  }
  const ended = read().catch(() => undefined)
  const next = async (count: number) => {
    await expect.poll(() => parts.length, { timeout: 30_000 }).toBeGreaterThanOrEqual(count)
    return parts
  }
  return { response, parts, next, ended }
}

test('a stream of server-sent events brings the same, resumes by Last-Event-ID, and ends with its credential', async () => {
  const { url, key, createKey, request, createCustomers, lastEvent } = await setUp({ maxMissed: 5 })
  const admin = await createKey(['admin'])
  await createCustomers(1)
  const known = await lastEvent()
  const headers = { 'x-api-key': key }
  const first = await openStream(url, '/api/v1/events/stream?channels=customers', headers)
  expect(first.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  expect((await first.next(1))[0]).toMatchObject({ event: 'ready', id: known, retry: '3000' })
  await createCustomers(2)
  const events = (await first.next(3)).slice(1)
  const { data } = (await request('GET', '/api/v1/events?page[limit]=2', { key })).body
  expect(events.map(({ id, event, data: text }) => ({ id, event, of: JSON.parse(text ?? '').data }))).toEqual(
    data.toReversed().map(({ id, event, data: of }: Record<string, unknown>) => ({ id, event, of })),
  )
  const again = await openStream(url, '/v1/events/stream?channels=customers/2,customers/3', { ...headers, 'last-event-id': known })
  expect((await again.next(3)).map(({ event }) => event)).toEqual(['ready', 'customer.created', 'customer.created'])
  await createCustomers(5)
  const late = await openStream(url, `/api/v1/events/stream?last_event_id=${known}`, headers)
  expect((await late.next(1))[0]).toMatchObject({ event: 'reload', id: await lastEvent() })
  await request('DELETE', '/api/api-keys/1', { key: admin })
  await Promise.all([first.ended, again.ended, late.ended])
  expect(first.parts.at(-1)).toMatchObject({ event: 'error' })
})

test('a stream is refused without a credential, without the scope, and for what is no channel of events', async () => {
  const { url, createKey, request } = await setUp()
  const key = await createKey(['jobs:read'])
  const path = '/api/v1/events/stream'
  const asked = await Promise.all([
    request('GET', path),
    request('GET', path, { key }),
    request('GET', `${path}?channels=customers`, { key }),
    request('GET', `${path}?channels=rooms/a`, { key: await createKey(['admin']) }),
    request('GET', `${path}?channels=nothing`, { key }),
    request('GET', `${path}?seconds=0`, { key }),
  ])
  expect(asked.map(({ status }) => status)).toEqual([401, 403, 403, 400, 404, 400])
  const stream = await openStream(url, `${path}?channels=jobs&seconds=1`, { 'x-api-key': key })
  await stream.ended
  expect(stream.parts).toHaveLength(1)
})

test('killed and started again, the server sends what a client has missed', async () => {
  const dataDir = await createPlant()
  const first = await startServer({ dataDir })
  const key = await createPlantKey(dataDir)
  const create = (url: string, name: string) =>
    callApi(url, key, { method: 'POST', path: '/api/v1/customers', body: { name }, idempotencyKey: name })
  const before = await openLive(first.url, key)
  await before.ask({ type: 'subscribe', channels: ['customers'] })
  await create(first.url, 'seen')
  const { event } = await before.next('event')
  // A client that is away when this happens.
  before.socket.terminate()
  await delay(50)
  for (const name of ['missed-1', 'missed-2']) await create(first.url, name)
  await first.stop('SIGKILL')
  const second = await startServer({ dataDir })
  try {
    const after = await openLive(second.url, key)
    expect(await after.ask({ type: 'subscribe', channels: ['customers'], after: event.id })).toMatchObject({ resume: 'replayed' })
    await create(second.url, 'live')
    for (let count = 0; count < 3; count += 1) await after.next('event')
    expect(after.ofType('event').map((each) => each.event.data.customer.name)).toEqual(['missed-1', 'missed-2', 'live'])
  } finally {
    await second.stop()
  }
}, 60_000)
