import { matchesEvent } from '../../contract/event-definition.ts'
import { findEvent, listNewestEvents } from '../../events/event-log.ts'
import type { EventRow } from '../../events/events.table.ts'
import type { Db } from '../../infra/db/database.ts'
import { notFound } from '../../lib/app-error.ts'
import { TemplateError } from '../../lib/liquid-template.ts'
import type { PayloadInRevision } from './event-revisions.ts'
import { composed, payloadRules } from './payload-rules.ts'
import { checkedFilter, checkedTemplate } from './webhooks.service.ts'

/** How far back the newest event that fits is looked for. */
const eventsSearched = 1_000

interface Tried {
  readonly events: readonly string[]
  readonly filter: string | null
  readonly template: string | null
  readonly contentType: string
  readonly apiVersion: string
  readonly eventId?: string | undefined
}

const isMeant = ({ events }: Tried, row: EventRow): boolean => events.some((pattern) => matchesEvent(pattern, row.event))

function eventFor(db: Db, tried: Tried): EventRow | undefined {
  if (tried.eventId === undefined) return listNewestEvents(db, eventsSearched).find((row) => isMeant(tried, row))
  const row = findEvent(db, tried.eventId)
  if (row === undefined) throw notFound('event', tried.eventId)
  return row
}

/** What settings would make of an event. @throws AppError `not_found`; `invalid_request` for a filter or template that cannot be read. */
export function preview(db: Db, tried: Tried, payloadIn: PayloadInRevision) {
  const rules = payloadRules({ ...tried, filter: checkedFilter(tried.filter), template: checkedTemplate(tried) }, payloadIn)
  const row = eventFor(db, tried)
  if (row === undefined) return { event: null, isWanted: false, body: null, problem: null }
  const isWanted = isMeant(tried, row) && (rules.filter === undefined || rules.filter(row))
  try {
    return { event: row, isWanted, body: composed(rules, row).body, problem: null }
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error
    return { event: row, isWanted, body: null, problem: { line: error.line, message: error.message } }
  }
}
