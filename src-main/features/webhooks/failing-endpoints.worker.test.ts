import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { listNewestEvents } from '../../events/event-log.ts'
import { startSink } from '../../infra/outbound/test-http-sink.ts'
import { isoTime, systemActor } from '../../lib/identity.ts'
import type { Failing } from './failure-run.ts'
import { resend } from './resend.ts'
import { createPlant, testVault } from './test-webhook-plant.ts'
import { editWebhook, webhookView } from './webhooks.service.ts'
import { findWebhook } from './webhooks.store.ts'
import { webhookAttempts, webhookDeliveries, webhooks } from './webhooks.table.ts'

const minute = 60_000
const day = 86_400_000

const failingFor = (forMs: number, warnings = 0): Failing => ({
  since: '2026-11-20T08:00:00.000Z',
  forMs,
  attempts: 90,
  warnings,
  probes: 0,
  nextProbeAt: null,
})

/** A receiver that answers as the test says, and a webhook to it that has failed for so long. */
async function createFailing(forMs: number, settings: Parameters<ReturnType<typeof createPlant>['register']>[1] = {}) {
  const plant = createPlant()
  const { db, clock, workspace } = plant
  const answer = { status: 500, headers: {} }
  const sink = await startSink(() => (response) => response.writeHead(answer.status, answer.headers).end())
  const id = await plant.register(sink.url, { events: ['job.*'], ...settings })
  db.update(webhooks)
    .set({ failing: failingFor(forMs) })
    .where(eq(webhooks.id, id))
    .run()
  const attempts = () => db.select().from(webhookAttempts).orderBy(webhookAttempts.id).all()
  const webhook = () => findWebhook(db, id)
  return {
    ...plant,
    id,
    answer,
    sink,
    webhook,
    attempts,
    statuses: () =>
      db
        .select()
        .from(webhookDeliveries)
        .orderBy(webhookDeliveries.id)
        .all()
        .map((row) => row.status),
    told: () =>
      listNewestEvents(db, 100)
        .filter(({ recordType }) => recordType === 'webhook')
        .toReversed()
        .map(({ event, data }) => [event, JSON.parse(data).webhook.disabled_reason, JSON.parse(data).webhook.failing_days]),
    /** One failed attempt after another minute. */
    failOnce: async () => {
      const before = attempts().length
      clock.nowMs += minute
      await plant.emit('job.created')
      await expect.poll(() => attempts().length).toBe(before + 1)
    },
    edit: (body: Parameters<typeof editWebhook>[2]) =>
      workspace.write((tx) => editWebhook(tx, id, body, testVault.seal), { actor: systemActor }),
  }
}

test('people are warned once a stage, also over a restart, and after five days the webhook is disabled', async () => {
  const { start, failOnce, told, webhook, clock, db, id } = await createFailing(day - minute, { retryCount: 0 })
  const dispatcher = start()
  await failOnce()
  await expect.poll(told).toEqual([['webhook.failing', null, 1]])
  await failOnce()
  await dispatcher.stop()
  clock.nowMs += 30 * day
  const next = start()
  await failOnce()
  await expect.poll(() => webhook()?.failing?.attempts).toBe(93)
  expect(told()).toHaveLength(1)
  await next.stop()

  db.update(webhooks)
    .set({ failing: failingFor(5 * day - minute, 3) })
    .where(eq(webhooks.id, id))
    .run()
  start()
  await failOnce()
  await expect.poll(told).toEqual([
    ['webhook.failing', null, 1],
    ['webhook.disabled', 'failing', 5],
  ])
  expect(webhook()).toMatchObject({ isActive: false, disabledReason: 'failing' })
})

test('one success ends it', async () => {
  const { start, emit, answer, webhook, told } = await createFailing(5 * day - minute)
  answer.status = 200
  start()
  await emit('job.created')
  await expect.poll(() => webhook()?.failing).toBe(null)
  expect(told()).toEqual([])
})

