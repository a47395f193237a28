import type { EventDefinition } from '../../contract/event-definition.ts'
import type { PageQuery } from '../../contract/pagination.ts'
import { type EventFilter, findEvent, listNewestEvents } from '../../events/event-log.ts'
import type { EventRow } from '../../events/events.table.ts'
import type { Db } from '../../infra/db/database.ts'
import { pageById } from '../../infra/db/page.ts'
import { type BoundRoute, read } from '../../infra/http/bind.ts'
import { notFound } from '../../lib/app-error.ts'
import { getEvent, type LoggedEvent, listEvents, listEventTypes } from './events.contract.ts'

export const eventRoutes = (catalog: readonly EventDefinition[]): BoundRoute[] => [
  read(listEvents, ({ principal, query }) => listPage(principal.workspace.db, query)),
  read(getEvent, ({ principal, params }) => present(findEvent(principal.workspace.db, params.id) ?? noEvent(params.id))),
  read(listEventTypes, () => ({ data: [...catalog] })),
]

const listPage = (db: Db, { page, ...filter }: EventFilter & { readonly page?: PageQuery | undefined }) =>
  pageById(page, {
    read: ({ id, limit }) => listNewestEvents(db, { ...filter, beforeSeq: id, limit }),
    idOf: ({ seq }) => seq,
    view: present,
  })

function noEvent(id: string): never {
  throw notFound('event', id)
}

const present = (row: EventRow): LoggedEvent => ({ ...row, data: JSON.parse(row.data) })
