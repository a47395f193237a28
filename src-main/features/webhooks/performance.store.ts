import { and, count, desc, eq, gte, lt, sql } from 'drizzle-orm'
import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import { isoTime } from '../../lib/identity.ts'
import { type DeliveryStatus, deliveryStatuses } from './deliveries.contract.ts'
import type { PerformancePoint, PerformanceSpan } from './performance.contract.ts'
import { webhookDeliveries as table } from './webhooks.table.ts'

const hourMs = 3_600_000

const shapes: Readonly<Record<PerformanceSpan, { readonly stepMs: number; readonly steps: number }>> = {
  day: { stepMs: hourMs, steps: 24 },
  week: { stepMs: 6 * hourMs, steps: 28 },
}

/** Deliveries of one time whose speed is looked at, the newest ones; bounds what a busy hour costs. */
const maxSpeeds = 500

const inTime = and(
  eq(table.webhookId, sql.placeholder('webhookId')),
  eq(table.status, sql.placeholder('status')),
  gte(table.createdAt, sql.placeholder('from')),
  lt(table.createdAt, sql.placeholder('to')),
)

/** Counts from the index alone. */
export const countQuery = (db: Db) => db.select({ count: count() }).from(table).where(inTime)

/** The newest first. */
export const speedsQuery = (db: Db) =>
  db.select({ ms: table.responseTimeMs }).from(table).where(inTime).orderBy(desc(table.createdAt), desc(table.id)).limit(maxSpeeds)

const countOf = prepared((db) => countQuery(db).prepare())
const speedsOf = prepared((db) => speedsQuery(db).prepare())

/** How a webhook did in each part of a span that ends now, the oldest first. */
export function listPerformance(db: Db, webhookId: number, { span, now }: { span: PerformanceSpan; now: string }): PerformancePoint[] {
  const { stepMs, steps } = shapes[span]
  const end = (Math.floor(Date.parse(now) / stepMs) + 1) * stepMs
  return Array.from({ length: steps }, (_, index) => {
    const startMs = end - (steps - index) * stepMs
    const time = { webhookId, from: isoTime(startMs), to: isoTime(startMs + stepMs) }
    const counts = Object.fromEntries(deliveryStatuses.map((status) => [status, countOf(db).get({ ...time, status })?.count ?? 0]))
    const { delivered, failed, pending } = counts as Record<DeliveryStatus, number> // each status was counted
    const speeds = delivered === 0 ? [] : speedsOf(db).all({ ...time, status: 'delivered' })
    const sorted = speeds.flatMap(({ ms }) => ms ?? []).sort((one, other) => one - other)
    return { start: time.from, delivered, failed, waiting: pending, medianMs: quantile(sorted, 0.5), p95Ms: quantile(sorted, 0.95) }
  })
}

/** By nearest rank; null of nothing. */
const quantile = (sorted: readonly number[], share: number): number | null => sorted[Math.ceil(sorted.length * share) - 1] ?? null
