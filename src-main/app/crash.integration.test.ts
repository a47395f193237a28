import { setTimeout as delay } from 'node:timers/promises'
import { expect, onTestFailed, test } from 'vitest'
import { entries, readyUrl, runInterlock, startNode, startServer, stop } from '../../scripts/interlock-process.ts'
import { type Answer, callApi, createPlant, createPlantKey, createSink, listAll } from './test-plant.ts'

const kills = 20
const writerCount = 3

/** What the clients know: the server at its present address, and when to stop. */
interface Plant {
  url: string
  isEnding: boolean
  readonly key: string
}

/** What one client was told is done. */
interface Acknowledged {
  readonly jobs: { readonly id: number; readonly reference: string; status: string }[]
  readonly invoiceKeys: string[]
}

/** A small seeded generator (mulberry32), so that a failure can be run again. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Sends a write until it is answered, always with the same idempotency key: the answer to an earlier attempt may have been lost. */
async function sendUntilAnswered(plant: Plant, request: { path: string; body: unknown; idempotencyKey: string }): Promise<Answer> {
  for (;;) {
    const answer = await callApi(plant.url, plant.key, { ...request, method: 'POST' }).catch(() => undefined)
    if (answer !== undefined && answer.status < 300) return answer
    if (answer !== undefined && answer.status !== 503)
      throw new Error(`${request.path} answered ${answer.status}: ${JSON.stringify(answer.body)}`)
    await delay(20)
  }
}

/** A client that creates jobs and carries some of them on, until the plant ends. */
async function runWriter(plant: Plant, options: { name: string; customerId: number; random: () => number }): Promise<Acknowledged> {
  const { name, customerId, random } = options
  const acknowledged: Acknowledged = { jobs: [], invoiceKeys: [] }
  let writes = 0
  const send = (path: string, body: unknown) => sendUntilAnswered(plant, { path, body, idempotencyKey: `${name}-${++writes}` })
  while (!plant.isEnding) {
    const reference = `${name}-${acknowledged.jobs.length}`
    const line = { description: 'Work', quantity: 1.5, unit: 'h', unit_price: 10_000, tax_rate: 20 }
    const { body } = await send('/api/v1/jobs', { title: 'Job', customer_id: customerId, reference, lines: [line] })
    const job = { id: body.id, reference, status: 'draft' }
    acknowledged.jobs.push(job)
    if (random() < 0.5) continue
    for (const to of ['in_progress', 'completed']) {
      const moved = await send(`/api/v1/jobs/${job.id}/transitions`, { to })
      job.status = moved.body.status
    }
    if (random() < 0.5) continue
    const invoice = await send('/api/v1/invoices', { job_ids: [job.id] })
    acknowledged.invoiceKeys.push(invoice.body.invoice_key)
    job.status = 'invoiced'
  }
  return acknowledged
}

/** Starts the server and kills it at a random moment, now and then before it is even ready. */
async function runAndKill(plant: Plant, options: { dataDir: string; random: () => number; isEarly: boolean }): Promise<void> {
  const { dataDir, random, isEarly } = options
  const server = startNode([entries.source, 'serve', '--data-dir', dataDir, '--port', '0', '--log-level', 'error'])
  const ready = readyUrl(server)
  if (isEarly) ready.catch(() => undefined)
  else plant.url = await ready
  await delay(random() * (isEarly ? 500 : 600))
  const ended = await stop(server, 'SIGKILL')
  // Anything else would mean that it fell by itself.
  expect({ signal: ended.signal, stderr: ended.stderr }).toEqual({ signal: 'SIGKILL', stderr: '' })
}

/** More writes a minute than a company may make unless its admin allows it. */
async function liftLimits(plant: Plant): Promise<void> {
  const body = { allowed_origins: [], reads_per_minute: 1_000_000, writes_per_minute: 1_000_000, version: 0 }
  const { status } = await callApi(plant.url, plant.key, { method: 'PUT', path: '/api/company/api-access', body })
  expect(status).toBe(200)
}

async function registerWebhook(plant: Plant, url: string): Promise<string> {
  const { body } = await callApi(plant.url, plant.key, {
    method: 'POST',
    path: '/api/webhooks',
    body: { name: 'sink', url, events: ['*'] },
  })
  return body.secret
}

test('killed 20 times while clients write, it keeps every acknowledged write once and delivers every event', {
  timeout: 150_000,
}, async () => {
  const seed = Number(process.env['INTERLOCK_CRASH_SEED'] ?? Date.now() % 2 ** 31)
  onTestFailed(() => void process.stderr.write(`Run it again with INTERLOCK_CRASH_SEED=${seed}\n`))
  const random = createRandom(seed)
  const dataDir = await createPlant()
  const sink = await createSink()
  const first = await startServer({ dataDir })
  const plant: Plant = { url: first.url, isEnding: false, key: await createPlantKey(dataDir) }
  await liftLimits(plant)
  sink.expectSecret(await registerWebhook(plant, sink.url))
  const customer = await sendUntilAnswered(plant, { path: '/api/v1/customers', body: { name: 'Customer' }, idempotencyKey: 'customer' })
  const writers = Array.from({ length: writerCount }, (_, index) =>
    runWriter(plant, { name: `writer${index}`, customerId: customer.body.id, random: createRandom(seed + index + 1) }),
  )
  // A client that fails is reported below, when all of them are awaited.
  for (const writer of writers) writer.catch(() => undefined)
  await first.stop('SIGKILL')
  for (let round = 1; round < kills; round += 1) await runAndKill(plant, { dataDir, random, isEarly: round % 5 === 0 })

  const last = await startServer({ dataDir })
  plant.url = last.url
  plant.isEnding = true
  const acknowledged = await Promise.all(writers)
  const list = (path: string) => listAll(last.url, plant.key, path)

  const [jobs, invoices, events] = [await list('/api/v1/jobs'), await list('/api/v1/invoices'), await list('/api/v1/events')]
  const told = acknowledged.flatMap((client) => client.jobs).toSorted((a, b) => a.id - b.id)
  expect(told.length).toBeGreaterThan(kills)
  expect(jobs.map(({ id, reference, status }) => ({ id, reference, status })).toSorted((a, b) => a.id - b.id)).toEqual(told)

  const keys = invoices.map(({ invoice_key }) => invoice_key).toSorted()
  expect(keys).toEqual(acknowledged.flatMap((client) => client.invoiceKeys).toSorted())
  expect(keys.map((key) => Number(key.split('-')[2]))).toEqual(keys.map((_, index) => index + 1))

  const created = events.filter(({ event }) => event === 'job.created').map(({ record_id }) => record_id)
  expect(created.toSorted((a, b) => a - b)).toEqual(told.map(({ id }) => id))

  const logged = new Map(events.map(({ id, event, created_at, data }) => [id, { id, event, created_at, data }]))
  await expect.poll(() => logged.size - sink.received.size, { timeout: 30_000, interval: 100 }).toBe(0)
  expect(new Map([...sink.received].map(([id, body]) => [id, JSON.parse(body)]))).toEqual(logged)
  expect(sink.faults).toEqual([])

  expect((await last.stop()).exitCode).toBe(0)
  const doctor = await runInterlock(['doctor', '--data-dir', dataDir, '--port', '0'])
  expect(doctor).toMatchObject({ exitCode: 0, stderr: '' })
})
