import { createHmac } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { listNewestEvents } from '../../events/event-log.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import { startSink } from '../../infra/outbound/test-http-sink.ts'
import { isoTime, systemActor } from '../../lib/identity.ts'
import { createPlant, testSecret, testVault } from './test-webhook-plant.ts'
import { editWebhook, removeWebhook, rotateSecret } from './webhooks.service.ts'
import { findWebhook } from './webhooks.store.ts'
import { webhookAttempts, webhookDeliveries } from './webhooks.table.ts'

type Plant = ReturnType<typeof createPlant>

const deliveries = ({ db }: Plant) => db.select().from(webhookDeliveries).orderBy(webhookDeliveries.id).all()
const attempts = ({ db }: Plant) => db.select().from(webhookAttempts).orderBy(webhookAttempts.id).all()
const statuses = (plant: Plant) => deliveries(plant).map(({ status }) => status)
const change = (plant: Plant, id: number, body: Parameters<typeof editWebhook>[2]) =>
  plant.workspace.write((tx) => editWebhook(tx, id, body, testVault.seal), { actor: systemActor })

test('an event arrives signed, with its id and type, and is recorded with request and answer', async () => {
  const plant = createPlant()
  const sink = await startSink(() => (response) => response.writeHead(200, { 'x-answer': 'yes' }).end('thanks'))
  const id = await plant.register(sink.url)
  plant.start()
  const [eventId] = await plant.emit('job.completed')
  await expect.poll(() => statuses(plant)).toEqual(['delivered'])

  const [received] = sink.received
  expect(JSON.parse(received?.body ?? '')).toEqual({
    id: eventId,
    event: 'job.completed',
    created_at: '2026-11-22T08:00:00.000Z',
    data: { job: { id: 1 }, changed_by: { id: 0, type: 'system', name: 'Interlock' } },
  })
  const time = Date.parse('2026-11-22T08:00:00.000Z') / 1000
  const digest = createHmac('sha256', testSecret).update(`${time}.${received?.body}`).digest('hex')
  expect(received?.headers).toMatchObject({
    'content-type': 'application/json',
    'user-agent': 'Interlock/1.2.3',
    'x-event-id': eventId,
    'x-event-type': 'job.completed',
    'x-delivery-attempt': '1',
    'x-signature': `t=${time},v1=${digest}`,
    'webhook-id': eventId,
    'webhook-timestamp': String(time),
  })
  expect(deliveries(plant)).toMatchObject([
    { webhookId: id, eventSeq: 1, eventId, recordKey: 'JOB-1', attemptNumber: 1, nextAttemptAt: null, responseStatus: 200, isTest: false },
  ])
  expect(attempts(plant)).toMatchObject([{ responseStatus: 200, responseBody: 'thanks', errorKind: null, isManual: false }])
  expect(JSON.parse(attempts(plant)[0]?.requestHeaders ?? '')['X-Signature']).toBe(`t=${time},v1=${digest}`)
  expect(findWebhook(plant.db, id)?.cursorSeq).toBe(1)
})

test('a webhook gets what its patterns mean and nothing from before it was registered', async () => {
  const plant = createPlant()
  const sink = await startSink()
  await plant.emit('job.created')
  await plant.register(`${sink.url}/jobs`, { events: ['job.*'] })
  await plant.register(`${sink.url}/one`, { events: ['customer.created', 'job.completed'] })
  plant.start()
  await plant.emit('job.completed', 'customer.created', 'customer.updated', 'jobs.other')
  await expect.poll(() => sink.received.length).toBe(3)
  expect(sink.received.map(({ path, headers }) => `${path} ${headers['x-event-type']}`).toSorted()).toEqual([
    '/hook/jobs job.completed',
    '/hook/one customer.created',
    '/hook/one job.completed',
  ])
})

