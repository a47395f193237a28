import { matchesEvent } from '../../contract/event-definition.ts'
import { eventBody, findEvent, listNewestEvents } from '../../events/event-log.ts'
import type { EventRow } from '../../events/events.table.ts'
import type { Db } from '../../infra/db/database.ts'
import { notFound } from '../../lib/app-error.ts'
import { parseFilter } from './event-filter.ts'
import { payloadOf } from './event-pages.ts'
import { checkedFilter } from './webhooks.service.ts'

/** How far back the newest event that fits is looked for. */
const eventsSearched = 1_000

interface Tried {
  readonly events: readonly string[]
  readonly filter: string | null
  readonly eventId?: string | undefined
}

const isMeant = ({ events }: Tried, row: EventRow): boolean => events.some((pattern) => matchesEvent(pattern, row.event))

function eventFor(db: Db, tried: Tried): EventRow | undefined {
  if (tried.eventId === undefined) return listNewestEvents(db, { limit: eventsSearched }).find((row) => isMeant(tried, row))
  const row = findEvent(db, tried.eventId)
  if (row === undefined) throw notFound('event', tried.eventId)
  return row
}

/** What settings would make of an event. @throws AppError `not_found`; `invalid_request` for a filter that cannot be read. */
export function preview(db: Db, tried: Tried) {
  const filter = checkedFilter(tried.filter)
  const row = eventFor(db, tried)
  if (row === undefined) return { event: null, isWanted: false, body: null }
  const isWanted = isMeant(tried, row) && (filter === null || parseFilter(filter)(payloadOf(row)))
  return { event: row, isWanted, body: eventBody(row) }
}
