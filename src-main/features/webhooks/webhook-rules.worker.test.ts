import { expect, test } from 'vitest'
import { appendEvent } from '../../events/event-log.ts'
import { startSink } from '../../infra/outbound/test-http-sink.ts'
import { isoTime, systemActor } from '../../lib/identity.ts'
import { createPlant, testVault } from './test-webhook-plant.ts'
import { editWebhook } from './webhooks.service.ts'
import { webhookAttempts, webhookDeliveries } from './webhooks.table.ts'

type Plant = ReturnType<typeof createPlant>

const deliveries = ({ db }: Plant) => db.select().from(webhookDeliveries).orderBy(webhookDeliveries.eventSeq).all()
const statuses = (plant: Plant) => deliveries(plant).map(({ status }) => status)

/** One event of a ticket, with its priority. */
const emitTicket = ({ workspace }: Plant, id: number, priority: string, event = 'ticket.updated') =>
  workspace.write(
    (tx) => appendEvent(tx, { event, recordType: 'ticket', recordId: id, recordKey: `TCK-${id}`, data: { ticket: { id, priority } } }),
    { actor: systemActor },
  )

test('a webhook’s own schedule is kept until its retries are used up', async () => {
  const plant = createPlant()
  const sink = await startSink(() => 500)
  await plant.register(sink.url, { retryCount: 3, retrySchedule: [60, 600] })
  const dispatcher = plant.start()
  await plant.emit('job.created')
  for (const wait of [60, 600, 600]) {
    await expect.poll(() => deliveries(plant)[0]?.nextAttemptAt).toBe(isoTime(plant.clock.nowMs + wait * 1_000))
    plant.clock.nowMs += wait * 1_000
    dispatcher.wake()
  }
  await expect.poll(() => statuses(plant)).toEqual(['failed'])
  expect(sink.received).toHaveLength(4)
})

test('custom headers go out, and what is kept of them shows no secret', async () => {
  const plant = createPlant()
  const sink = await startSink()
  const headers = [
    { name: 'X-Plant', value: 'Bursa', secret: null },
    { name: 'Authorization', value: null, secret: 'Bearer hunter22' },
  ]
  const id = await plant.register(sink.url, { headers })
  const dispatcher = plant.start()
  await plant.emit('job.created')
  await expect.poll(() => statuses(plant)).toEqual(['delivered'])
  expect(sink.received[0]?.headers).toMatchObject({ 'x-plant': 'Bursa', authorization: 'Bearer hunter22' })
  const kept = plant.db.select().from(webhookAttempts).all()[0]?.requestHeaders ?? ''
  expect(JSON.parse(kept)).toMatchObject({ 'X-Plant': 'Bursa', Authorization: '••••' })
  const shownAgain = [{ name: 'authorization', value: null, secret: null }]
  await plant.workspace.write((tx) => editWebhook(tx, id, { headers: shownAgain }, testVault.seal), { actor: systemActor })
  dispatcher.reload()
  await plant.emit('job.created')
  await expect.poll(() => sink.received.length).toBe(2)
  expect(sink.received[1]?.headers).toMatchObject({ authorization: 'Bearer hunter22' })
  expect(sink.received[1]?.headers['x-plant']).toBeUndefined()
})

test('of events with the same name only those arrive that the filter holds for', async () => {
  const plant = createPlant()
  const sink = await startSink()
  await plant.register(sink.url, { events: ['ticket.*'], filter: 'data.ticket.priority = "high"' })
  plant.start()
  for (const [id, priority] of ['low', 'high', 'low', 'high'].entries()) await emitTicket(plant, id + 1, priority)
  await expect.poll(() => statuses(plant)).toEqual(['delivered', 'delivered'])
  expect(deliveries(plant).map(({ recordKey }) => recordKey)).toEqual(['TCK-2', 'TCK-4'])
})

test('no more attempts run at a time than were allowed, retries among them', async () => {
  const plant = createPlant()
  let running = 0
  let most = 0
  const sink = await startSink((_, count) => (response) => {
    running += 1
    most = Math.max(most, running)
    setTimeout(() => {
      running -= 1
      response.writeHead(count % 3 === 0 ? 500 : 200).end()
    }, 5)
  })
  await plant.register(sink.url, { maxConcurrent: 2, retrySchedule: [1] })
  const dispatcher = plant.start()
  await plant.emit(...Array.from({ length: 40 }, () => 'job.created'))
  await expect.poll(() => deliveries(plant).length).toBe(40)
  plant.clock.nowMs += 2_000
  dispatcher.wake()
  await expect.poll(() => sink.received.length).toBeGreaterThan(50)
  expect(most).toBe(2)
})

