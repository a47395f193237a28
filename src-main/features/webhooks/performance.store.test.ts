import { expect, test } from 'vitest'
import { systemActor } from '../../lib/identity.ts'
import { insertDelivery } from './deliveries.store.ts'
import { countQuery, listPerformance, speedsQuery } from './performance.store.ts'
import { createPlant } from './test-webhook-plant.ts'

const now = '2026-11-22T08:30:00.000Z'

async function setUp() {
  const plant = createPlant()
  await plant.register('http://127.0.0.1:9/')
  let seq = 0
  const add = (createdAt: string, status: 'delivered' | 'failed' | 'pending', responseTimeMs: number | null) =>
    plant.workspace.write(
      ({ db }) =>
        void insertDelivery(db, {
          ...{ webhookId: 1, eventSeq: ++seq, eventId: `evt_${seq}`, eventType: 'job.created', recordKey: 'JOB-1', orderKey: null },
          ...{ status, failureReason: null, attemptNumber: 1, scheduledAttempts: 1, nextAttemptAt: null, responseStatus: null },
          ...{ responseTimeMs, isTest: false, body: null, deliveredAt: null, createdAt },
        }),
      { actor: systemActor },
    )
  for (let ms = 1; ms <= 20; ms += 1) await add('2026-11-22T08:10:00.000Z', 'delivered', ms * 10)
  await add('2026-11-22T07:59:59.999Z', 'failed', 5)
  await add('2026-11-22T07:00:00.000Z', 'pending', null)
  await add('2026-11-16T12:00:00.000Z', 'delivered', 70)
  await add('2026-11-01T12:00:00.000Z', 'delivered', 900)
  return plant
}

test('each hour of a day has its counts, its median and its 95th percentile', async () => {
  const { db } = await setUp()
  const points = listPerformance(db, 1, { span: 'day', now })
  expect(points).toHaveLength(24)
  expect(points[0]).toEqual({ start: '2026-11-21T09:00:00.000Z', delivered: 0, failed: 0, waiting: 0, medianMs: null, p95Ms: null })
  expect(points.slice(-2)).toEqual([
    { start: '2026-11-22T07:00:00.000Z', delivered: 0, failed: 1, waiting: 1, medianMs: null, p95Ms: null },
    { start: '2026-11-22T08:00:00.000Z', delivered: 20, failed: 0, waiting: 0, medianMs: 100, p95Ms: 190 },
  ])
})

test('a week is told by six hours', async () => {
  const { db } = await setUp()
  const points = listPerformance(db, 1, { span: 'week', now })
  expect([points.length, points[0]?.start, points.at(-1)]).toEqual([
    28,
    '2026-11-15T12:00:00.000Z',
    { start: '2026-11-22T06:00:00.000Z', delivered: 20, failed: 1, waiting: 1, medianMs: 100, p95Ms: 190 },
  ])
  expect(points.find(({ start }) => start === '2026-11-16T12:00:00.000Z')).toMatchObject({ delivered: 1, medianMs: 70, p95Ms: 70 })
})

test('counts and speeds come from the index of states', async () => {
  const { db } = createPlant()
  const plans = [countQuery(db), speedsQuery(db)].map((query) => {
    const { sql, params } = query.toSQL()
    const values = params.map((value) => (typeof value === 'object' ? 1 : value))
    return db.$client
      .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all(...values)
      .map(({ detail }) => detail)
  })
  const index = 'webhook_deliveries_status (webhook_id=? AND status=? AND created_at>? AND created_at<?)'
  expect(plans).toEqual([[`SEARCH webhook_deliveries USING COVERING INDEX ${index}`], [`SEARCH webhook_deliveries USING INDEX ${index}`]])
})
