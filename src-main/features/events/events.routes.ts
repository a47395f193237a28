import type { EventDefinition } from '../../contract/event-definition.ts'
import type { PageQuery } from '../../contract/pagination.ts'
import { findEvent, newestSeq } from '../../events/event-log.ts'
import type { EventRow } from '../../events/events.table.ts'
import { decodeCursor } from '../../infra/db/cursor.ts'
import type { Db } from '../../infra/db/database.ts'
import { defaultPageSize, pageOf } from '../../infra/db/page.ts'
import { type BoundRoute, read } from '../../infra/http/bind.ts'
import { notFound } from '../../lib/app-error.ts'
import { indexedUpTo } from '../../records/following-index.ts'
import { type EventListFilter, listEvents as listEventRows } from './event-list.store.ts'
import { keptFrom } from './event-retention.ts'
import { eventSearchTable } from './event-search.table.ts'
import { getEvent, getEventType, type LoggedEvent, listEvents, listEventTypes } from './events.contract.ts'

export const eventRoutes = (catalog: readonly EventDefinition[]): BoundRoute[] => [
  read(listEvents, ({ principal, query }) => listPage(principal.workspace.db, query)),
  read(getEvent, ({ principal, params }) => present(findEvent(principal.workspace.db, params.id) ?? missing('event', params.id))),
  read(listEventTypes, () => ({ data: [...catalog] })),
  read(getEventType, ({ params }) => catalog.find(({ event }) => event === params.event) ?? missing('event type', params.event)),
]

function listPage(db: Db, { page, createdAt, ...filter }: EventListFilter & { readonly page?: PageQuery | undefined }) {
  const limit = page?.limit ?? defaultPageSize
  const place = page?.after === undefined ? undefined : decodeCursor(page.after, 2)
  const before = place && { createdAt: String(place[0]), seq: Number(place[1]) }
  const time = { gte: inUtc(createdAt?.gte), lt: inUtc(createdAt?.lt) }
  const rows = listEventRows(db, { ...filter, createdAt: time }, { before, limit: limit + 1 })
  return {
    ...pageOf(rows, { limit, cursor: (row) => [row.createdAt, row.seq], view: present }),
    keptFrom: keptFrom(db),
    ...(filter.q === undefined ? {} : { isBehind: isSearchBehind(db) }),
  }
}

const isSearchBehind = (db: Db): boolean => indexedUpTo(db, eventSearchTable) < newestSeq(db)

const inUtc = (time: string | undefined): string | undefined => (time === undefined ? undefined : new Date(time).toISOString())

function missing(what: string, id: string): never {
  throw notFound(what, id)
}

const present = (row: EventRow): LoggedEvent => ({ ...row, data: JSON.parse(row.data) })
