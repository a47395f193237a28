import { and, count, desc, eq, gte, lte, sql } from 'drizzle-orm'
import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import type { DeliveryStatus } from './deliveries.contract.ts'
import { webhookDeliveries as table, webhookAttempts, webhooks } from './webhooks.table.ts'

const { placeholder } = sql

const countOf = prepared((db) =>
  db
    .select({ count: count() })
    .from(table)
    .where(
      and(
        eq(table.webhookId, placeholder('webhookId')),
        eq(table.status, placeholder('status')),
        gte(table.createdAt, placeholder('since')),
      ),
    )
    .prepare(),
)

/** Deliveries of one webhook in a status since a time; `''` counts all. */
export const countDeliveries = (db: Db, webhookId: number, status: DeliveryStatus, since: string): number =>
  countOf(db).get({ webhookId, status, since })?.count ?? 0

const givenUpIn = prepared((db) =>
  db
    .select({ count: count() })
    .from(table)
    .where(
      and(
        eq(table.webhookId, placeholder('webhookId')),
        eq(table.status, 'failed'),
        gte(table.createdAt, placeholder('since')),
        lte(table.createdAt, placeholder('until')),
        eq(table.isTest, false),
      ),
    )
    .prepare(),
)

/** Deliveries of a time that were given up, without tests. */
export const countGivenUp = (db: Db, webhookId: number, time: { readonly since: string; readonly until: string }): number =>
  givenUpIn(db).get({ webhookId, ...time })?.count ?? 0

const byHour = prepared((db) =>
  db
    .select({ hour: sql<string>`substr(${table.createdAt}, 1, 13)`, count: count() })
    .from(table)
    .where(
      and(
        eq(table.webhookId, placeholder('webhookId')),
        eq(table.status, placeholder('status')),
        gte(table.createdAt, placeholder('since')),
      ),
    )
    .groupBy(sql`1`)
    .prepare(),
)

/** Deliveries of one webhook in a status since a time, by UTC hour `2026-11-22T08`; hours without any are left out. */
export const countDeliveriesByHour = (db: Db, webhookId: number, status: DeliveryStatus, since: string): ReadonlyMap<string, number> =>
  new Map(
    byHour(db)
      .all({ webhookId, status, since })
      .map((row) => [row.hour, row.count]),
  )

const lastDelivered = prepared((db) =>
  db
    .select({ responseTimeMs: table.responseTimeMs, deliveredAt: table.deliveredAt })
    .from(table)
    .where(and(eq(table.webhookId, placeholder('webhookId')), eq(table.status, 'delivered')))
    .orderBy(desc(table.createdAt), desc(table.id))
    .limit(100)
    .prepare(),
)

/** The last 100 delivered, newest first. */
export const listLastDelivered = (db: Db, webhookId: number) => lastDelivered(db).all({ webhookId })

const lastNotDelivered = prepared((db) =>
  db
    .select({ id: table.id, createdAt: table.createdAt })
    .from(table)
    .where(and(eq(table.webhookId, placeholder('webhookId')), eq(table.status, placeholder('status'))))
    .orderBy(desc(table.createdAt), desc(table.id))
    .limit(1)
    .prepare(),
)

const lastAttemptOf = prepared((db) =>
  db
    .select({
      at: webhookAttempts.startedAt,
      kind: webhookAttempts.errorKind,
      message: webhookAttempts.errorMessage,
      responseStatus: webhookAttempts.responseStatus,
    })
    .from(webhookAttempts)
    .where(eq(webhookAttempts.deliveryId, placeholder('deliveryId')))
    .orderBy(desc(webhookAttempts.attemptNumber))
    .limit(1)
    .prepare(),
)

/** How the newest delivery that waits or was given up failed last. */
export function findLastError(db: Db, webhookId: number) {
  const newest = (['pending', 'failed'] as const)
    .flatMap((status) => lastNotDelivered(db).get({ webhookId, status }) ?? [])
    .toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1))[0]
  return newest === undefined ? undefined : lastAttemptOf(db).get({ deliveryId: newest.id })
}

/** Deliveries of a whole workspace since a time, for the overview; waiting ones of any age. */
export function summarizeDeliveries(db: Db, since: string): { delivered: number; failed: number; waiting: number } {
  const summary = { delivered: 0, failed: 0, waiting: 0 }
  for (const { id } of db.select({ id: webhooks.id }).from(webhooks).all()) {
    summary.delivered += countDeliveries(db, id, 'delivered', since)
    summary.failed += countDeliveries(db, id, 'failed', since)
    summary.waiting += countDeliveries(db, id, 'pending', '')
  }
  return summary
}

const change = prepared((db) =>
  db.$client
    .prepare<[], string>(
      "SELECT (SELECT coalesce(max(id), 0) FROM webhook_attempts) || ' ' || (SELECT count(*) || ' ' || coalesce(sum(version), 0) FROM webhooks)",
    )
    .pluck(),
)

/** Another text after each attempt, and each change of a webhook. */
export const newestWebhookChange = (db: Db): string => change(db).get() ?? ''
