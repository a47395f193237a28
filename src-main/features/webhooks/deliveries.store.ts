import { and, asc, count, eq, gt, isNotNull, isNull, lte, sql } from 'drizzle-orm'
import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import { rowLimit } from '../../infra/db/statement.ts'
import type { KeptAttempt } from './deliver.ts'
import { type AttemptRow, type DeliveryRow, webhookAttempts, webhookDeliveries } from './webhooks.table.ts'

const { placeholder } = sql
const table = webhookDeliveries

export type NewDelivery = Omit<DeliveryRow, 'id' | 'editedAt' | 'editedBy'>

const insertOne = prepared((db) =>
  db.$client.prepare(
    `INSERT INTO webhook_deliveries (webhook_id, event_seq, event_id, event_type, record_key, order_key, status, failure_reason, attempt_number, scheduled_attempts,
       next_attempt_at, response_status, response_time_ms, is_test, body, delivered_at, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (webhook_id, event_seq) DO NOTHING`,
  ),
)

/**
 * Written in plain SQL: with the attempt below it runs once a delivery, and drizzle's mapping costs more than SQLite's work.
 * @returns the id; undefined when the event of this webhook is recorded already.
 */
export function insertDelivery(db: Db, row: NewDelivery): number | undefined {
  const result = insertOne(db).run(
    row.webhookId,
    row.eventSeq,
    row.eventId,
    row.eventType,
    row.recordKey,
    row.orderKey,
    row.status,
    row.failureReason,
    row.attemptNumber,
    row.scheduledAttempts,
    row.nextAttemptAt,
    row.responseStatus,
    row.responseTimeMs,
    row.isTest ? 1 : 0,
    row.body,
    row.deliveredAt,
    row.createdAt,
  )
  return result.changes === 0 ? undefined : Number(result.lastInsertRowid)
}

