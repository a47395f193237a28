import type { EventRow } from '../../events/events.table.ts'
import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import type { Payload } from './event-filter.ts'

/** What a delivery needs of an event. */
export type LoggedEvent = Pick<EventRow, 'seq' | 'id' | 'event' | 'recordKey' | 'createdAt' | 'data'>

/** NB: plain SQL, since every event passes here and drizzle's mapping of rows would take as long as signing them. The cast: see `rowLimit`. */
const after = prepared((db) =>
  db.$client.prepare<[number, number], LoggedEvent>(
    'SELECT seq, id, event, record_key AS recordKey, created_at AS createdAt, data FROM events WHERE seq > ? ORDER BY seq LIMIT CAST(? AS INTEGER)',
  ),
)

/** A stretch of the event log without holes: everything after `from`, oldest first. */
export interface EventPage {
  readonly from: number
  readonly rows: readonly LoggedEvent[]
}

/** Events a page; bounds what a webhook that lags holds in memory. */
const pageSize = 64

export const noEvents: EventPage = { from: 0, rows: [] }

export interface EventPages {
  readonly after: (seq: number) => EventPage
  /** Reads anew what comes next: the log was emptied. */
  readonly forget: () => void
}

/** Reads the log for many webhooks. Those that stand at its end share one page, so an event is read once, not once a webhook. */
export function createEventPages(db: Db): EventPages {
  let shared = noEvents
  const isIn = (seq: number): boolean => seq >= shared.from && seq < (shared.rows.at(-1)?.seq ?? -1)
  return {
    after: (seq) => {
      if (!isIn(seq)) shared = { from: seq, rows: after(db).all(seq, pageSize) }
      return shared
    },
    forget: () => {
      shared = noEvents
    },
  }
}

const payloads = new WeakMap<LoggedEvent, Payload>()

/** An event as its receivers read it; parsed once, whoever asks. */
export function payloadOf(event: LoggedEvent): Payload {
  const known = payloads.get(event)
  if (known !== undefined) return known
  const payload = { id: event.id, event: event.event, created_at: event.createdAt, data: JSON.parse(event.data) }
  payloads.set(event, payload)
  return payload
}
