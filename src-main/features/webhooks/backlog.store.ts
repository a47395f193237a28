import { and, desc, eq } from 'drizzle-orm'
import { oldestSeq } from '../../events/event-log.ts'
import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import type { BacklogDrop, DropReason } from './backlog.contract.ts'
import { backlogDrops as table } from './backlog.table.ts'
import type { LoggedEvent } from './event-pages.ts'

/** Whose backlog it is. */
export type BacklogOwner = { readonly webhookId: number } | { readonly consumerId: number }

const isOf = (owner: BacklogOwner) => ('webhookId' in owner ? eq(table.webhookId, owner.webhookId) : eq(table.consumerId, owner.consumerId))

const maxShown = 100

/** The newest first. */
export function listDrops(db: Db, owner: BacklogOwner): BacklogDrop[] {
  const oldest = oldestSeq(db)
  return db
    .select()
    .from(table)
    .where(isOf(owner))
    .orderBy(desc(table.id))
    .limit(maxShown)
    .all()
    .map(({ webhookId: _, consumerId: __, fromSeq, toSeq: ___, ...row }) => ({ ...row, isKept: fromSeq >= oldest }))
}

/** The last one that ended at a place in the log: whoever stands there has not gone on since. */
export const findDropAt = (db: Db, owner: BacklogOwner, toSeq: number) =>
  db
    .select()
    .from(table)
    .where(and(isOf(owner), eq(table.toSeq, toSeq)))
    .orderBy(desc(table.id))
    .get()

/** How long drops that follow each other are one record, milliseconds. */
const togetherMs = 86_400_000

interface Dropped {
  readonly owner: BacklogOwner
  readonly reason: DropReason
  /** Those that it was meant to get, in order; at least one. */
  readonly events: readonly Pick<LoggedEvent, 'seq' | 'id' | 'createdAt'>[]
  /** Where its place was before, and is now. */
  readonly afterSeq: number
  readonly toSeq: number
  readonly now: string
}

/** Writes what was dropped; what follows within a day, for the same reason, adds to the record. @returns whether it is a new one. */
export function recordDrop(db: Db, { owner, reason, events, afterSeq, toSeq, now }: Dropped): boolean {
  const [first, last] = [events[0], events.at(-1)]
  if (first === undefined || last === undefined) return false
  const before = findDropAt(db, owner, afterSeq)
  const end = { toEventId: last.id, toTime: last.createdAt, toSeq, lastDroppedAt: now }
  if (before?.reason === reason && Date.parse(now) - Date.parse(before.droppedAt) < togetherMs) {
    db.update(table)
      .set({ ...end, count: before.count + events.length })
      .where(eq(table.id, before.id))
      .run()
    return false
  }
  const begin = { fromSeq: first.seq, fromEventId: first.id, fromTime: first.createdAt, droppedAt: now }
  const of = 'webhookId' in owner ? { webhookId: owner.webhookId } : { consumerId: owner.consumerId }
  db.insert(table)
    .values({ ...of, ...begin, ...end, reason, count: events.length })
    .run()
  return true
}

/** The place of a record moves with it, though nothing of what was passed over concerned its owner. */
export const moveDrop = (db: Db, owner: BacklogOwner, { from, to }: { from: number; to: number }): void =>
  void db
    .update(table)
    .set({ toSeq: to })
    .where(and(isOf(owner), eq(table.toSeq, from)))
    .run()

export const deleteDrops = (db: Db, owner: BacklogOwner): void => void db.delete(table).where(isOf(owner)).run()

const eventsAfter = prepared((db) =>
  db.$client.prepare<[number, number], LoggedEvent>(
    'SELECT seq, id, event, record_key AS recordKey, created_at AS createdAt, data FROM events WHERE seq > ? ORDER BY seq LIMIT CAST(? AS INTEGER)',
  ),
)

export const listEventsAfter = (db: Db, seq: number, limit: number): LoggedEvent[] => eventsAfter(db).all(seq, limit)

/** NB: the status stands in the text, or SQLite would not use its partial index. */
const waiting = prepared((db) =>
  db.$client.prepare<[number, number, string, number], { id: number; orderKey: string | null }>(`
    SELECT id, order_key AS orderKey FROM webhook_deliveries
    WHERE webhook_id = ? AND status = 'pending' AND event_seq IS NOT NULL AND (event_seq <= ? OR created_at < ?)
    ORDER BY event_seq LIMIT CAST(? AS INTEGER)`),
)

/** Deliveries of a webhook that wait, of events up to a place or made before a time, the oldest first. */
export const listWaiting = (db: Db, webhookId: number, { upTo, before, limit }: { upTo: number; before: string; limit: number }) =>
  waiting(db).all(webhookId, upTo, before, limit)

const giveUp = prepared((db) =>
  db.$client.prepare<[number]>(
    "UPDATE webhook_deliveries SET status = 'failed', failure_reason = 'dropped', next_attempt_at = NULL WHERE id = ? AND status = 'pending'",
  ),
)

export const dropDelivery = (db: Db, id: number): void => void giveUp(db).run(id)
