import { count, desc, eq } from 'drizzle-orm'
import { matchesEvent } from '../../contract/event-definition.ts'
import { eventBody, findEvent, newestSeq } from '../../events/event-log.ts'
import { decodeCursor, encodeCursor } from '../../infra/db/cursor.ts'
import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import { AppError, notFound } from '../../lib/app-error.ts'
import { isoTime } from '../../lib/identity.ts'
import { deleteDrops, findDropAt, listDrops } from './backlog.store.ts'
import { mayNotWait } from './backlog.ts'
import type { ConsumerView, PolledEvents } from './event-consumers.contract.ts'
import { type ConsumerRow, eventConsumers as table } from './event-consumers.table.ts'
import { parseFilter } from './event-filter.ts'
import { type LoggedEvent, payloadOf } from './event-pages.ts'
import { signatureHeader, standardSignature } from './signature.ts'
import { checkedFilter } from './webhooks.service.ts'

/** Events that one call looks at; bounds what a consumer costs that wants few of many. */
const maxLookedAt = 2_000

/** Most consumers of one workspace. */
const maxConsumers = 100

export const listConsumers = (db: Db): ConsumerView[] =>
  db
    .select()
    .from(table)
    .orderBy(desc(table.id))
    .all()
    .map((row) => consumerView(db, row))

export const consumerView = (db: Db, row: ConsumerRow): ConsumerView => ({
  ...row,
  behind: Math.max(0, newestSeq(db) - row.cursorSeq),
  dropped: dropBefore(db, row, row.cursorSeq),
})

const find = (db: Db, name: string): ConsumerRow | undefined => db.select().from(table).where(eq(table.name, name)).get()

/** @throws AppError `not_found`. */
export function getConsumer(db: Db, name: string): ConsumerRow {
  const row = find(db, name)
  if (row === undefined) throw new AppError('not_found', 'There is no event consumer of this name.')
  return row
}

interface NewConsumer {
  readonly name: string
  readonly events: string[]
  readonly filter: string | null
  readonly secret: string
}

/** Makes one that begins after the newest event. @param secret sealed. @throws AppError `conflict`, `invalid_request`. */
export function createConsumer(tx: Tx, { name, events, filter, secret }: NewConsumer): ConsumerRow {
  if (find(tx.db, name) !== undefined) throw new AppError('conflict', 'There is an event consumer of this name already.')
  if ((tx.db.select({ count: count() }).from(table).get()?.count ?? 0) >= maxConsumers) {
    throw new AppError('conflict', `There are ${maxConsumers} event consumers already.`, {
      details: { limit: maxConsumers, fix: 'Delete one that nobody needs any more.' },
    })
  }
  return tx.db
    .insert(table)
    .values({ name, events, filter: checkedFilter(filter), secret, cursorSeq: newestSeq(tx.db), createdAt: tx.now })
    .returning()
    .get()
}

interface ConsumerChange {
  readonly events?: string[] | undefined
  readonly filter?: string | null | undefined
}

/** Its place stays: what it has not acknowledged counts by the new choice. @throws AppError `not_found`, `invalid_request`. */
export function changeConsumer(tx: Tx, name: string, { events, filter }: ConsumerChange): ConsumerRow {
  const before = getConsumer(tx.db, name)
  const values = { events: events ?? before.events, filter: filter === undefined ? before.filter : checkedFilter(filter) }
  tx.db.update(table).set(values).where(eq(table.id, before.id)).run()
  return { ...before, ...values }
}

/** @throws AppError `not_found`. */
export function removeConsumer(tx: Tx, name: string): void {
  const { id } = getConsumer(tx.db, name)
  deleteDrops(tx.db, { consumerId: id })
  tx.db.delete(table).where(eq(table.id, id)).run()
}

/** Replaces the secret; the one so far signs too for the overlap. @param sealedSecret as the vault gave it. @throws AppError `not_found`. */
export function rotateSecret(
  tx: Tx,
  name: string,
  { sealedSecret, overlapHours }: { sealedSecret: string; overlapHours: number },
): ConsumerRow {
  const { id, secret } = getConsumer(tx.db, name)
  const previous =
    overlapHours === 0
      ? { previousSecret: null, previousSecretUntil: null }
      : { previousSecret: secret, previousSecretUntil: isoTime(Date.parse(tx.now) + overlapHours * 3_600_000) }
  tx.db
    .update(table)
    .set({ secret: sealedSecret, ...previous })
    .where(eq(table.id, id))
    .run()
  return getConsumer(tx.db, name)
}

/** Where a consumer begins again. */
type Place = { readonly eventId?: string | undefined; readonly since?: string | undefined }