test('a failed attempt is tried again when it is due, with the same id and a new signature', async () => {
  const plant = createPlant()
  const sink = await startSink((_, count) => (count < 3 ? 500 : 200))
  await plant.register(sink.url)
  const dispatcher = plant.start()
  const [eventId] = await plant.emit('job.completed')
  await expect.poll(() => deliveries(plant)).toMatchObject([{ status: 'pending', nextAttemptAt: isoTime(plant.clock.nowMs + 5_000) }])
  plant.clock.nowMs += 4_999
  dispatcher.wake()
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(sink.received).toHaveLength(1)
  plant.clock.nowMs += 1
  dispatcher.wake()
  await expect.poll(() => deliveries(plant)[0]?.nextAttemptAt).toBe(isoTime(plant.clock.nowMs + 300_000))
  plant.clock.nowMs += 300_000
  dispatcher.wake()
  await expect.poll(() => statuses(plant)).toEqual(['delivered'])
  expect(sink.eventIds()).toEqual([eventId, eventId, eventId])
  expect(sink.received.map(({ headers }) => headers['x-delivery-attempt'])).toEqual(['1', '2', '3'])
  expect(new Set(sink.received.map(({ headers }) => headers['x-signature'])).size).toBe(3)
  expect(attempts(plant).map(({ errorKind }) => errorKind)).toEqual(['http', 'http', null])
})

test('when the retries are used up the delivery has failed', async () => {
  const plant = createPlant()
  const sink = await startSink(() => 500)
  await plant.register(sink.url, { retryCount: 1 })
  const dispatcher = plant.start()
  await plant.emit('job.completed')
  await expect.poll(() => statuses(plant)).toEqual(['pending'])
  plant.clock.nowMs += 5_000
  dispatcher.wake()
  await expect.poll(() => statuses(plant)).toEqual(['failed'])
  expect(attempts(plant)).toHaveLength(2)
})

test('a retry that was planned before a restart is made after it', async () => {
  const plant = createPlant()
  const sink = await startSink((_, count) => (count === 1 ? 503 : 200))
  await plant.register(sink.url)
  const first = plant.start()
  await plant.emit('job.completed')
  await expect.poll(() => statuses(plant)).toEqual(['pending'])
  await first.stop()
  plant.clock.nowMs += 60_000
  plant.start()
  await expect.poll(() => statuses(plant)).toEqual(['delivered'])
})

test('an endpoint that hangs or is dead delays no other', async () => {
  const plant = createPlant()
  const hanging = await startSink(() => () => undefined)
  const healthy = await startSink()
  const [hangingId] = [await plant.register(hanging.url), await plant.register('http://127.0.0.1:9/')]
  await plant.register(healthy.url)
  plant.start()
  await plant.emit(...Array.from({ length: 300 }, () => 'job.created'))
  await expect.poll(() => healthy.received.length).toBe(300)
  await expect.poll(() => attempts(plant).some(({ errorKind }) => errorKind === 'refused')).toBe(true)
  expect(deliveries(plant).filter(({ webhookId }) => webhookId === hangingId)).toEqual([])
})

test('410 ends the delivery, pauses the webhook with the reason, and says so once', async () => {
  const plant = createPlant()
  const sink = await startSink(() => 410)
  const id = await plant.register(sink.url)
  plant.start()
  await plant.emit('job.created')
  await expect.poll(() => statuses(plant)).toEqual(['failed'])
  expect(findWebhook(plant.db, id)).toMatchObject({ isActive: false, disabledReason: 'gone' })
  expect(listNewestEvents(plant.db, 100).filter(({ event }) => event === 'webhook.disabled')).toMatchObject([
    { recordType: 'webhook', recordId: id, recordKey: 'Test', data: expect.stringContaining('"disabled_reason":"gone"') },
  ])
  await plant.emit('job.created')
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(sink.received).toHaveLength(1)
})

test('a webhook that is disabled by several answers at once is announced once', async () => {
  const plant = createPlant()
  const sink = await startSink(() => 410)
  const id = await plant.register(sink.url)
  plant.start()
  await plant.emit(...Array.from({ length: 5 }, () => 'job.created'))
  await expect.poll(() => findWebhook(plant.db, id)?.isActive).toBe(false)
  await expect.poll(() => statuses(plant).length).toBe(sink.received.length)
  expect(listNewestEvents(plant.db, 100).filter(({ event }) => event === 'webhook.disabled')).toHaveLength(1)
})

