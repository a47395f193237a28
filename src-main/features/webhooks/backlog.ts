import { newestSeq } from '../../events/event-log.ts'
import type { Db } from '../../infra/db/database.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import { workspaceSetting } from '../../infra/settings/workspace-setting.ts'
import { isoTime } from '../../lib/identity.ts'
import type { DropReason } from './backlog.contract.ts'
import { type BacklogOwner, listEventsAfter, moveDrop, recordDrop } from './backlog.store.ts'
import type { LoggedEvent } from './event-pages.ts'

/** Most events that may wait for one webhook or event consumer, and most days that one may wait; beyond, the oldest are dropped. */
export const backlogEvents = workspaceSetting('backlog.max_events', 1_000_000)
export const backlogDays = workspaceSetting('backlog.max_days', 30)

const dayMs = 86_400_000

/** Events that are looked at in one write; bounds how long the file is held. */
export const dropBatch = 1_000

export interface BacklogBounds {
  readonly maxEvents: number
  readonly maxDays: number
}

export const boundsOf = (db: Db): BacklogBounds => ({ maxEvents: backlogEvents.read(db), maxDays: backlogDays.read(db) })

/** What waits for somebody. */
export interface Backlog {
  readonly events: number
  /** When the oldest of them happened; null when nothing waits. */
  readonly oldestAt: string | null
}

/** What lies in the log after a place. */
export function backlogAfter(db: Db, seq: number): Backlog {
  const events = Math.max(0, newestSeq(db) - seq)
  const oldestAt = events === 0 ? null : (listEventsAfter(db, seq, 1)[0]?.createdAt ?? null)
  return { events, oldestAt }
}

/** How much of its bound a backlog takes, in percent; at 100 the oldest are dropped. */
export function filledPercent({ events, oldestAt }: Backlog, { maxEvents, maxDays }: BacklogBounds, now: number): number {
  const days = oldestAt === null ? 0 : Math.max(0, now - Date.parse(oldestAt)) / dayMs
  return 100 * Math.max(events / maxEvents, days / maxDays)
}

/** Why an event may wait no longer; undefined while it may. */
function dropReason(
  event: Pick<LoggedEvent, 'seq' | 'createdAt'>,
  { newest, bounds, now }: { newest: number; bounds: BacklogBounds; now: number },
): DropReason | undefined {
  if (event.seq <= newest - bounds.maxEvents) return 'count'
  return event.createdAt < isoTime(now - bounds.maxDays * dayMs) ? 'age' : undefined
}

/** Whether an event is beyond the bounds already. */
export const mayNotWait = ({ db, now }: Tx, event: Pick<LoggedEvent, 'seq' | 'createdAt'>): boolean =>
  dropReason(event, { newest: newestSeq(db), bounds: boundsOf(db), now: Date.parse(now) }) !== undefined

interface Owner {
  readonly owner: BacklogOwner
  /** Where it stands in the log. */
  readonly place: number
  readonly wants: (event: LoggedEvent) => boolean
}

/**
 * Drops the oldest events after a place that may wait no longer, of one reason and one batch, and writes down which of them its owner was meant to
 * get. @returns the new place, and whether a new record was begun.
 */
export function dropOldest(tx: Tx, { owner, place, wants }: Owner): { place: number; isNew: boolean } {
  const { db, now } = tx
  const about = { newest: newestSeq(db), bounds: boundsOf(db), now: Date.parse(now) }
  const rows = listEventsAfter(db, place, dropBatch)
  const reason = rows[0] && dropReason(rows[0], about)
  if (reason === undefined) return { place, isNew: false }
  const end = rows.findIndex((row) => dropReason(row, about) !== reason)
  const passed = end === -1 ? rows : rows.slice(0, end)
  const toSeq = passed.at(-1)?.seq ?? place
  const events = passed.filter(wants)
  if (events.length === 0) moveDrop(db, owner, { from: place, to: toSeq })
  return { place: toSeq, isNew: recordDrop(db, { owner, reason, events, afterSeq: place, toSeq, now }) }
}
