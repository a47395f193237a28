import { expect, test } from 'vitest'
import type { Db } from '../../infra/db/database.ts'
import { eventSearch } from '../events/event-search.ts'
import { answerSearch } from './answer-search.ts'
import { dueQuery } from './deliveries.store.ts'
import { branchQuery, type DeliveryFilter, foundIdsQuery } from './delivery-list.store.ts'
import { createPlant } from './test-webhook-plant.ts'

interface Query {
  toSQL: () => { sql: string; params: unknown[] }
}

function planOf(db: Db, query: Query): string[] {
  const { sql, params } = query.toSQL()
  const values = params.map((value) => (typeof value === 'object' ? 1 : value))
  const steps = db.$client.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...values)
  return steps.map(({ detail }) => detail)
}

const before = { createdAt: '2026-11-22T08:00:00.000Z', id: 7 }
const createdAt = { gte: '2026-11-21T08:00:00.000Z', lt: '2026-11-22T08:00:00.000Z' }
const range = 'created_at>? AND created_at<?'

test.each<[string, DeliveryFilter, string]>([
  ['all', {}, 'webhook_deliveries_status (webhook_id=? AND status=? AND created_at>?)'],
  ['those of a time', { createdAt }, `webhook_deliveries_status (webhook_id=? AND status=? AND ${range})`],
  ['one event', { event: 'job.created' }, 'webhook_deliveries_type (webhook_id=? AND event_type=? AND status=? AND created_at>?)'],
  [
    'one event of a time',
    { event: 'job.created', createdAt },
    `webhook_deliveries_type (webhook_id=? AND event_type=? AND status=? AND ${range})`,
  ],
])('the list of %s walks the end of an index for each webhook and status, and sorts nothing', (_, filter, index) => {
  const { db } = createPlant()
  expect(planOf(db, branchQuery(db, filter, { limit: 20 }))).toEqual([`SEARCH webhook_deliveries USING COVERING INDEX ${index}`])
})

test('a further page begins in the index where the one before ended', () => {
  const { db } = createPlant()
  expect(planOf(db, branchQuery(db, {}, { before, limit: 20 }))).toEqual([
    `SEARCH webhook_deliveries USING COVERING INDEX webhook_deliveries_status (webhook_id=? AND status=? AND ${range})`,
  ])
})

test('words come from their indexes, and what has them is looked up by index', () => {
  const { db } = createPlant()
  for (const { open } of [eventSearch, answerSearch]) open(db)
  const plan = planOf(db, foundIdsQuery(db, { status: 'failed', createdAt, words: '"cus 7"*' }, { limit: 20 }))
  expect(plan).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^SCAN event_search VIRTUAL TABLE INDEX \d+:.*M/),
      'SEARCH d USING COVERING INDEX webhook_deliveries_of_event (event_seq=?)',
      expect.stringMatching(/^SCAN webhook_answer_search VIRTUAL TABLE INDEX \d+:.*M/),
      'SEARCH a USING INTEGER PRIMARY KEY (rowid=?)',
      'SEARCH webhook_deliveries USING INTEGER PRIMARY KEY (rowid=?)',
    ]),
  )
  // What is matched, and the few webhooks that there are; never deliveries or attempts.
  expect(plan.filter((step) => step.startsWith('SCAN') && !/VIRTUAL|found|matching|webhooks$/.test(step))).toEqual([])
})

test('due retries come from an index of pending ones only', () => {
  const { db } = createPlant()
  expect(planOf(db, dueQuery(db))).toEqual([
    'SEARCH webhook_deliveries USING INDEX webhook_deliveries_due (webhook_id=? AND next_attempt_at<?)',
  ])
})
