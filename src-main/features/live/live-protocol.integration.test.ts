import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createTestApp, type TestApp } from '../../app/test-app.ts'
import { defaultLiveLimits, type LiveLimits } from './live-limits.ts'
import { openLive, openSocket } from './test-live-client.ts'

const withLimits = (limits: Partial<LiveLimits>): Promise<TestApp> =>
  createTestApp({ terms: { live: { ...defaultLiveLimits, ...limits } } })

const createCustomer = (app: TestApp, key: string, body: object) => app.request('POST', '/api/v1/customers', { key, body })

test('what is no message, no channel or not allowed is refused, and says what to do', async () => {
  const { url, createKey } = await createTestApp()
  const client = await openLive(url, await createKey(['jobs:read', 'rooms:read']))
  const refusals = [
    { type: 'subscribe', channels: ['nothing'] },
    { type: 'subscribe', channels: ['jobs/CUS-1'] },
    { type: 'subscribe', channels: ['jobs', 'customers'] },
    { type: 'subscribe', channels: ['events'] },
    { type: 'subscribe', channels: ['changes/requests'] },
    { type: 'subscribe', channels: [] },
    { type: 'dance' },
    { type: 'publish', channel: 'rooms/line', data: {} },
    { type: 'publish', channel: 'jobs', data: {} },
  ]
  const codes = []
  for (const message of refusals) {
    const answer = await client.ask(message)
    expect(answer).toMatchObject({ type: 'error', details: { fix: expect.any(String) } })
    codes.push(answer.code)
  }
  expect(codes).toEqual([
    'not_found',
    'not_found',
    'forbidden',
    'forbidden',
    'forbidden',
    'invalid_request',
    'invalid_request',
    'forbidden',
    'forbidden',
  ])
  for (const text of ['{', '[]', '"x"', '1']) client.send(text)
  await expect.poll(() => client.ofType('error').length, { timeout: 30_000 }).toBe(refusals.length + 4)
  expect(await client.ask({ type: 'subscribe', channels: ['jobs'] })).toMatchObject({ type: 'ack', channels: ['jobs'] })
})

test('keys and alarms have channels like record types, by the scopes that their lists need', async () => {
  const { url, createKey } = await createTestApp()
  const client = await openLive(url, await createKey(['alarms:read']))
  expect(await client.ask({ type: 'subscribe', channels: ['alarms', 'alarms/ALM-3'] })).toMatchObject({ type: 'ack' })
  expect(await client.ask({ type: 'subscribe', channels: ['api_keys'] })).toMatchObject({
    code: 'forbidden',
    details: { scope: 'api_keys:read' },
  })
})

test('nothing passes between companies, nor between live and sandbox', async () => {
  const app = await createTestApp()
  const other = await app.addCompany('Other Plant')
  const own = await app.createKey(['admin'])
  const strangers = [await app.createKey(['admin'], { company: other }), await app.createKey(['admin'], { environment: 'sandbox' })]
  const clients = await Promise.all(strangers.map((key) => openLive(app.url, key)))
  for (const client of clients) await client.ask({ type: 'subscribe', channels: ['events', 'customers', 'customers/1', 'rooms/line'] })
  const inside = await openLive(app.url, own)
  await inside.ask({ type: 'subscribe', channels: ['customers', 'rooms/line'] })
  await createCustomer(app, own, { name: 'Ours' })
  await inside.ask({ type: 'publish', channel: 'rooms/line', data: { secret: true } })
  await inside.next('event')
  for (const [index, client] of clients.entries()) {
    await createCustomer(app, strangers[index] ?? '', { name: 'Theirs' })
    await client.next('event')
    expect(client.ofType('event').map(({ event }) => event.data.customer.name)).toEqual(['Theirs'])
    expect([client.ofType('message'), client.ofType('presence').every(({ members }) => members.length === 1)]).toEqual([[], true])
  }
})

