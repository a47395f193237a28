import { and, desc, eq, gte, inArray, lt, type SQL, sql } from 'drizzle-orm'
import { type EventRow, events as table } from '../../events/events.table.ts'
import type { Db } from '../../infra/db/database.ts'
import { phraseQuery } from '../../records/search-index.ts'
import { eventSearchTable } from './event-search.table.ts'

/** What a list of events is to hold; nothing left out. */
export interface EventListFilter {
  readonly event?: string | undefined
  readonly recordType?: string | undefined
  readonly recordId?: number | undefined
  readonly requestId?: string | undefined
  /** In UTC. */
  readonly createdAt?: { readonly gte?: string | undefined; readonly lt?: string | undefined } | undefined
  /** Typed words. */
  readonly q?: string | undefined
}

interface EventListPage {
  /** Where the page before ended. */
  readonly before?: { readonly createdAt: string; readonly seq: number } | undefined
  readonly limit: number
}

/** Newest first. */
export function listEvents(db: Db, filter: EventListFilter, page: EventListPage): EventRow[] {
  if (filter.q === undefined) return eventsQuery(db, filter, page).all()
  const words = phraseQuery(filter.q)
  if (words === undefined) return []
  const seqs = foundSeqsQuery(db, { ...filter, words }, page).all()
  return eventsQuery(db, {}, { limit: page.limit, among: seqs.map(({ seq }) => seq) }).all()
}

/** By time, as the indexes of time, and of type and time, have them. */
export const eventsQuery = (db: Db, filter: EventListFilter, page: EventListPage & { readonly among?: readonly number[] }) =>
  db
    .select()
    .from(table)
    .where(and(...conditions(filter, page), page.among === undefined ? undefined : inArray(table.seq, [...page.among])))
    .orderBy(desc(table.createdAt), desc(table.seq))
    .limit(page.limit)

const conditions = (
  { event, recordType, recordId, requestId, createdAt }: EventListFilter,
  { before }: EventListPage,
): (SQL | undefined)[] => [
  event === undefined ? undefined : eq(table.event, event),
  recordType === undefined ? undefined : eq(table.recordType, recordType),
  recordId === undefined ? undefined : eq(table.recordId, recordId),
  requestId === undefined ? undefined : eq(table.requestId, requestId),
  createdAt?.gte === undefined ? undefined : gte(table.createdAt, createdAt.gte),
  createdAt?.lt === undefined ? undefined : lt(table.createdAt, createdAt.lt),
  before === undefined ? undefined : sql`(${table.createdAt}, ${table.seq}) < (${before.createdAt}, ${before.seq})`,
]

/** Events with the words that are looked at, the newest ones; bounds what a common word costs. */
const maxMatches = 2_000

/** Those that have the words. NB: a cross join is what SQLite does not turn round. */
export const foundSeqsQuery = (db: Db, { words, ...filter }: EventListFilter & { readonly words: string }, page: EventListPage) =>
  db
    .select({ seq: table.seq })
    .from(
      sql`(SELECT rowid AS id FROM ${sql.raw(eventSearchTable)} WHERE ${sql.raw(eventSearchTable)} MATCH ${words}
        ORDER BY rowid DESC LIMIT ${sql.raw(String(maxMatches))}) AS found`,
    )
    .crossJoin(table)
    .where(and(sql`${table.seq} = found.id`, ...conditions(filter, page)))
    .orderBy(desc(table.createdAt), desc(table.seq))
    .limit(page.limit)
