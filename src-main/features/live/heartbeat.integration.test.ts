import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { createTestApp, type TestApp } from '../../app/test-app.ts'
import { defaultLiveLimits, type LiveLimits } from './live-limits.ts'
import { openLive, openSocket } from './test-live-client.ts'

const withLimits = (limits: Partial<LiveLimits>): Promise<TestApp> =>
  createTestApp({ terms: { live: { ...defaultLiveLimits, ...limits } } })

const room = 'rooms/line'
const patience = { timeout: 30_000 }

/** A client that hangs: its socket stays open, it reads, and answers no ping. */
async function openHanging(url: string, key: string): Promise<{ socket: WebSocket; pings: () => number }> {
  const socket = new WebSocket(url.replace('http', 'ws').concat('/api/ws'), { headers: { 'x-api-key': key }, autoPong: false })
  onTestFinished(() => socket.terminate())
  let pings = 0
  socket.on('ping', () => {
    pings += 1
  })
  await once(socket, 'message')
  return { socket, pings: () => pings }
}

test('a client that answers no ping is cut, leaves its rooms, and gets what it missed when it comes back', async () => {
  const app = await withLimits({ heartbeatMs: 1_000 })
  const write = await app.createKey(['admin'])
  const watcher = await openLive(app.url, write)
  await watcher.ask({ type: 'subscribe', channels: [room] })
  const key = await app.createKey(['read', 'rooms:write'])
  const { socket, pings } = await openHanging(app.url, key)
  const create = (name: string) => app.request('POST', '/api/v1/customers', { key: write, body: { name } })
  socket.send(JSON.stringify({ type: 'subscribe', channels: [room, 'customers'] }))
  const members = (): number => watcher.ofType('presence').at(-1)?.members.length
  await expect.poll(members, patience).toBe(2)
  const [code] = await once(socket, 'close')
  // Without a word, when the next ping is due after one that it left unanswered.
  expect([code, pings()]).toEqual([1006, 1])
  await expect.poll(members, patience).toBe(1)

  for (const name of ['Known', 'Missed']) await create(name)
  const { body } = await app.request('GET', '/api/v1/events?event=customer.created', { key: write })
  const back = await openLive(app.url, key)
  const answer = await back.ask({ type: 'subscribe', channels: [room, 'customers'], after: body.data[1].id })
  expect(answer).toMatchObject({ type: 'ack', resume: 'replayed', replayed: 1 })
  expect((await back.next('event')).event.data.customer.name).toBe('Missed')
  await expect.poll(members, patience).toBe(2)
})

test('a client that answers its pings stays, however long it says nothing', async () => {
  const app = await withLimits({ heartbeatMs: 1_000 })
  const quiet = await openLive(app.url, await app.createKey(['read']))
  for (let count = 0; count < 3; count += 1) await once(quiet.socket, 'ping')
  expect(await quiet.ask({ type: 'ping' })).toMatchObject({ type: 'pong' })
})

test('all connections together have a limit, whatever their credential, and who goes makes room', async () => {
  const app = await withLimits({ connections: 2 })
  const keys = [await app.createKey(['read']), await app.createKey(['read']), await app.createKey(['read'])] as const
  const first = await openLive(app.url, keys[0])
  await openLive(app.url, keys[1])
  const refused = await openSocket(app.url, { 'x-api-key': keys[2] })
  expect(await refused.next('error')).toMatchObject({ code: 'overloaded', details: { fix: expect.any(String) } })
  expect(await refused.closed).toEqual({ code: 4429, reason: 'overloaded' })
  const stream = await app.request('GET', '/api/v1/events/stream?seconds=1', { key: keys[2] })
  expect([stream.status, stream.body.code, stream.headers.get('retry-after')]).toEqual([503, 'overloaded', '30'])
  first.socket.close()
  await first.closed
  await openLive(app.url, keys[2])
})

test('a room takes so many members and no more: connections of one key are one member, and who leaves makes room', async () => {
  const app = await withLimits({ roomMembers: 2 })
  const enter = async (key: string) => {
    const client = await openLive(app.url, key)
    return { client, answer: await client.ask({ type: 'subscribe', channels: [room] }) }
  }
  const keys = [await app.createKey(['admin']), await app.createKey(['admin']), await app.createKey(['admin'])] as const
  const first = await enter(keys[0])
  const again = await enter(keys[0])
  const second = await enter(keys[1])
  expect([first, again, second].map(({ answer }) => answer.type)).toEqual(['ack', 'ack', 'ack'])
  const third = await enter(keys[2])
  expect(third.answer).toMatchObject({ type: 'error', code: 'rate_limited', details: { channel: room, limit: 2 } })
  await second.client.ask({ type: 'unsubscribe', channels: [room] })
  expect(await third.client.ask({ type: 'subscribe', channels: [room] })).toMatchObject({ type: 'ack' })
})

test('a fault while somebody is welcomed is told on the socket, which may connect again', async () => {
  // No whole number of seconds: `ready` cannot be written.
  const app = await withLimits({ heartbeatMs: 1_500 })
  const key = await app.createKey(['read'])
  const [known, unknown] = [await openSocket(app.url, { 'x-api-key': key }), await openSocket(app.url)]
  unknown.send({ type: 'authenticate', token: key })
  for (const client of [known, unknown]) {
    expect(await client.next('error')).toMatchObject({ code: 'internal_error' })
    expect(await client.closed).toEqual({ code: 1011, reason: 'internal_error' })
  }
})

test('the guide in each language names the limits that hold', () => {
  const { connections, connectionsOfCredential, subscriptions, messages, maxMessageBytes, maxBufferedBytes, roomMembers, heartbeatMs } =
    defaultLiveLimits
  const named = [connectionsOfCredential, subscriptions, messages.perSecond, roomMembers, heartbeatMs / 1_000].map(String)
  const sizes = [`${maxMessageBytes / 1_024} KB`, `${maxBufferedBytes / 1_048_576} MB`]
  for (const [suffix, language] of [
    ['', 'en'],
    ['.tr', 'tr'],
    ['.id', 'id'],
  ]) {
    const guide = readFileSync(new URL(`../../../docs/guides/live${suffix}.md`, import.meta.url), 'utf8')
    const expected = [...named, ...sizes, connections.toLocaleString(language)]
    expect(expected.filter((text) => !new RegExp(`(?<![\\d.,])${text}(?![\\d.,]\\d)`).test(guide))).toEqual([])
  }
})
