import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Received, startSink } from '../../infra/outbound/test-http-sink.ts'
import type { ConnectorFailure } from '../kit/failure.ts'
import { openTestConnector } from '../kit/test-connector.ts'
import { restConnector } from './rest.connector.ts'

const key = 'sk-plant-0123456789abcdef'

const connect = (port: number, config = {}) =>
  openTestConnector(restConnector, { config: { baseUrl: `http://127.0.0.1:${port}/api`, ...config }, credentials: { key } })

/** Answers in turn; the last one repeats. */
const inTurn =
  (...answers: readonly { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }[]) =>
  (_: Received, count: number) =>
  (response: { writeHead: (status: number, headers: Readonly<Record<string, string>>) => { end: (body?: string) => void } }) => {
    const { status, headers = {}, body } = answers[Math.min(count, answers.length) - 1] ?? { status: 200 }
    response.writeHead(status, headers).end(body)
  }

test('a body is made by its template, and the key goes where the API wants it', async () => {
  const sink = await startSink()
  const rest = connect(sink.port, { authHeader: 'X-Key', authPrefix: '' })
  const template = '{"title": {{ data.title | json }}}'
  const output = await rest.run('callApi', { path: '/orders?dry=1', headers: { 'X-Plant': '7' }, template, data: { title: 'Şerit "A"' } })
  expect(output).toEqual({ status: 200, body: '' })
  const [{ path, headers, body } = { path: '', headers: {}, body: '' }] = sink.received
  expect([path, body]).toEqual(['/api/orders?dry=1', '{"title": "Şerit \\"A\\""}'])
  expect([headers['x-key'], headers['x-plant'], headers['content-type']]).toEqual([key, '7', 'application/json'])
})

test('a template that fails is refused before anything is sent', async () => {
  const sink = await startSink()
  await expect(connect(sink.port).run('callApi', { template: '{% if %}' })).rejects.toMatchObject({ code: 'invalid_request' })
  expect(sink.received).toEqual([])
})

describe('what is sent again', () => {
  test('a read after failures of the vendor, until it works', async () => {
    const sink = await startSink(inTurn({ status: 503 }, { status: 500 }, { status: 200, body: 'ok' }))
    const rest = connect(sink.port)
    expect(await rest.run('callApi', { method: 'GET' })).toMatchObject({ status: 200 })
    expect(rest.calls.map(({ attempt, status }) => [attempt, status])).toEqual([
      [1, 503],
      [2, 500],
      [3, 200],
    ])
  })

  test('no POST that may have arrived', async () => {
    const sink = await startSink(inTurn({ status: 500 }))
    await expect(connect(sink.port).run('callApi', { method: 'POST' })).rejects.toMatchObject({ kind: 'vendor_down', mayHaveArrived: true })
    expect(sink.received).toHaveLength(1)
  })

  test('no POST whose connection broke after it was sent', async () => {
    const sink = await startSink(() => (response) => void response.destroy())
    await expect(connect(sink.port).run('callApi', { method: 'POST' })).rejects.toMatchObject({ kind: 'reset', mayHaveArrived: true })
    expect(sink.received).toHaveLength(1)
  })

  test('a POST that was turned away by a limit, after the time that the vendor names', async () => {
    const sink = await startSink(inTurn({ status: 429, headers: { 'retry-after': '0.2' } }, { status: 200 }))
    const rest = connect(sink.port)
    await rest.run('callApi', { method: 'POST' })
    const [first, second] = rest.calls
    expect(sink.received).toHaveLength(2)
    expect((second?.startedAt ?? 0) - (first?.startedAt ?? 0)).toBeGreaterThanOrEqual(195)
  })

  test('nothing whose wait is longer than a caller has patience; the failure says how long', async () => {
    const sink = await startSink(inTurn({ status: 429, headers: { 'retry-after': '3600' } }))
    await expect(connect(sink.port).run('callApi', { method: 'GET' })).rejects.toMatchObject({
      kind: 'rate_limited',
      retryAfterMs: 3_600_000,
    })
    expect(sink.received).toHaveLength(1)
  })
})

test('what the vendor says of its limits holds for the next call too', async () => {
  const reset = String(Math.ceil(Date.now() / 1_000) + 600)
  const sink = await startSink(inTurn({ status: 200, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset } }))
  const rest = connect(sink.port)
  await rest.run('callApi', { method: 'GET' })
  await expect(rest.run('callApi', { method: 'GET' })).rejects.toMatchObject({ kind: 'rate_limited', mayHaveArrived: false })
  expect(sink.received).toHaveLength(1)
})

test('a vendor that is away is left alone after some failures, without being asked', async () => {
  const sink = await startSink(() => 500)
  const rest = connect(sink.port)
  for (let count = 0; count < 6; count += 1) await rest.run('callApi', { method: 'POST' }).catch(() => undefined)
  await expect(rest.run('callApi', { method: 'POST' })).rejects.toMatchObject({ kind: 'resting', mayHaveArrived: false })
  expect(sink.received.length).toBeLessThanOrEqual(6)
})

test('refusals for a reason do not count as a vendor that is away', async () => {
  const sink = await startSink(() => 400)
  const rest = connect(sink.port)
  for (let count = 0; count < 10; count += 1) await rest.run('callApi', { method: 'POST' }).catch(() => undefined)
  expect(sink.received).toHaveLength(10)
})

describe('the kind of a failure, with the words of the vendor', () => {
  const problem = JSON.stringify({ error: { code: 21211, message: 'The number is not valid' } })

  test.each([
    [400, 'rejected'],
    [401, 'wrong_credentials'],
    [403, 'forbidden'],
    [404, 'not_found'],
    [413, 'too_large'],
    [429, 'rate_limited'],
    [500, 'vendor_down'],
    [302, 'redirect'],
  ])('%i is %s', async (status, kind) => {
    const headers = { 'content-type': 'application/json', 'retry-after': '99' }
    const sink = await startSink(inTurn({ status, headers, body: problem }))
    await expect(connect(sink.port).run('callApi', {})).rejects.toMatchObject({
      kind,
      vendor: { status, code: '21211', message: 'The number is not valid' },
    })
  })

  test('of a key that the vendor repeats nothing is told', async () => {
    const sink = await startSink(inTurn({ status: 401, body: JSON.stringify({ message: `The key ${key} is unknown` }) }))
    const failure: ConnectorFailure = await connect(sink.port)
      .run('callApi', {})
      .then(
        () => expect.unreachable(),
        (error) => error,
      )
    expect([failure.kind, JSON.stringify(failure), String(failure.message)].join()).not.toContain(key)
    expect(failure.vendor?.message).toBe('The key •••• is unknown')
  })
})

test('a TLS handshake that hangs is told as such', async () => {
  const silence = createServer((socket) => void socket.on('error', () => undefined))
  await new Promise<void>((resolve) => silence.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void silence.close())
  const { port } = silence.address() as AddressInfo // it listens on TCP
  const rest = openTestConnector(restConnector, { config: { baseUrl: `https://127.0.0.1:${port}` } })
  const { failure, steps } = await rest.test()
  expect([failure?.kind, steps.map(({ state }) => state)]).toEqual(['tls_hung', ['ok', 'ok', 'failed', 'not_reached', 'not_reached']])
}, 60_000)
