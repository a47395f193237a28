import type { ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import { checkDestination } from '../../infra/outbound/destination.ts'
import { maxResponseBytes } from '../../infra/outbound/outbound-client.ts'
import { plainWay } from '../../infra/outbound/outbound-way.ts'
import type { Resolve } from '../../infra/outbound/resolve.ts'
import { makeCertificate, type TestCertificate } from '../../infra/outbound/test-certificates.ts'
import { startSink } from '../../infra/outbound/test-http-sink.ts'
import { startTlsSink } from '../../infra/outbound/test-tls-sink.ts'
import { isoTime } from '../../lib/identity.ts'
import { createPlant } from './test-webhook-plant.ts'
import type { WebhookCreate } from './webhooks.contract.ts'
import { webhookAttempts, webhookDeliveries } from './webhooks.table.ts'

/** A plant whose names a test moves; every other one is this machine. */
function createNamedPlant(addresses: Record<string, string> = {}) {
  const resolve: Resolve = (host, done) => done(null, [{ address: addresses[host] ?? '127.0.0.1', family: 4 }])
  const plant = createPlant({ resolve })
  return { ...plant, addresses, resolve }
}

/** Sends one event to a bad receiver and to a good one, and gives what the log has of the bad one's attempt. */
async function attemptAt(plant: ReturnType<typeof createNamedPlant>, url: string, settings: Partial<WebhookCreate> = {}) {
  const good = await startSink()
  const badId = await plant.register(url, settings)
  await plant.register(good.url)
  const dispatcher = plant.start()
  await plant.emit('job.completed')
  await expect.poll(() => plant.db.select().from(webhookDeliveries).all()).toHaveLength(2)
  expect(good.received).toHaveLength(1)
  const delivery = plant.db
    .select()
    .from(webhookDeliveries)
    .all()
    .find(({ webhookId }) => webhookId === badId)
  const attempt = plant.db
    .select()
    .from(webhookAttempts)
    .all()
    .find(({ deliveryId }) => deliveryId === delivery?.id)
  return { dispatcher, delivery, attempt, retryAt: isoTime(plant.clock.nowMs + 5_000) }
}

const authorityOf = ({ cert }: TestCertificate) => ({ tls: { authorities: cert } })

test.each([
  ['has expired', 'receiver.lan', { days: -1 }],
  ['is for another host', 'other.lan', {}],
] as const)('a certificate that %s is recorded as that and tried again', async (reason, name, validity) => {
  const authority = await makeCertificate('Plant CA', { isAuthority: true })
  const { port } = await startTlsSink({ ...(await makeCertificate(name, { by: authority, ...validity })) })
  const plant = createNamedPlant()
  const { delivery, attempt, retryAt } = await attemptAt(plant, `https://receiver.lan:${port}/`, authorityOf(authority))
  expect(attempt).toMatchObject({ errorKind: 'tls', errorMessage: expect.stringContaining(reason), responseStatus: null })
  expect(delivery).toMatchObject({ status: 'pending', nextAttemptAt: retryAt })
})

test('a certificate of an authority that nobody here trusts is recorded as that', async () => {
  const { port } = await startTlsSink({ ...(await makeCertificate('receiver.lan')) })
  const { attempt } = await attemptAt(createNamedPlant(), `https://receiver.lan:${port}/`)
  expect(attempt).toMatchObject({ errorKind: 'tls', errorMessage: expect.stringContaining('this machine does not know') })
})

test('a client certificate is shown; without it, and with one that is refused, the log says what may be wrong', async () => {
  const authority = await makeCertificate('Plant CA', { isAuthority: true })
  const server = await makeCertificate('receiver.lan', { by: authority })
  const sink = await startTlsSink({ ...server, ca: authority.cert, requestCert: true, minVersion: 'TLSv1.3' })
  const foreign = await makeCertificate('Interlock')
  const right = await makeCertificate('Interlock', { by: authority })
  for (const [client, kind] of [
    [null, 'reset'],
    [foreign, 'reset'],
    [right, null],
  ] as const) {
    const given = client && { certificate: client.cert, privateKey: client.key }
    const tls = { authorities: authority.cert, client: given }
    const { attempt } = await attemptAt(createNamedPlant(), `https://receiver.lan:${sink.port}/`, { tls })
    expect(attempt?.errorKind).toBe(kind)
    if (kind !== null) expect(attempt?.errorMessage).toContain('it may ask for a client certificate, or not accept the one it got')
  }
  expect(sink.clients).toEqual(['CN=Interlock'])
})

test.each(['169.254.169.254', '0.0.0.0', '224.0.0.1', '93.184.216.34'])(
  'a name that leads to %s is not called over http',
  async (address) => {
    const { attempt } = await attemptAt(createNamedPlant({ 'receiver.lan': address }), 'http://receiver.lan/')
    expect(attempt).toMatchObject({
      errorKind: 'address',
      errorMessage: expect.stringContaining(`points to ${address}, which was not called`),
    })
  },
)

test('an address that changes between check and connect is caught, and called again once it is back', async () => {
  const sink = await startSink()
  const plant = createNamedPlant({ 'receiver.lan': '127.0.0.1' })
  const url = `http://receiver.lan:${sink.port}/`
  await expect(checkDestination(url, { resolve: plant.resolve, way: plainWay })).resolves.toBeInstanceOf(URL)
  plant.addresses['receiver.lan'] = '169.254.169.254'
  const { attempt, dispatcher } = await attemptAt(plant, url)
  expect(attempt).toMatchObject({ errorKind: 'address' })
  expect(sink.received).toHaveLength(0)
  plant.addresses['receiver.lan'] = '127.0.0.1'
  plant.clock.nowMs += 5_000
  dispatcher.wake()
  await expect.poll(() => sink.received.length).toBe(1)
})

test('plain http into the private network is recorded as refused without the exception', async () => {
  const { attempt } = await attemptAt(createNamedPlant({ 'plc.lan': '10.20.30.40' }), 'http://plc.lan/')
  expect(attempt).toMatchObject({ errorKind: 'address', errorMessage: expect.stringContaining('no exception for plain http') })
})

test('a redirect is recorded with its target and not followed', async () => {
  const target = await startSink()
  const sink = await startSink(() => (response) => response.writeHead(302, { location: target.url }).end())
  const { attempt } = await attemptAt(createNamedPlant(), sink.url)
  expect(attempt).toMatchObject({ responseStatus: 302, errorKind: 'redirect', errorMessage: expect.stringContaining(target.url) })
  expect(target.received).toHaveLength(0)
})

test('of an answer of 100 MB the beginning is kept, and the rest is not read', async () => {
  let written = 0
  const chunk = Buffer.alloc(1024 * 1024, 'x')
  const sink = await startSink(() => (response) => {
    response.writeHead(200, { 'content-length': 100 * chunk.length })
    const more = (): void => {
      if (written === 100 || response.destroyed) return
      written += 1
      response.write(chunk, more)
    }
    more()
  })
  const { delivery, attempt } = await attemptAt(createNamedPlant(), sink.url)
  expect(delivery).toMatchObject({ status: 'delivered', responseStatus: 200 })
  expect([attempt?.isBodyCut, attempt?.responseBody?.length, written < 100]).toEqual([true, maxResponseBytes, true])
})

test.each([
  ['answers nothing', 'timeout', () => undefined],
  ['trickles', 'timeout', (response: ServerResponse) => void setInterval(() => response.write('.'), 50).unref()],
  ['closes before it answers', 'reset', (response: ServerResponse) => void response.destroy()],
  [
    'closes in the middle of its answer',
    'reset',
    (response: ServerResponse) => response.writeHead(200, { 'content-length': 10 }).write('half', () => response.destroy()),
  ],
])('a receiver that %s is recorded as %s', async (_, kind, answer) => {
  const sink = await startSink(() => answer)
  const { delivery, attempt, retryAt } = await attemptAt(createNamedPlant(), sink.url, { timeoutSeconds: 1 })
  expect(attempt?.errorKind).toBe(kind)
  expect(delivery).toMatchObject({ status: 'pending', nextAttemptAt: retryAt })
})