test('a room tells who is in it and passes on what they say', async () => {
  const { url, createKey } = await createTestApp()
  const [writer, reader] = [await openLive(url, await createKey(['rooms:write'])), await openLive(url, await createKey(['rooms:read']))]
  await writer.ask({ type: 'subscribe', channels: ['rooms/line-1'] })
  await reader.ask({ type: 'subscribe', channels: ['rooms/line-1'] })
  const members = () =>
    writer
      .ofType('presence')
      .at(-1)
      ?.members.map(({ id }: { id: number }) => id)
  await expect.poll(members, { timeout: 30_000 }).toEqual([1, 2])
  await writer.ask({ type: 'publish', channel: 'rooms/line-1', data: { speed_now: 12 } })
  expect(await reader.next('message')).toMatchObject({ channel: 'rooms/line-1', from: { type: 'api_key', id: 1 }, data: { speed_now: 12 } })
  expect(writer.ofType('message')).toEqual([])
  reader.socket.close()
  await expect.poll(members, { timeout: 30_000 }).toEqual([1])
})

test('a list without events says that it changed', async () => {
  const app = await createTestApp()
  const key = await app.createKey(['admin'])
  const client = await openLive(app.url, key)
  await client.ask({ type: 'subscribe', channels: ['changes/requests', 'changes/webhooks', 'changes/api_keys'] })
  await app.request('POST', '/api/webhooks', { key, body: { name: 'MES', url: 'http://127.0.0.1:9/', events: ['job.*'] } })
  const changed = () => new Set(client.ofType('changed').map(({ channel }) => channel))
  await expect.poll(() => changed().size, { timeout: 30_000 }).toBe(3)
})

test('more subscriptions, connections or messages than allowed, and larger ones, are refused', async () => {
  const app = await withLimits({ subscriptions: 2, connectionsOfCredential: 2, messages: { atOnce: 5, perSecond: 0.1 } })
  const key = await app.createKey(['admin'])
  const [first, second] = [await openLive(app.url, key), await openLive(app.url, key)]
  expect(await first.ask({ type: 'subscribe', channels: ['jobs', 'customers', 'assets'] })).toMatchObject({
    type: 'error',
    code: 'rate_limited',
  })
  const third = await openLive(app.url, await app.createKey(['admin']))
  third.send(JSON.stringify({ type: 'ping', id: 'x'.repeat(20_000) }))
  expect((await third.closed).code).toBe(1009)
  for (let count = 0; count < 6; count += 1) second.send({ type: 'ping' })
  expect(await second.closed).toEqual({ code: 4429, reason: 'rate_limited' })
  const fourth = await openLive(app.url, key)
  expect(fourth.ofType('ready')).toHaveLength(1)
  const refused = await openSocket(app.url, { 'x-api-key': key })
  expect(await refused.closed).toEqual({ code: 4429, reason: 'rate_limited' })
})

/** A client that opens a socket, enters a room and never reads again. */
async function openDeaf(app: TestApp, key: string, room: string): Promise<void> {
  const { hostname, port, host } = new URL(app.url)
  const socket = connect(Number(port), hostname)
  onTestFinished(() => void socket.destroy())
  // It is cut.
  socket.on('error', () => undefined)
  const head = ['GET /api/ws HTTP/1.1', `Host: ${host}`, 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13']
  socket.write(`${[...head, 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', `X-API-Key: ${key}`].join('\r\n')}\r\n\r\n`)
  await once(socket, 'data')
  socket.pause()
  const text = Buffer.from(JSON.stringify({ type: 'subscribe', channels: [room] }))
  // A text frame with a mask of zeros (RFC 6455, 5.2).
  socket.write(Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), text]))
}

test('a client that does not read is cut; the others get everything', async () => {
  const app = await withLimits({ maxBufferedBytes: 1_000_000, maxMessageBytes: 600_000, messages: { atOnce: 1_000, perSecond: 1_000 } })
  const room = 'rooms/line'
  const [speaker, reader] = [
    await openLive(app.url, await app.createKey(['admin'])),
    await openLive(app.url, await app.createKey(['admin'])),
  ]
  for (const client of [speaker, reader]) await client.ask({ type: 'subscribe', channels: [room] })
  await openDeaf(app, await app.createKey(['read']), room)
  const members = () => reader.ofType('presence').at(-1)?.members.length
  await expect.poll(members, { timeout: 30_000 }).toBe(3)
  const rounds = 60 // more than the buffers of the operating system take
  for (let round = 0; round < rounds; round += 1) {
    await speaker.ask({ type: 'publish', channel: room, data: { text: 'n'.repeat(500_000) } })
    await reader.next('message')
  }
  await expect.poll(members, { timeout: 30_000 }).toBe(2)
  expect(reader.ofType('message')).toHaveLength(rounds)
})
