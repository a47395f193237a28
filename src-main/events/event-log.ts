import { desc, eq, sql } from 'drizzle-orm'
import type { Db } from '../infra/db/database.ts'
import { prepared } from '../infra/db/prepared.ts'
import { writeStatement } from '../infra/db/statement.ts'
import type { Tx } from '../infra/db/write-queue.ts'
import { type EventRow, events } from './events.table.ts'

/** What a feature says happened. `data` is the payload's `data` without who did it, in wire form. */
export interface NewEvent {
  readonly event: string
  readonly recordType: string
  readonly recordId: number
  readonly recordKey: string
  readonly data: Readonly<Record<string, unknown>>
}

const insert = prepared((db) =>
  writeStatement(
    db,
    db.insert(events).values({
      id: sql.placeholder('id'),
      event: sql.placeholder('event'),
      recordType: sql.placeholder('recordType'),
      recordId: sql.placeholder('recordId'),
      recordKey: sql.placeholder('recordKey'),
      data: sql.placeholder('data'),
      actorType: sql.placeholder('actorType'),
      actorId: sql.placeholder('actorId'),
      actorName: sql.placeholder('actorName'),
      requestId: sql.placeholder('requestId'),
      createdAt: sql.placeholder('createdAt'),
    }),
  ),
)

/**
 * Appends an event in the transaction of the change that it reports, with `changed_by` as the seeds' example has it.
 * @param known id and time of an event that happened in another file, and is only brought here.
 */
export function appendEvent(tx: Tx, event: NewEvent, known?: { readonly id: string; readonly createdAt: string }): string {
  const id = known?.id ?? tx.newId('evt')
  tx.markChanged()
  const { actor } = tx
  insert(tx.db).run({
    id,
    event: event.event,
    recordType: event.recordType,
    recordId: event.recordId,
    recordKey: event.recordKey,
    data: JSON.stringify({ ...event.data, changed_by: { id: actor.id, type: actor.type, name: actor.name } }),
    actorType: actor.type,
    actorId: actor.id,
    actorName: actor.name,
    requestId: tx.requestId,
    createdAt: known?.createdAt ?? tx.now,
  })
  return id
}

const newest = prepared((db) => db.select({ id: events.id }).from(events).orderBy(desc(events.seq)).limit(1).prepare())

/** The id of the newest event; every change of a record has one. */
export const findNewestEventId = (db: Db): string | undefined => newest(db).get()?.id

const newestOnes = prepared((db) => db.select().from(events).orderBy(desc(events.seq)).limit(sql.placeholder('limit')).prepare())

/** Newest first. */
export const listNewestEvents = (db: Db, limit: number): EventRow[] => newestOnes(db).all({ limit })

const byId = prepared((db) =>
  db
    .select()
    .from(events)
    .where(eq(events.id, sql.placeholder('id')))
    .prepare(),
)

export const findEvent = (db: Db, id: string): EventRow | undefined => byId(db).get({ id })

const lastSeq = prepared((db) =>
  db
    .select({ seq: sql<number>`coalesce(max(${events.seq}), 0)` })
    .from(events)
    .prepare(),
)

/** The cursor that stands after everything so far. */
export const newestSeq = (db: Db): number => lastSeq(db).get()?.seq ?? 0

const firstSeq = prepared((db) =>
  db
    .select({ seq: sql<number | null>`min(${events.seq})` })
    .from(events)
    .prepare(),
)

/** The place of the oldest event that is kept; beyond every event when none is. */
export const oldestSeq = (db: Db): number => firstSeq(db).get()?.seq ?? Number.POSITIVE_INFINITY

/** The body that leaves Interlock for an event: `{ id, event, created_at, data }`, the same bytes for every receiver and attempt. */
export const eventBody = (row: Pick<EventRow, 'id' | 'event' | 'createdAt' | 'data'>): string =>
  `{"id":${JSON.stringify(row.id)},"event":${JSON.stringify(row.event)},"created_at":${JSON.stringify(row.createdAt)},"data":${row.data}}`