const firstSince = prepared((db) =>
  db.$client.prepare<[string], LoggedEvent>(
    'SELECT seq, id, event, record_key AS recordKey, created_at AS createdAt, data FROM events WHERE created_at >= ? ORDER BY created_at, seq LIMIT 1',
  ),
)

/** Puts it before an event; one that has no event after the time stays. @throws AppError `not_found`; `conflict` for what its backlog would drop at once. */
export function rewind(tx: Tx, name: string, { eventId, since }: Place): ConsumerRow {
  const consumer = getConsumer(tx.db, name)
  const event = since === undefined ? findEvent(tx.db, eventId ?? '') : firstSince(tx.db).get(isoTime(Date.parse(since)))
  if (event === undefined && since !== undefined) return consumer
  if (event === undefined) throw notFound('event', eventId ?? '')
  if (mayNotWait(tx, event)) {
    throw new AppError('conflict', 'This event is older than what may wait for an event consumer.', {
      details: { fix: 'Raise the bound of the backlog under Retention first, or begin with a later event.' },
    })
  }
  const cursorSeq = Math.min(consumer.cursorSeq, event.seq - 1)
  tx.db.update(table).set({ cursorSeq }).where(eq(table.id, consumer.id)).run()
  return { ...consumer, cursorSeq }
}

/** Where an iterator of this consumer stands; where it stood anyway when that is further. @throws AppError `invalid_cursor`. */
export function placeOf(consumer: ConsumerRow, iterator: string | undefined): number {
  if (iterator === undefined) return consumer.cursorSeq
  const [id, seq] = decodeCursor(iterator, 2)
  if (id !== consumer.id) throw new AppError('invalid_cursor', 'This iterator belongs to another event consumer.')
  return Math.max(consumer.cursorSeq, Number(seq))
}

/** NB: never back, and never past the log: an answer that comes late, or another caller of the same name, acknowledges nothing anew. */
export function acknowledge(tx: Tx, consumer: ConsumerRow, place: number): void {
  const cursorSeq = Math.min(Math.max(getConsumer(tx.db, consumer.name).cursorSeq, place), newestSeq(tx.db))
  tx.db.update(table).set({ cursorSeq, acknowledgedAt: tx.now }).where(eq(table.id, consumer.id)).run()
}

const after = prepared((db) =>
  db.$client.prepare<[number, number], LoggedEvent>(
    'SELECT seq, id, event, record_key AS recordKey, created_at AS createdAt, data FROM events WHERE seq > ? ORDER BY seq LIMIT CAST(? AS INTEGER)',
  ),
)

interface Poll {
  readonly place: number
  readonly limit: number
  /** In the clear, the current one first. */
  readonly secrets: readonly string[]
  readonly now: number
}

/** The next events of a consumer, each as a webhook would get it. */
export function poll(db: Db, consumer: ConsumerRow, { place, limit, secrets, now }: Poll): PolledEvents {
  const data: PolledEvents['data'] = []
  const unixSeconds = Math.floor(now / 1_000)
  const wants = wantsOf(consumer)
  let seq = place
  for (const event of after(db).iterate(place, maxLookedAt)) {
    if (data.length === limit) break
    seq = event.seq
    if (wants(event)) data.push(signed(event, secrets, unixSeconds))
  }
  return { data, iterator: encodeCursor([consumer.id, seq]), done: newestSeq(db) <= seq, dropped: dropBefore(db, consumer, place) }
}

/** Which events a consumer gets. */
export function wantsOf({ events, filter }: Pick<ConsumerRow, 'events' | 'filter'>): (event: LoggedEvent) => boolean {
  const isAmong = filter === null ? undefined : parseFilter(filter)
  return (event) => events.some((pattern) => matchesEvent(pattern, event.event)) && (isAmong === undefined || isAmong(payloadOf(event)))
}

/** What was dropped right before a place. */
function dropBefore(db: Db, { id }: ConsumerRow, place: number): PolledEvents['dropped'] {
  const owner = { consumerId: id }
  const found = findDropAt(db, owner, place)
  return found === undefined ? null : (listDrops(db, owner).find((drop) => drop.id === found.id) ?? null)
}

function signed(event: LoggedEvent, secrets: readonly string[], unixSeconds: number): PolledEvents['data'][number] {
  const body = eventBody(event)
  const over = { eventId: event.id, body: Buffer.from(body), unixSeconds }
  const headers = {
    'Content-Type': 'application/json',
    'X-Event-Id': event.id,
    'X-Event-Type': event.event,
    'X-Signature': signatureHeader(secrets, over),
    'webhook-id': event.id,
    'webhook-timestamp': String(unixSeconds),
    'webhook-signature': standardSignature(secrets, over),
  }
  return { id: event.id, event: event.event, createdAt: event.createdAt, headers, body }
}