test('a paused webhook sends nothing and misses nothing', async () => {
  const plant = createPlant()
  const sink = await startSink()
  const id = await plant.register(sink.url)
  const dispatcher = plant.start()
  await plant.emit('job.created')
  await expect.poll(() => statuses(plant)).toEqual(['delivered'])
  await change(plant, id, { isActive: false })
  dispatcher.reload()
  await plant.emit(...Array.from({ length: 100 }, () => 'job.updated'))
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(sink.received).toHaveLength(1)
  await dispatcher.stop()
  const next = plant.start()
  await change(plant, id, { isActive: true })
  next.reload()
  await expect.poll(() => deliveries(plant).length).toBe(101)
  expect(sink.received).toHaveLength(101)
})

test('after a rotation both secrets sign until the overlap ends, also after a restart', async () => {
  const plant = createPlant()
  const sink = await startSink()
  const id = await plant.register(sink.url)
  const dispatcher = plant.start()
  const rotation = { sealedSecret: 'sealed:whsec_bmV3', overlapHours: 24 }
  await plant.workspace.write((tx) => rotateSecret(tx, id, rotation), { actor: systemActor })
  dispatcher.reload()
  const signers = () => {
    const { body = '', headers } = sink.received.at(-1) ?? {}
    return [testSecret, 'whsec_bmV3'].filter((secret) => {
      const time = String(headers?.['webhook-timestamp'])
      const digest = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')
      const standard = createHmac('sha256', Buffer.from(secret.slice(6), 'base64')).update(`${headers?.['webhook-id']}.${time}.${body}`)
      const isStandard = String(headers?.['webhook-signature'])
        .split(' ')
        .includes(`v1,${standard.digest('base64')}`)
      expect(String(headers?.['x-signature']).includes(`v1=${digest}`)).toBe(isStandard)
      return isStandard
    })
  }
  await plant.emit('job.created')
  await expect.poll(() => sink.received.length).toBe(1)
  expect(signers()).toEqual([testSecret, 'whsec_bmV3'])
  await dispatcher.stop()
  plant.clock.nowMs += 24 * 3_600_000 - 1
  const restarted = plant.start()
  await plant.emit('job.created')
  await expect.poll(() => sink.received.length).toBe(2)
  expect(signers()).toEqual([testSecret, 'whsec_bmV3'])
  plant.clock.nowMs += 1
  await plant.emit('job.created')
  await expect.poll(() => sink.received.length).toBe(3)
  expect(signers()).toEqual(['whsec_bmV3'])
  await restarted.stop()
})

test('a changed address is used from the next attempt on', async () => {
  const plant = createPlant()
  const before = await startSink(() => 500)
  const after = await startSink()
  const id = await plant.register(before.url)
  const dispatcher = plant.start()
  const [eventId] = await plant.emit('job.created')
  await expect.poll(() => statuses(plant)).toEqual(['pending'])
  await change(plant, id, { url: after.url })
  dispatcher.reload()
  plant.clock.nowMs += 5_000
  dispatcher.wake()
  await expect.poll(() => after.eventIds()).toEqual([eventId])
})

test('a deleted webhook gets nothing any more', async () => {
  const plant = createPlant()
  const sink = await startSink()
  const id = await plant.register(sink.url)
  const dispatcher = plant.start()
  await plant.workspace.write((tx) => removeWebhook(tx, id), { actor: systemActor })
  dispatcher.reload()
  await plant.emit('job.created')
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(sink.received).toEqual([])
})

test('after a crash every event arrives, the second time with the same id, and has one delivery', async () => {
  const plant = createPlant()
  const sink = await startSink()
  await plant.register(sink.url)
  // Its results never reach the disk, as when the process is killed right after the receiver answered.
  plant.start({ ...plant.workspace, write: () => new Promise(() => undefined) })
  const ids = await plant.emit(...Array.from({ length: 1_500 }, () => 'job.created'))
  await expect.poll(() => sink.received.length).toBe(1_024)
  plant.start()
  await expect.poll(() => deliveries(plant).length).toBe(1_500)
  expect(new Set(sink.eventIds())).toEqual(new Set(ids))
  expect(deliveries(plant).map(({ eventId }) => eventId)).toHaveLength(new Set(ids).size)
})