test('attempts begin no faster than the rate, and the timer goes on with them', async () => {
  const plant = createPlant()
  const sink = await startSink()
  await plant.register(sink.url, { ratePerSecond: 2 })
  const dispatcher = plant.start()
  await plant.emit(...Array.from({ length: 4 }, () => 'job.created'))
  for (const count of [1, 2, 3, 4]) {
    await expect.poll(() => statuses(plant).length).toBe(count)
    plant.clock.nowMs += 499
    dispatcher.wake()
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(sink.received).toHaveLength(count)
    // No wake: the timer that waits for the rate looks again by itself.
    plant.clock.nowMs += 1
  }
})

test('where order is kept, a failed event holds later ones of its record only, also over a restart', async () => {
  const plant = createPlant()
  let isBroken = true
  const sink = await startSink(({ body }) => (isBroken && body.includes('"id":1,') ? 500 : 200))
  await plant.register(sink.url, { isOrdered: true })
  const first = plant.start()
  await emitTicket(plant, 1, 'one')
  await expect.poll(() => statuses(plant)).toEqual(['pending'])
  for (const priority of ['two', 'three']) await emitTicket(plant, 1, priority)
  await emitTicket(plant, 2, 'other')
  await expect.poll(() => statuses(plant)).toEqual(['pending', 'pending', 'pending', 'delivered'])
  expect(deliveries(plant).map(({ attemptNumber }) => attemptNumber)).toEqual([1, 0, 0, 1])
  await first.stop()
  isBroken = false
  plant.clock.nowMs += 5_000
  plant.start()
  await expect.poll(() => statuses(plant)).toEqual(['delivered', 'delivered', 'delivered', 'delivered'])
  const arrived = sink.received.map(({ body }) => JSON.parse(body).data.ticket)
  expect(arrived.filter(({ id }) => id === 1).map(({ priority }) => priority)).toEqual(['one', 'one', 'two', 'three'])
})

test('where order is kept, what was given up holds nothing any more', async () => {
  const plant = createPlant()
  const sink = await startSink(({ body }) => (body.includes('"poison"') ? 500 : 200))
  await plant.register(sink.url, { isOrdered: true, retryCount: 1 })
  const dispatcher = plant.start()
  for (const priority of ['poison', 'after']) await emitTicket(plant, 1, priority)
  await expect.poll(() => statuses(plant)).toEqual(['pending', 'pending'])
  plant.clock.nowMs += 5_000
  dispatcher.wake()
  await expect.poll(() => statuses(plant)).toEqual(['failed', 'delivered'])
})

test('in order under load: a receiver that fails at random sees the events of each record one after the other', async () => {
  const plant = createPlant()
  const sink = await startSink((_, count) => (count % 4 === 0 ? 500 : 200))
  await plant.register(sink.url, { isOrdered: true, retrySchedule: [1], retryCount: 20 })
  const dispatcher = plant.start()
  for (let step = 0; step < 8; step += 1) for (let id = 1; id <= 5; id += 1) await emitTicket(plant, id, String(step))
  await expect
    .poll(
      () => {
        plant.clock.nowMs += 2_000
        dispatcher.wake()
        return statuses(plant).filter((status) => status === 'delivered').length
      },
      { timeout: 30_000 },
    )
    .toBe(40)
  for (let id = 1; id <= 5; id += 1) {
    const seen = sink.received.map(({ body }) => JSON.parse(body).data.ticket).filter((ticket) => ticket.id === id)
    const firsts = [...new Set(seen.map(({ priority }) => priority))]
    expect(firsts).toEqual(['0', '1', '2', '3', '4', '5', '6', '7'])
    expect(seen.map(({ priority }) => Number(priority))).toEqual(seen.map(({ priority }) => Number(priority)).toSorted((a, b) => a - b))
  }
}, 40_000)

test('an endpoint that is overloaded is left alone for as long as it asks, its retries too', async () => {
  const plant = createPlant()
  const sink = await startSink(
    (_, count) => (response) => response.writeHead(count === 1 ? 429 : 200, count === 1 ? { 'retry-after': '60' } : {}).end(),
  )
  await plant.register(sink.url, { maxConcurrent: 1 })
  const dispatcher = plant.start()
  await plant.emit('job.created', 'job.created')
  await expect.poll(() => statuses(plant)).toEqual(['pending'])
  plant.clock.nowMs += 59_000
  dispatcher.wake()
  await new Promise((resolve) => setTimeout(resolve, 60))
  expect(sink.received).toHaveLength(1)
  plant.clock.nowMs += 10_000
  dispatcher.wake()
  await expect.poll(() => statuses(plant)).toEqual(['delivered', 'delivered'])
})

test('a dead endpoint is called ten times and then left alone; what comes meanwhile waits in the log', async () => {
  const plant = createPlant()
  const sink = await startSink(() => 500)
  await plant.register(sink.url)
  plant.start()
  await plant.emit(...Array.from({ length: 200 }, () => 'job.created'))
  await expect.poll(() => deliveries(plant).length).toBeGreaterThanOrEqual(10)
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(sink.received.length).toBeLessThan(15)
})
