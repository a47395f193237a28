import { expect, test } from 'vitest'
import type { Db } from '../../infra/db/database.ts'
import { type DeliveryFilter, deliveriesQuery, dueQuery } from './deliveries.store.ts'
import { createPlant } from './test-webhook-plant.ts'

interface Query {
  toSQL: () => { sql: string; params: unknown[] }
}

function planOf(db: Db, query: Query): string {
  const { sql, params } = query.toSQL()
  const values = params.map((value) => (typeof value === 'object' ? 1 : value))
  const steps = db.$client.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...values)
  return steps.map(({ detail }) => detail).join('; ')
}

const filter: DeliveryFilter = { webhookId: 1, status: undefined, event: undefined, before: undefined, limit: 20 }
const before = { createdAt: '2026-11-22T08:00:00.000Z', id: 7 }

test.each<[string, Partial<DeliveryFilter>, string]>([
  ['all', {}, 'webhook_deliveries_newest (webhook_id=?)'],
  ['all after a cursor', { before }, 'webhook_deliveries_newest (webhook_id=? AND created_at<?)'],
  ['one status', { status: 'failed' }, 'webhook_deliveries_status (webhook_id=? AND status=?)'],
  ['one status after a cursor', { status: 'failed', before }, 'webhook_deliveries_status (webhook_id=? AND status=? AND created_at<?)'],
  ['one event', { event: 'job.created' }, 'webhook_deliveries_type (webhook_id=? AND event_type=?)'],
  [
    'one event after a cursor',
    { event: 'job.created', before },
    'webhook_deliveries_type (webhook_id=? AND event_type=? AND created_at<?)',
  ],
])('the list of %s walks an index and sorts nothing', (_, given, index) => {
  const { db } = createPlant()
  const plan = planOf(db, deliveriesQuery(db, { ...filter, ...given }))
  expect(plan).toBe(`SEARCH webhook_deliveries USING INDEX ${index}`)
})

test('due retries come from an index of pending ones only', () => {
  const { db } = createPlant()
  expect(planOf(db, dueQuery(db))).toBe('SEARCH webhook_deliveries USING INDEX webhook_deliveries_due (webhook_id=? AND next_attempt_at<?)')
})
