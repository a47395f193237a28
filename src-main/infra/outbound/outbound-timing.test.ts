import { setTimeout as delay } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { createOutboundClient } from './outbound-client.ts'
import { type ConnectionMarks, type ExchangeMarks, timingOf } from './outbound-timing.ts'
import { plainWay } from './outbound-way.ts'
import { makeCertificate } from './test-certificates.ts'
import { startSink } from './test-http-sink.ts'
import { startTlsSink } from './test-tls-sink.ts'

const connection: ConnectionMarks = { begunAt: 102, lookedUpAt: 110, connectedAt: 115, readyAt: 140, requests: 1 }
const exchange: ExchangeMarks = { startedAt: 100, sentAt: 140.5, headAt: 200.25, endedAt: 210, isReused: false }

test('the parts of an exchange over a new connection follow each other', () => {
  expect(timingOf(exchange, connection, true)).toEqual({
    isReused: false,
    waitMs: 2,
    dnsMs: 8,
    connectMs: 5,
    tlsMs: 25,
    firstByteMs: 59.8,
    bodyMs: 9.8,
    totalMs: 110,
  })
})

test.each([
  [
    'over a connection that was there',
    timingOf({ ...exchange, isReused: true }, connection, true),
    { waitMs: 40.5, dnsMs: null, tlsMs: null },
  ],
  ['through a proxy', timingOf(exchange, { ...connection, lookedUpAt: null, connectedAt: null }, true), { connectMs: 38, tlsMs: null }],
  ['to an address', timingOf(exchange, { ...connection, lookedUpAt: null }, false), { dnsMs: null, connectMs: 13, tlsMs: null }],
  [
    'that never was connected',
    timingOf({ ...exchange, sentAt: null, headAt: null }, { ...connection, connectedAt: null, readyAt: null }, true),
    { dnsMs: 8, connectMs: null, tlsMs: null, firstByteMs: null, bodyMs: null, totalMs: 110 },
  ],
  ['that was refused', timingOf({ ...exchange, sentAt: null, headAt: null }, undefined, true), { waitMs: null, dnsMs: null, totalMs: 110 }],
])('of one %s only what there was has a time', (_, timing, expected) => {
  expect(timing).toMatchObject(expected)
})

/** A name that takes 30 ms to be looked up. */
function createClient() {
  const client = createOutboundClient({
    monotonicNow: () => performance.now(),
    resolve: (_, done) => void delay(30).then(() => done(null, [{ address: '127.0.0.1', family: 4 }])),
  })
  onTestFinished(() => client.close())
  return (origin: string, way = plainWay) =>
    client.post({ lane: 'test', way, origin, path: '/', headers: {}, body: Buffer.from('{}'), timeoutMs: 5_000 })
}

test('of a receiver over TLS each step is measured, and the second time the connection is there', async () => {
  const authority = await makeCertificate('Plant CA', { isAuthority: true })
  const sink = await startTlsSink({ ...(await makeCertificate('receiver.lan', { by: authority })) })
  const post = createClient()
  const way = { ...plainWay, authorities: authority.cert }
  const { timing: first } = await post(`https://receiver.lan:${sink.port}`, way)
  expect(first).toMatchObject({ isReused: false, connectMs: expect.any(Number), tlsMs: expect.any(Number), bodyMs: expect.any(Number) })
  // A timer of Node may come a millisecond early.
  expect(first.dnsMs).toBeGreaterThanOrEqual(29)
  const timing = async () => (await post(`https://receiver.lan:${sink.port}`, way)).timing
  await expect.poll(timing).toMatchObject({ isReused: true, dnsMs: null, connectMs: null, tlsMs: null, firstByteMs: expect.any(Number) })
})

test('the wait for the head and for the rest of an answer are apart', async () => {
  const sink = await startSink(() => (response) => {
    setTimeout(() => response.write('begun'), 40)
    setTimeout(() => response.end(), 100)
  })
  const { timing } = await createClient()(`http://receiver.lan:${sink.port}`)
  expect([Number(timing.firstByteMs) >= 39, Number(timing.bodyMs) >= 50, timing.tlsMs]).toEqual([true, true, null])
})

test('what is refused before it is connected has no further part', async () => {
  const { timing } = await createClient()('http://169.254.169.254')
  expect(timing).toEqual({
    isReused: false,
    waitMs: expect.any(Number),
    ...{ dnsMs: null, connectMs: null, tlsMs: null, firstByteMs: null, bodyMs: null },
    totalMs: expect.any(Number),
  })
})