test('a disabled webhook is tried at growing intervals, and goes on by itself with everything that waited, in order', async () => {
  const plant = await createFailing(5 * day - minute, { isOrdered: true })
  const { start, failOnce, emit, webhook, clock, attempts, answer, sink, told, statuses } = plant
  const dispatcher = start()
  await failOnce()
  await expect.poll(() => webhook()?.disabledReason).toBe('failing')
  await emit('job.updated', 'job.created')
  await emit('job.completed')
  const tries = async (afterMinutes: number): Promise<void> => {
    const before = attempts().length
    clock.nowMs += afterMinutes * minute
    dispatcher.wake()
    await expect.poll(() => attempts().length).toBe(before + 1)
  }
  await tries(6)
  await tries(11)
  await expect.poll(() => webhook()?.failing).toMatchObject({ probes: 2, attempts: 93 })
  expect(statuses()).toEqual(['pending'])
  expect(attempts().map(({ isManual }) => isManual)).toEqual([false, false, false])
  clock.nowMs += 10 * minute
  dispatcher.wake()

  answer.status = 200
  clock.nowMs += 11 * minute
  dispatcher.wake()
  await expect.poll(statuses).toEqual(['delivered', 'delivered', 'delivered', 'delivered'])
  expect(webhook()).toMatchObject({ isActive: true, disabledReason: null, failing: null })
  expect(told().slice(-1)).toEqual([['webhook.enabled', null, 0]])
  const ofFirstJob = sink.received.slice(3).map(({ body }) => JSON.parse(body))
  expect(ofFirstJob.filter(({ data }) => data.job.id === 1).map(({ event }) => event)).toEqual([
    'job.created',
    'job.updated',
    'job.completed',
  ])
})

test('where nothing waits a test shows that the receiver is back, after a restart too', async () => {
  const { start, failOnce, webhook, clock, answer, sink, emit, told } = await createFailing(5 * day - minute, { retryCount: 0 })
  const dispatcher = start()
  await failOnce()
  await expect.poll(() => webhook()?.disabledReason).toBe('failing')
  await emit('job.completed')
  await dispatcher.stop()
  answer.status = 204
  clock.nowMs += 6 * minute
  start()
  await expect
    .poll(() => sink.received.map(({ headers }) => headers['x-event-type']))
    .toEqual(['job.created', 'webhook.test', 'job.completed'])
  await expect.poll(() => told().length).toBe(2)
})

test('what a person paused, or the receiver ended, is not tried', async () => {
  const { start, failOnce, webhook, clock, attempts, answer, edit } = await createFailing(5 * day - minute)
  const dispatcher = start()
  await failOnce()
  await expect.poll(() => webhook()?.disabledReason).toBe('failing')
  answer.status = 410
  clock.nowMs += 6 * minute
  dispatcher.wake()
  await expect.poll(() => webhook()).toMatchObject({ isActive: false, disabledReason: 'gone', failing: null })
  expect(attempts()).toHaveLength(2)

  await edit({ isActive: true })
  await edit({ isActive: false })
  dispatcher.reload()
  expect(webhook()).toMatchObject({ disabledReason: null, failing: null })
  clock.nowMs += day
  dispatcher.wake()
  await dispatcher.stop()
  expect(attempts()).toHaveLength(2)
})

test('one that goes on knows what was given up before, until that is sent again', async () => {
  const { start, failOnce, webhook, edit, workspace, db, clock, id } = await createFailing(5 * day - minute, { retryCount: 0 })
  start()
  await failOnce()
  await expect.poll(() => webhook()?.disabledReason).toBe('failing')
  const outage = () => {
    const row = webhook()
    return row && webhookView(db, row, isoTime(clock.nowMs)).lastOutage
  }
  expect(outage()).toBeNull()
  clock.nowMs += minute
  await edit({ isActive: true })
  const time = { since: '2026-11-20T08:00:00.000Z', until: isoTime(clock.nowMs) }
  expect(outage()).toEqual({ ...time, givenUp: 1 })
  await workspace.write((tx) => resend(tx, id, { which: 'failed', ...time }, () => undefined), { actor: systemActor })
  expect(outage()).toEqual({ ...time, givenUp: 0 })
})