test('what was recorded beyond the cursor before a crash is not sent again', async () => {
  const plant = createPlant()
  const sink = await startSink(({ body }) => (body.includes('"job":{"id":1}') ? () => undefined : 200))
  const id = await plant.register(sink.url)
  const first = plant.start()
  await plant.emit('job.created', 'job.created', 'job.created')
  await expect.poll(() => deliveries(plant).length).toBe(2)
  expect(findWebhook(plant.db, id)?.cursorSeq).toBe(0)
  await first.stop()
  plant.start()
  await expect.poll(() => sink.received.length).toBe(4)
  expect(sink.eventIds().filter((eventId) => eventId === sink.eventIds()[0])).toHaveLength(2)
})

test('while the disk refuses results they wait, and the cursor with them', async () => {
  const plant = createPlant()
  const sink = await startSink()
  const id = await plant.register(sink.url)
  let isFull = true
  const write: Plant['workspace']['write'] = (run, options) =>
    isFull ? Promise.reject(new Error('disk')) : plant.workspace.write(run, options)
  plant.start({ ...plant.workspace, write })
  await plant.emit('job.created')
  await expect.poll(() => sink.received.length).toBe(1)
  expect([statuses(plant), findWebhook(plant.db, id)?.cursorSeq]).toEqual([[], 0])
  isFull = false
})

test('a backlog goes on when all that may wait for the disk was sent before it was written', async () => {
  const plant = createPlant()
  const sink = await startSink()
  await plant.register(sink.url)
  await plant.emit(...Array.from({ length: 1_500 }, () => 'job.completed'))
  const slow: Workspace = {
    ...plant.workspace,
    write: async (run, options) => {
      await expect.poll(() => sink.received.length).toBeGreaterThanOrEqual(1_024)
      return plant.workspace.write(run, options)
    },
  }
  plant.start(slow)
  await expect.poll(() => sink.received.length).toBe(1_500)
})

test('a test event is sent to a paused webhook too and is in the list, not in the log', async () => {
  const plant = createPlant()
  const sink = await startSink()
  const id = await plant.register(sink.url, { isActive: false })
  const dispatcher = plant.start()
  const deliveryId = await dispatcher.sendTest(id, { type: 'user', id: 7, name: 'Olivia' })
  const [row] = plant.db.select().from(webhookDeliveries).where(eq(webhookDeliveries.id, deliveryId)).all()
  expect(row).toMatchObject({
    status: 'delivered',
    isTest: true,
    eventSeq: null,
    eventType: 'webhook.test',
    body: sink.received[0]?.body,
  })
  expect(JSON.parse(sink.received[0]?.body ?? '').data.changed_by).toEqual({ id: 7, type: 'user', name: 'Olivia' })
})

test('sending again by hand appends an attempt and takes none of the retries', async () => {
  const plant = createPlant()
  const sink = await startSink((_, count) => (count < 3 ? 500 : 200))
  const id = await plant.register(sink.url)
  const dispatcher = plant.start()
  const [eventId] = await plant.emit('job.created')
  await expect.poll(() => statuses(plant)).toEqual(['pending'])
  const planned = deliveries(plant)[0]?.nextAttemptAt
  await dispatcher.redeliver(id, 1, systemActor)
  expect(deliveries(plant)).toMatchObject([{ status: 'pending', attemptNumber: 2, scheduledAttempts: 1, nextAttemptAt: planned }])
  await dispatcher.redeliver(id, 1, systemActor)
  expect(deliveries(plant)).toMatchObject([{ status: 'delivered', attemptNumber: 3, nextAttemptAt: null }])
  expect(sink.eventIds()).toEqual([eventId, eventId, eventId])
  expect(attempts(plant).map(({ isManual }) => isManual)).toEqual([false, true, true])
  await expect(dispatcher.redeliver(id, 99, systemActor)).rejects.toMatchObject({ code: 'not_found' })
})

test('a delivery that is being sent is not sent a second time at once', async () => {
  const plant = createPlant()
  const sink = await startSink((_, count) => (count === 2 ? () => undefined : 500))
  const id = await plant.register(sink.url)
  const dispatcher = plant.start()
  await plant.emit('job.created')
  await expect.poll(() => statuses(plant)).toEqual(['pending'])
  const running = dispatcher.redeliver(id, 1, systemActor)
  await expect(dispatcher.redeliver(id, 1, systemActor)).rejects.toMatchObject({ code: 'conflict' })
  await dispatcher.stop()
  await running
})
