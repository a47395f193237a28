import { matchesEvent } from '../../contract/event-definition.ts'
import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import { AppError } from '../../lib/app-error.ts'
import { insertDelivery } from './deliveries.store.ts'
import { deliveriesKeptFrom } from './delivery-retention.ts'
import type { LoggedEvent } from './event-pages.ts'
import type { PayloadInRevision } from './event-revisions.ts'
import { payloadRules } from './payload-rules.ts'
import { getWebhook } from './webhooks.service.ts'
import type { WebhookRow } from './webhooks.table.ts'

/** Most deliveries that one call sends again, and events that it looks at: bounds the rows of one transaction. */
const maxResent = 5_000
const maxLookedAt = 20_000

export interface ResendRange {
  /** `failed`: what was given up; `missed`: what was never attempted; `all`: every event that the webhook means. */
  readonly which: 'failed' | 'missed' | 'all'
  readonly since: string
  readonly until?: string | undefined
}

/** What was never attempted lies before the cursor: what comes after it is on its way. */
const eventsOf = prepared((db) =>
  db.$client.prepare<[number, string, string, number, number], LoggedEvent & { deliveryId: number | null; status: string | null }>(`
    SELECT events.seq, events.id, events.event, events.record_key AS recordKey, events.created_at AS createdAt, events.data,
      deliveries.id AS deliveryId, deliveries.status
    FROM events LEFT JOIN webhook_deliveries AS deliveries ON deliveries.webhook_id = ? AND deliveries.event_seq = events.seq
    WHERE events.created_at >= ? AND events.created_at <= ? AND events.seq <= ? ORDER BY events.created_at, events.seq LIMIT ?`),
)

/** NB: not what has no body any more, because its event was removed from the log. */
const failedOf = prepared((db) =>
  db.$client
    .prepare<[number, string, string, number], number>(`
      SELECT id FROM webhook_deliveries
      WHERE webhook_id = ? AND status = 'failed' AND NOT is_test AND created_at >= ? AND created_at <= ?
        AND (body IS NOT NULL OR EXISTS (SELECT 1 FROM events WHERE events.id = event_id))
      ORDER BY created_at LIMIT ?`)
    .pluck(),
)

/** Its retries begin anew; the order of its record has gone on without it, and it holds nothing. */
const again = prepared((db) =>
  db.$client.prepare<[string, number]>(`
    UPDATE webhook_deliveries
    SET status = 'pending', failure_reason = NULL, scheduled_attempts = 0, next_attempt_at = ?, order_key = NULL
    WHERE id = ? AND status != 'pending'`),
)

/**
 * Makes deliveries due again, or for the first time; the dispatcher sends them at the webhook's pace, with the ids of their events.
 * @returns how many; `isCut` when there may be more in the range. @throws AppError `not_found`; `conflict` while the webhook is paused.
 */
export function resend(tx: Tx, webhookId: number, range: ResendRange, payloadIn: PayloadInRevision): { count: number; isCut: boolean } {
  const webhook = getWebhook(tx.db, webhookId)
  if (!webhook.isActive) {
    throw new AppError('conflict', 'A paused webhook sends nothing.', { details: { fix: 'Resume it, then send again.' } })
  }
  const until = range.until ?? tx.now
  if (range.which !== 'failed') return replay(tx, webhook, { ...range, until }, payloadIn)
  const ids = failedOf(tx.db).all(webhookId, range.since, until, maxResent + 1)
  for (const id of ids.slice(0, maxResent)) again(tx.db).run(tx.now, id)
  return { count: Math.min(ids.length, maxResent), isCut: ids.length > maxResent }
}

const later = (one: string, other: string): string => (one > other ? one : other)

function replay(tx: Tx, webhook: WebhookRow, range: ResendRange & { readonly until: string }, payloadIn: PayloadInRevision) {
  const { filter } = payloadRules(webhook, payloadIn)
  const isMeant = (event: LoggedEvent): boolean =>
    webhook.events.some((pattern) => matchesEvent(pattern, event.event)) && (filter === undefined || filter(event))
  // NB: of what lies before it nobody knows any more whether it was attempted.
  const since = range.which === 'missed' ? later(range.since, deliveriesKeptFrom(tx.db, Date.parse(tx.now))) : range.since
  const rows = eventsOf(tx.db).all(webhook.id, since, range.until, webhook.cursorSeq, maxLookedAt + 1)
  let count = 0
  for (const row of rows.slice(0, maxLookedAt)) {
    if (row.status === 'pending' || (range.which === 'missed' && row.deliveryId !== null) || !isMeant(row)) continue
    if (count === maxResent) return { count, isCut: true }
    if (row.deliveryId === null) insertMissed(tx.db, webhook.id, row, tx.now)
    else again(tx.db).run(tx.now, row.deliveryId)
    count += 1
  }
  return { count, isCut: rows.length > maxLookedAt }
}

const insertMissed = (db: Db, webhookId: number, event: LoggedEvent, now: string): void =>
  void insertDelivery(db, {
    webhookId,
    eventSeq: event.seq,
    eventId: event.id,
    eventType: event.event,
    recordKey: event.recordKey,
    orderKey: null,
    status: 'pending',
    failureReason: null,
    attemptNumber: 0,
    scheduledAttempts: 0,
    nextAttemptAt: now,
    responseStatus: null,
    responseTimeMs: null,
    isTest: false,
    body: null,
    deliveredAt: null,
    createdAt: now,
  })