const insertOneAttempt = prepared((db) =>
  db.$client.prepare(
    `INSERT INTO webhook_attempts (delivery_id, attempt_number, is_manual, started_at, url, request_headers, request_body, response_status, response_headers,
       response_body, is_body_cut, error_kind, error_message, response_time_ms, timing)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ),
)

export function insertAttempt(db: Db, row: KeptAttempt, of: { readonly deliveryId: number; readonly isManual: boolean }): void {
  insertOneAttempt(db).run(
    of.deliveryId,
    row.attemptNumber,
    of.isManual ? 1 : 0,
    row.startedAt,
    row.url,
    row.requestHeaders,
    row.requestBody,
    row.responseStatus,
    row.responseHeaders,
    row.responseBody,
    row.isBodyCut ? 1 : 0,
    row.errorKind,
    row.errorMessage,
    row.responseTimeMs,
    row.timing,
  )
}

/** @returns whether it is still there. */
export const changeDelivery = (db: Db, id: number, values: Partial<DeliveryRow>): boolean =>
  db.update(table).set(values).where(eq(table.id, id)).run().changes > 0

const byId = prepared((db) =>
  db
    .select()
    .from(table)
    .where(and(eq(table.id, placeholder('id')), eq(table.webhookId, placeholder('webhookId'))))
    .prepare(),
)

export const findDelivery = (db: Db, webhookId: number, id: number): DeliveryRow | undefined => byId(db).get({ id, webhookId })

const attemptsOf = prepared((db) =>
  db
    .select()
    .from(webhookAttempts)
    .where(eq(webhookAttempts.deliveryId, placeholder('deliveryId')))
    .orderBy(asc(webhookAttempts.attemptNumber))
    .prepare(),
)

export const listAttempts = (db: Db, deliveryId: number): AttemptRow[] => attemptsOf(db).all({ deliveryId })

/** The query of what is due for one webhook, earliest first. */
export const dueQuery = (db: Db) =>
  db
    .select()
    .from(table)
    .where(and(eq(table.webhookId, placeholder('webhookId')), lte(table.nextAttemptAt, placeholder('now'))))
    .orderBy(asc(table.nextAttemptAt))
    .limit(rowLimit)

const due = prepared((db) => dueQuery(db).prepare())

export const listDueDeliveries = (db: Db, webhookId: number, now: string, limit: number): DeliveryRow[] =>
  due(db).all({ webhookId, now, limit })

const upcoming = prepared((db) =>
  db
    .select({ id: table.id, nextAttemptAt: table.nextAttemptAt })
    .from(table)
    .where(and(eq(table.webhookId, placeholder('webhookId')), isNotNull(table.nextAttemptAt)))
    .orderBy(asc(table.nextAttemptAt))
    .limit(rowLimit)
    .prepare(),
)

/** The next retries of one webhook, earliest first. */
export const listUpcomingRetries = (db: Db, webhookId: number, limit: number): { id: number; nextAttemptAt: string | null }[] =>
  upcoming(db).all({ webhookId, limit })

/** Events after a cursor that were attempted and recorded out of order before the last end of the program. */
export const listRecordedSeqs = (db: Db, webhookId: number, cursor: number): number[] =>
  db
    .select({ seq: table.eventSeq })
    .from(table)
    .where(and(eq(table.webhookId, webhookId), gt(table.eventSeq, cursor)))
    .all()
    .flatMap(({ seq }) => (seq === null ? [] : [seq]))

/** NB: the status stands in the text of the next two, or SQLite would not use their partial index. */
const waiting = prepared((db) =>
  db.$client.prepare<[number, string]>(
    "SELECT 1 FROM webhook_deliveries WHERE webhook_id = ? AND order_key = ? AND status = 'pending' LIMIT 1",
  ),
)

/** Whether a delivery of the record waits, where the order of its events is kept. */
export const isRecordWaiting = (db: Db, webhookId: number, orderKey: string): boolean => waiting(db).get(webhookId, orderKey) !== undefined

const release = prepared((db) =>
  db.$client.prepare<[string, number, string]>(`
    UPDATE webhook_deliveries SET next_attempt_at = ? WHERE next_attempt_at IS NULL AND id = (
      SELECT id FROM webhook_deliveries WHERE webhook_id = ? AND order_key = ? AND status = 'pending' ORDER BY event_seq LIMIT 1
    )`),
)

/** Lets the first delivery of a record go that was held by one before it. */
export const releaseNext = (db: Db, webhookId: number, orderKey: string, now: string): void =>
  void release(db).run(now, webhookId, orderKey)

/** Lets every delivery go that was held for the order of its record. */
export const releaseAll = (db: Db, webhookId: number, now: string): void =>
  void db
    .update(table)
    .set({ nextAttemptAt: now })
    .where(and(eq(table.webhookId, webhookId), eq(table.status, 'pending'), isNull(table.nextAttemptAt)))
    .run()

const allDue = prepared((db) =>
  db.$client.prepare<[string, number]>(
    'UPDATE webhook_deliveries SET next_attempt_at = ? WHERE webhook_id = ? AND next_attempt_at IS NOT NULL',
  ),
)

/** Makes every delivery due that waits to be tried again; those of one time are sent as they came. */
export const makeAllDue = (db: Db, webhookId: number, now: string): void => void allDue(db).run(now, webhookId)

const later = prepared((db) =>
  db.$client.prepare<[number, string]>('SELECT 1 FROM webhook_deliveries WHERE webhook_id = ? AND next_attempt_at > ? LIMIT 1'),
)

/** Whether a retry is planned after a time. */
export const hasRetryAfter = (db: Db, webhookId: number, time: string): boolean => later(db).get(webhookId, time) !== undefined

const earlier = prepared((db) =>
  db.$client.prepare<[string, number, string]>(`
    UPDATE webhook_deliveries SET next_attempt_at = strftime('%Y-%m-%dT%H:%M:%fZ', next_attempt_at, ?)
    WHERE webhook_id = ? AND next_attempt_at > ?`),
)

const dueNow = prepared((db) =>
  db.$client.prepare<[string, number, string]>(
    'UPDATE webhook_deliveries SET next_attempt_at = ? WHERE webhook_id = ? AND next_attempt_at > ?',
  ),
)

/** Plans the retries that lie ahead so much earlier, and for now what then still lies beyond the farthest that there can be. */
export function moveRetries(db: Db, webhookId: number, { now, byMs, farthest }: { now: string; byMs: number; farthest: string }): void {
  if (byMs > 0) earlier(db).run(`-${byMs / 1_000} seconds`, webhookId, now)
  dueNow(db).run(now, webhookId, farthest)
}

/** Deliveries of a webhook that wait. */
export const countPending = (db: Db, webhookId: number): number =>
  db
    .select({ count: count() })
    .from(table)
    .where(and(eq(table.webhookId, webhookId), eq(table.status, 'pending')))
    .get()?.count ?? 0
