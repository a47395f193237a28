import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { events } from '../../events/events.table.ts'
import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import { webhookDeliveries, webhooks } from '../webhooks/webhooks.table.ts'
import type { CausedEvent } from './threads.contract.ts'

const ofRequest = prepared((db) =>
  db
    .select({
      seq: events.seq,
      id: events.id,
      event: events.event,
      recordType: events.recordType,
      recordKey: events.recordKey,
      createdAt: events.createdAt,
    })
    .from(events)
    .where(eq(events.requestId, sql.placeholder('requestId')))
    .orderBy(asc(events.seq))
    .limit(sql.placeholder('limit'))
    .prepare(),
)

const firstOfRequest = prepared((db) =>
  db
    .select({ actorType: events.actorType, actorName: events.actorName })
    .from(events)
    .where(eq(events.requestId, sql.placeholder('requestId')))
    .orderBy(asc(events.seq))
    .limit(1)
    .prepare(),
)

/** The first event that a request caused. */
export const findFirstOfRequest = (db: Db, requestId: string) => firstOfRequest(db).get({ requestId })

const countOfRequest = prepared((db) =>
  db
    .select({ count: sql<number>`count(*)` })
    .from(events)
    .where(eq(events.requestId, sql.placeholder('requestId')))
    .prepare(),
)

export const countCausedEvents = (db: Db, requestId: string): number => countOfRequest(db).get({ requestId })?.count ?? 0

/** The deliveries of some events, found webhook by webhook, as their index wants it. */
const deliveriesOf = (db: Db, seqs: readonly number[]) =>
  db
    .select({
      eventSeq: webhookDeliveries.eventSeq,
      id: webhookDeliveries.id,
      webhookId: webhookDeliveries.webhookId,
      webhookName: webhooks.name,
      status: webhookDeliveries.status,
      attempts: webhookDeliveries.attemptNumber,
      responseStatus: webhookDeliveries.responseStatus,
    })
    .from(webhooks)
    .innerJoin(webhookDeliveries, and(eq(webhookDeliveries.webhookId, webhooks.id), inArray(webhookDeliveries.eventSeq, [...seqs])))
    .all()

/** The first events that a request caused, each with its deliveries. */
export const listCausedEvents = (db: Db, requestId: string, limit: number): CausedEvent[] =>
  withDeliveries(db, ofRequest(db).all({ requestId, limit }))

type Bare = Omit<CausedEvent, 'deliveries'> & { readonly seq: number }

/** Events with what was sent of them. */
export function withDeliveries(db: Db, found: readonly Bare[]): CausedEvent[] {
  const seqs = found.map(({ seq }) => seq)
  const deliveries = Map.groupBy(seqs.length === 0 ? [] : deliveriesOf(db, seqs), ({ eventSeq }) => eventSeq)
  return found.map(({ seq, id, event, recordType, recordKey, createdAt }) => ({
    ...{ id, event, recordType, recordKey, createdAt },
    deliveries: (deliveries.get(seq) ?? []).map(({ eventSeq: _, ...delivery }) => delivery),
  }))
}

const eventOfDelivery = prepared((db) =>
  db
    .select({ eventId: webhookDeliveries.eventId, isTest: webhookDeliveries.isTest })
    .from(webhookDeliveries)
    .where(eq(webhookDeliveries.id, sql.placeholder('deliveryId')))
    .prepare(),
)

/** The event that a delivery carries. */
export const findEventOfDelivery = (db: Db, deliveryId: number) => eventOfDelivery(db).get({ deliveryId })
