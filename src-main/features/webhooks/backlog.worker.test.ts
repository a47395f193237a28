import { expect, test, vi } from 'vitest'
import { listNewestEvents } from '../../events/event-log.ts'
import { startSink } from '../../infra/outbound/test-http-sink.ts'
import { systemActor } from '../../lib/identity.ts'
import { listDrops } from './backlog.store.ts'
import { backlogDays, backlogEvents, boundsOf, filledPercent } from './backlog.ts'
import { resend } from './resend.ts'
import { createPlant } from './test-webhook-plant.ts'
import { editWebhook } from './webhooks.service.ts'
import { webhookDeliveries } from './webhooks.table.ts'

const day = 86_400_000

async function setUp(answer = 200) {
  const plant = createPlant()
  const sink = await startSink(() => answer)
  const write = <Result>(run: Parameters<typeof plant.workspace.write<Result>>[0]) => plant.workspace.write(run, { actor: systemActor })
  const bound = (events: number, days: number) =>
    write(({ db }) => {
      backlogEvents.write(db, events)
      backlogDays.write(db, days)
    })
  const statuses = () =>
    plant.db
      .select()
      .from(webhookDeliveries)
      .all()
      .map(({ status, failureReason }) => [status, failureReason])
  return { ...plant, sink, write, bound, statuses }
}

test('beyond the most events the oldest are dropped, written down and announced; what was dropped can be sent', async () => {
  const { register, emit, start, write, bound, workspace, db, sink } = await setUp()
  const webhookId = await register(sink.url, { isActive: false, events: ['job.completed'] })
  const dispatcher = start()
  const ids = await emit('job.completed', 'job.created', 'job.completed', 'job.completed', 'job.completed')
  await bound(2, 30)
  expect(dispatcher.backlogs.list()).toEqual([{ webhookId, events: 5, oldestAt: '2026-11-22T08:00:00.000Z' }])
  await dispatcher.backlogs.trim()
  // The announcement is an event that waits too: one more goes for it, and adds to the record.
  expect(listDrops(db, { webhookId })).toMatchObject([{ reason: 'count', count: 3, fromEventId: ids[0], toEventId: ids[3], isKept: true }])
  expect(listNewestEvents(db, 100).filter(({ event }) => event === 'webhook.events_dropped')).toHaveLength(1)

  await write((tx) => editWebhook(tx, webhookId, { isActive: true }, String))
  dispatcher.reload()
  await vi.waitFor(() => expect(sink.eventIds()).toEqual([ids[4]]))
  await vi.waitFor(() => expect(db.select().from(webhookDeliveries).all()).toHaveLength(1))
  const since = '2026-11-22T00:00:00.000Z'
  expect(await write((tx) => resend(tx, webhookId, { which: 'missed', since }, () => undefined))).toEqual({ count: 3, isCut: false })
  dispatcher.recount(webhookId)
  await vi.waitFor(() => expect(sink.eventIds()).toEqual([ids[4], ids[0], ids[2], ids[3]]))
  await vi.waitFor(() => expect(workspace.queuedWrites()).toBe(0))
})

test('what has waited too many days is dropped, of a paused webhook its deliveries too; a webhook that sends keeps its retries', async () => {
  const { register, emit, start, write, bound, db, clock, sink, statuses } = await setUp(500)
  const webhookId = await register(sink.url)
  const dispatcher = start()
  await emit('job.created')
  await vi.waitFor(() => expect(statuses()).toEqual([['pending', null]]))
  await bound(1_000, 10)
  clock.nowMs += 11 * day
  await dispatcher.backlogs.trim()
  // It is tried again meanwhile.
  await vi.waitFor(() => expect(db.select().from(webhookDeliveries).get()).toMatchObject({ attemptNumber: 2, status: 'pending' }))

  await write((tx) => editWebhook(tx, webhookId, { isActive: false }, String))
  dispatcher.reload()
  const [id] = await emit('job.created')
  clock.nowMs += 9 * day
  await emit('job.created')
  expect(filledPercent(dispatcher.backlogs.list()[0] ?? { events: 0, oldestAt: null }, boundsOf(db), clock.nowMs)).toBe(90)
  clock.nowMs += 2 * day
  await dispatcher.backlogs.trim()
  expect(statuses()).toEqual([['failed', 'dropped']])
  expect(listDrops(db, { webhookId })).toMatchObject([{ reason: 'age', count: 1, fromEventId: id, toEventId: id }])
})

test('what was dropped stays dropped after a crash, and what is left is sent', async () => {
  const { register, emit, start, write, bound, db, sink } = await setUp()
  const webhookId = await register(sink.url, { isActive: false, events: ['job.*'] })
  const ids = await emit(...Array.from({ length: 2_500 }, () => 'job.created'))
  await bound(101, 30)
  const first = start()
  await first.backlogs.trim()
  await first.stop()
  expect(listDrops(db, { webhookId })).toMatchObject([{ count: 2_400, fromEventId: ids[0], toEventId: ids[2_399] }])
  await write((tx) => editWebhook(tx, webhookId, { isActive: true }, String))
  start()
  await vi.waitFor(() => expect(sink.eventIds().sort()).toEqual(ids.slice(2_400)))
})
