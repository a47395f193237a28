import { createServer, type ServerResponse } from 'node:http'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createOutboundClient, maxResponseBytes, type OutboundRequest } from './outbound-client.ts'
import { plainWay } from './outbound-way.ts'
import type { Resolve } from './resolve.ts'
import { startSink } from './test-http-sink.ts'

function createClient(resolve?: Resolve) {
  const client = createOutboundClient({ monotonicNow: () => performance.now(), ...(resolve === undefined ? {} : { resolve }) })
  onTestFinished(() => client.close())
  const post = (url: string, timeoutMs = 5_000, way = plainWay) => {
    const { origin, pathname } = new URL(url)
    const request: OutboundRequest = {
      lane: 'test',
      way,
      origin,
      path: pathname,
      headers: { 'X-Test': '1' },
      body: Buffer.from('{}'),
      timeoutMs,
    }
    return client.post(request)
  }
  return { client, post }
}

test('an answer comes back with status, headers and body', async () => {
  const sink = await startSink(() => (response) => response.writeHead(202, { 'x-answer': 'yes' }).end('thanks'))
  expect(await createClient().post(sink.url)).toMatchObject({
    status: 202,
    headers: { 'x-answer': 'yes' },
    body: 'thanks',
    isBodyCut: false,
    error: null,
  })
})

test('of an endless answer 64 KiB are read and the connection ends', async () => {
  let isClosed = false
  const sink = await startSink(() => (response) => {
    const more = (): void => void (response.destroyed || response.write('x'.repeat(16_384), () => setImmediate(more)))
    response.on('close', () => {
      isClosed = true
    })
    more()
  })
  const result = await createClient().post(sink.url)
  expect(result).toMatchObject({ status: 200, isBodyCut: true, error: null })
  expect(result.body).toHaveLength(maxResponseBytes)
  await expect.poll(() => isClosed).toBe(true)
})

test('a redirect is an answer and nothing more', async () => {
  const target = await startSink()
  const sink = await startSink(() => (response) => response.writeHead(307, { location: target.url }).end())
  expect(await createClient().post(sink.url)).toMatchObject({ status: 307, error: null })
  expect(target.received).toEqual([])
})

test.each([
  ['no answer', () => undefined],
  ['an answer that trickles', (response: ServerResponse) => void setInterval(() => response.write('.'), 20).unref()],
])('%s ends with the timeout', async (_, answer) => {
  const sink = await startSink(() => answer)
  expect(await createClient().post(sink.url, 200)).toMatchObject({ error: { kind: 'timeout' } })
})

test('each way to fail has its name', async () => {
  const unused = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => unused.once('listening', resolve))
  const { port } = unused.address() as AddressInfo // a TCP server's address is always one
  await new Promise((resolve) => unused.close(resolve))
  const rude = createTcpServer((socket) => socket.on('error', () => undefined).destroy()).listen(0, '127.0.0.1')
  await new Promise((resolve) => rude.once('listening', resolve))
  onTestFinished(() => void rude.close())
  const { post } = createClient((host, done) => done(Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' }), []))
  expect((await post(`http://127.0.0.1:${port}/`)).error?.kind).toBe('refused')
  expect((await post(`http://127.0.0.1:${(rude.address() as AddressInfo).port}/`)).error?.kind).toBe('reset') // as above
  expect((await post('http://nowhere.lan/')).error?.kind).toBe('dns')
  expect((await post('https://169.254.169.254/latest')).error?.kind).toBe('address')
})

test('plain http where TLS is expected is a TLS failure', async () => {
  const sink = await startSink()
  expect((await createClient().post(`https://127.0.0.1:${sink.port}/`)).error?.kind).toBe('tls')
})

test('a name that moved to a forbidden or, over http, public address is not called', async () => {
  for (const address of ['169.254.169.254', '0.0.0.0', '93.184.216.34']) {
    const { post } = createClient((_, done) => done(null, [{ address, family: 4 }]))
    expect((await post('http://receiver.lan/')).error).toMatchObject({ kind: 'address' })
  }
})

test('what a connection refuses, it says', async () => {
  const unlisted = { ...plainWay, company: { ...plainWay.company, privateNetworks: ['192.168.0.0/16'] } }
  const { post } = createClient((_, done) => done(null, [{ address: '10.0.0.5', family: 4 }]))
  const messages = [await post('http://receiver.lan/'), await post('https://receiver.lan/', 5_000, unlisted), await post('http://8.8.8.8/')]
  expect(messages.map(({ error }) => error?.message)).toEqual([
    'receiver.lan points to 10.0.0.5, which was not called: there is no exception for plain http in the private network.',
    'receiver.lan points to 10.0.0.5, which was not called: the company does not list it among the private networks that may be called.',
    '8.8.8.8 was not called: addresses of the internet are called over https only.',
  ])
})

test('another way ends the connections of the one before, and what runs on them finishes', async () => {
  const sockets = new Set<unknown>()
  const sink = await startSink((_, count) => (response) => {
    sockets.add(response.socket)
    if (count > 1) response.end()
    else setTimeout(() => response.end(), 50)
  })
  const { client, post } = createClient()
  const running = post(sink.url)
  await expect.poll(() => sink.received.length).toBe(1)
  expect(await post(sink.url, 5_000, { ...plainWay })).toMatchObject({ status: 200 })
  expect(await running).toMatchObject({ status: 200 })
  expect(sockets.size).toBe(2)
  await client.close()
})

test('a name is called at the address that was checked', async () => {
  const sink = await startSink()
  const { post } = createClient((_, done) => done(null, [{ address: '127.0.0.1', family: 4 }]))
  expect(await post(`http://receiver.lan:${sink.port}/`)).toMatchObject({ status: 200 })
  expect(sink.received[0]?.headers.host).toBe(`receiver.lan:${sink.port}`)
})

test('a dropped lane ends what runs on it as aborted', async () => {
  const sink = await startSink(() => () => undefined)
  const { client, post } = createClient()
  const running = post(sink.url)
  await expect.poll(() => sink.received.length).toBe(1)
  client.drop('test')
  expect((await running).error?.kind).toBe('aborted')
})
