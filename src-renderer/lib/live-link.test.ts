import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createLiveLink } from './live-link.ts'

/** The browser's socket as far as the link uses it. */
class FakeSocket {
  static readonly OPEN = 1
  readonly sent: unknown[] = []
  readyState = FakeSocket.OPEN
  onopen: (() => void) | undefined
  onmessage: ((message: { data: string }) => void) | undefined
  onclose: ((event: { code: number }) => void) | undefined

  send(text: string): void {
    this.sent.push(JSON.parse(text))
  }

  close(): void {
    this.onclose?.({ code: 1006 })
  }

  hear(message: object): void {
    this.onmessage?.({ data: JSON.stringify(message) })
  }
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('WebSocket', FakeSocket)
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const ack = (lastEventId: string | null, resume?: string) => ({
  type: 'ack',
  id: null,
  channels: ['events'],
  resume,
  last_event_id: lastEventId,
})
const ready = {
  ...{ type: 'ready', connection_id: 'con_1', company: 'ozturk', environment: 'live' },
  ...{ heartbeat_seconds: 25, max_subscriptions: 200, max_message_bytes: 16_384, last_event_id: null },
}

function setUp() {
  const sockets: FakeSocket[] = []
  const heard: string[] = []
  const link = createLiveLink({
    createSocket: () => {
      const socket = new FakeSocket()
      sockets.push(socket)
      return socket as unknown as WebSocket // as far as the link uses it
    },
    listener: {
      onEvent: () => heard.push('event'),
      onChanged: (channel) => heard.push(channel),
      onReload: () => heard.push('reload'),
      onCredentialChanged: () => heard.push('credential'),
    },
    random: () => 1,
  })
  const close = link.open({ company: 'ozturk', environment: 'sandbox' }, ['events', 'changes/webhooks'])
  const current = (): FakeSocket => sockets.at(-1) as FakeSocket // opened above
  const connect = (answer: object): void => {
    current().onopen?.()
    current().hear(ready)
    current().hear(answer)
  }
  return { link, close, sockets, heard, current, connect }
}

test('it says which workspace it shows, subscribes, and tells what it hears', () => {
  const { link, heard, current, connect } = setUp()
  expect(link.state()).toBe('connecting')
  connect(ack('evt_1'))
  expect(current().sent).toEqual([
    { type: 'authenticate', company: 'ozturk', environment: 'sandbox' },
    { type: 'subscribe', channels: ['events', 'changes/webhooks'] },
  ])
  current().hear({ type: 'changed', channel: 'changes/webhooks' })
  current().hear({ type: 'of a newer server' })
  expect([link.state(), ...heard]).toEqual(['connected', 'reload', 'changes/webhooks'])
})

test('it comes back later and later, and asks for what came after the last event', () => {
  const { link, sockets, heard, current, connect } = setUp()
  connect(ack('evt_1'))
  const event = { id: 'evt_2', event: 'job.created', created_at: '2026-11-22T08:40:12.123Z', data: {} }
  current().hear({ type: 'event', record_type: 'job', record_id: 1, record_key: 'JOB-1', event })
  current().close()
  expect(link.state()).toBe('away')
  vi.advanceTimersByTime(499)
  expect(sockets).toHaveLength(1)
  vi.advanceTimersByTime(1)
  current().close()
  vi.advanceTimersByTime(999)
  expect(sockets).toHaveLength(2)
  vi.advanceTimersByTime(1)
  connect(ack('evt_2', 'nothing_missed'))
  expect(current().sent[1]).toEqual({ type: 'subscribe', channels: ['events', 'changes/webhooks'], after: 'evt_2' })
  current().close()
  vi.advanceTimersByTime(500)
  connect(ack('evt_9', 'reload'))
  expect(heard).toEqual(['reload', 'event', 'reload'])
})

test('it pings when it is quiet, and gives up a socket that does not answer', () => {
  const { link, current, connect } = setUp()
  connect(ack('evt_1'))
  vi.advanceTimersByTime(25_000)
  expect(current().sent.at(-1)).toEqual({ type: 'ping' })
  current().hear({ type: 'pong', id: null, last_event_id: 'evt_1' })
  vi.advanceTimersByTime(34_999)
  expect(link.state()).toBe('connected')
  vi.advanceTimersByTime(1)
  expect(link.state()).toBe('away')
})

test('it gives up a socket that opens and never says anything', () => {
  const { link, current } = setUp()
  current().onopen?.()
  vi.advanceTimersByTime(35_000)
  expect(link.state()).toBe('away')
})

test('a refused session is looked at again, and a closed link stays closed', () => {
  const { close, sockets, heard, current, connect } = setUp()
  connect(ack('evt_1'))
  current().onclose?.({ code: 4401 })
  expect(heard).toEqual(['reload', 'credential'])
  close()
  vi.advanceTimersByTime(60_000)
  expect(sockets).toHaveLength(1)
})
