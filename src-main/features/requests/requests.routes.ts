import type { PageQuery } from '../../contract/pagination.ts'
import { decodeCursor, encodeCursor } from '../../infra/db/cursor.ts'
import type { Db } from '../../infra/db/database.ts'
import { type BoundRoute, read } from '../../infra/http/bind.ts'
import { listRequests } from './requests.contract.ts'
import { listRequestLogs, type RequestFilter } from './requests.store.ts'

interface Query {
  readonly page?: PageQuery | undefined
  readonly source?: RequestFilter['source']
  readonly outcome?: RequestFilter['outcome']
  readonly path?: string | undefined
}

export const requestRoutes = (): BoundRoute[] => [read(listRequests, ({ principal, query }) => listPage(principal.workspace.db, query))]

function listPage(db: Db, query: Query) {
  const limit = query.page?.limit ?? 20
  const after = query.page?.after === undefined ? undefined : Number(decodeCursor(query.page.after, 1)[0])
  const rows = listRequestLogs(db, { limit: limit + 1, beforeId: after, source: query.source, outcome: query.outcome, path: query.path })
  const data = rows.slice(0, limit)
  const last = data.at(-1)
  return { data, pagination: { limit, nextCursor: rows.length > limit && last !== undefined ? encodeCursor([last.id]) : null } }
}
