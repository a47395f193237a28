import type { EventDefinition } from '../../contract/event-definition.ts'
import type { PageQuery } from '../../contract/pagination.ts'
import { type EventFilter, findEvent, listNewestEvents } from '../../events/event-log.ts'
import type { EventRow } from '../../events/events.table.ts'
import { decodeCursor, encodeCursor } from '../../infra/db/cursor.ts'
import type { Db } from '../../infra/db/database.ts'
import { type BoundRoute, read } from '../../infra/http/bind.ts'
import { notFound } from '../../lib/app-error.ts'
import { getEvent, type LoggedEvent, listEvents, listEventTypes } from './events.contract.ts'

export const eventRoutes = (catalog: readonly EventDefinition[]): BoundRoute[] => [
  read(listEvents, ({ principal, query }) => listPage(principal.workspace.db, query)),
  read(getEvent, ({ principal, params }) => present(findEvent(principal.workspace.db, params.id) ?? noEvent(params.id))),
  read(listEventTypes, () => ({ data: [...catalog] })),
]

function listPage(db: Db, query: EventFilter & { readonly page?: PageQuery | undefined }) {
  const limit = query.page?.limit ?? 20
  const beforeSeq = query.page?.after === undefined ? undefined : Number(decodeCursor(query.page.after, 1)[0])
  const rows = listNewestEvents(db, { ...query, beforeSeq, limit: limit + 1 })
  const last = rows[limit - 1]
  const nextCursor = rows.length > limit && last !== undefined ? encodeCursor([last.seq]) : null
  return { data: rows.slice(0, limit).map(present), pagination: { limit, nextCursor } }
}

function noEvent(id: string): never {
  throw notFound('event', id)
}

const present = (row: EventRow): LoggedEvent => ({ ...row, data: JSON.parse(row.data) })
