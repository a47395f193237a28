import { grants } from '../../contract/scopes.ts'
import { findEvent } from '../../events/event-log.ts'
import type { EventRow } from '../../events/events.table.ts'
import type { Db } from '../../infra/db/database.ts'
import { type BoundRoute, type HandlerInput, read } from '../../infra/http/bind.ts'
import type { Principal } from '../../infra/http/principal.ts'
import { notFound } from '../../lib/app-error.ts'
import { countCausedEvents, findEventOfDelivery, findFirstOfRequest, listCausedEvents, withDeliveries } from './caused-events.store.ts'
import { type CausedEvent, getThread, maxCausedEvents, type Thread } from './threads.contract.ts'

interface RequestLog {
  /** A request that is kept, in the log of a workspace. */
  readonly findRequestLog: (logDb: Db, requestId: string) => NonNullable<Thread['request']> | undefined
}

export const threadRoutes = (log: RequestLog): BoundRoute[] => [read(getThread, ({ principal, query }) => threadOf(principal, query, log))]

type Start = HandlerInput<typeof getThread>['query']

/** From wherever it is taken up, the whole of it: the request, or what Interlock did, and all that came of that. */
function threadOf(principal: Principal, start: Start, { findRequestLog }: RequestLog): Thread {
  const { db, logDb } = principal.workspace
  const event = startEvent(db, start)
  const requestId = start.requestId ?? event?.requestId ?? null
  const first = event ?? (requestId === null ? undefined : findFirstOfRequest(db, requestId))
  const request = requestId === null ? undefined : findRequestLog(logDb, requestId)
  if (start.requestId !== undefined && request === undefined && first === undefined) throw notFound('request', start.requestId)
  const events = eventsOf(db, requestId, event)
  return {
    actor: first === undefined ? null : { type: first.actorType, name: first.actorName },
    requestId,
    request: grants(principal.scopes, 'requests:read') ? (request ?? null) : null,
    events: grants(principal.scopes, 'webhooks:read') ? events : events.map((one) => ({ ...one, deliveries: [] })),
    eventCount: requestId === null ? events.length : countCausedEvents(db, requestId),
  }
}

/** @throws AppError `not_found`; a test is no event of the log, so nothing stands behind it. */
function startEvent(db: Db, { eventId, deliveryId }: Start): EventRow | undefined {
  if (eventId !== undefined) return findEvent(db, eventId) ?? missing('event', eventId)
  if (deliveryId === undefined) return undefined
  const delivery = findEventOfDelivery(db, deliveryId) ?? missing('delivery', deliveryId)
  return delivery.isTest ? undefined : findEvent(db, delivery.eventId)
}

function missing(what: string, id: string | number): never {
  throw notFound(what, id)
}

/** Those of the request; the one that was asked for is among them, however many there are. */
function eventsOf(db: Db, requestId: string | null, asked: EventRow | undefined): CausedEvent[] {
  const ofRequest = requestId === null ? [] : listCausedEvents(db, requestId, maxCausedEvents)
  if (asked === undefined || ofRequest.some(({ id }) => id === asked.id)) return ofRequest
  return [...ofRequest.slice(0, maxCausedEvents - 1), ...withDeliveries(db, [asked])]
}
