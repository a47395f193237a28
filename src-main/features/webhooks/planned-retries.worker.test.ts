import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { startSink } from '../../infra/outbound/test-http-sink.ts'
import { createPlant } from './test-webhook-plant.ts'
import { webhookDeliveries } from './webhooks.table.ts'

const minute = 60_000
const hour = 60 * minute

/** A webhook with one delivery that waits ten minutes for its retry; without jitter, as chance is fixed. */
async function createWaiting() {
  const plant = createPlant()
  const { clock, db } = plant
  const sink = await startSink((_, count) => (count === 1 ? 500 : 204))
  await plant.register(sink.url, { retrySchedule: [600] })
  const dispatcher = plant.start()
  await plant.emit('job.created')
  const row = () => db.select().from(webhookDeliveries).get()
  await expect.poll(() => row()?.status).toBe('pending')
  const waitMs = () => Date.parse(String(row()?.nextAttemptAt)) - clock.nowMs
  expect(waitMs()).toBe(10 * minute)
  return { ...plant, dispatcher, sink, row, waitMs }
}

test('after a night of sleep a retry is made once', async () => {
  const { clock, dispatcher, sink, row } = await createWaiting()
  clock.nowMs += 9 * hour
  dispatcher.wake()
  dispatcher.wake()
  await expect.poll(() => row()?.status).toBe('delivered')
  clock.nowMs += 9 * hour
  dispatcher.wake()
  await dispatcher.stop()
  expect([sink.received.length, row()?.attemptNumber]).toEqual([2, 2])
})

test.each([hour, 300 * 24 * hour])('a clock that is set back by %i ms leaves a retry the wait that it had', async (backMs) => {
  const { clock, dispatcher, sink, row, waitMs } = await createWaiting()
  clock.nowMs += 4 * minute
  dispatcher.wake()
  // It looks in the turn of the event loop that it was woken for.
  await setImmediate()
  clock.nowMs -= backMs
  dispatcher.wake()
  await expect.poll(waitMs).toBe(6 * minute)
  clock.nowMs += 7 * minute
  dispatcher.wake()
  await expect.poll(() => row()?.status).toBe('delivered')
  expect(sink.received).toHaveLength(2)
})

test('what was planned under a clock that was far ahead is pulled in when Interlock starts', async () => {
  const { clock, dispatcher, sink, row, start } = await createWaiting()
  await dispatcher.stop()
  clock.nowMs -= 40 * 24 * hour
  start()
  await expect.poll(() => row()?.status).toBe('delivered')
  expect(sink.received).toHaveLength(2)
})
