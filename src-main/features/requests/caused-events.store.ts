import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { events } from '../../events/events.table.ts'
import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import { webhookDeliveries, webhooks } from '../webhooks/webhooks.table.ts'
import type { CausedEvent } from './requests.contract.ts'

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
export function listCausedEvents(db: Db, requestId: string, limit: number): CausedEvent[] {
  const found = ofRequest(db).all({ requestId, limit })
  const deliveries = Map.groupBy(
    found.length === 0
      ? []
      : deliveriesOf(
          db,
          found.map(({ seq }) => seq),
        ),
    ({ eventSeq }) => eventSeq,
  )
  return found.map(({ seq, ...event }) => ({
    ...event,
    deliveries: (deliveries.get(seq) ?? []).map(({ eventSeq: _, ...delivery }) => delivery),
  }))
}
