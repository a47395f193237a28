import type { PageQuery } from '../../contract/pagination.ts'
import { decodeCursor, encodeCursor } from '../../infra/db/cursor.ts'
import type { Db } from '../../infra/db/database.ts'
import { type BoundRoute, read } from '../../infra/http/bind.ts'
import { notFound } from '../../lib/app-error.ts'
import { type ApiRequest, getRequest, listRequests } from './requests.contract.ts'
import { findRequestLog, listRequestLogs, type RequestFilter } from './requests.store.ts'

interface Query {
  readonly page?: PageQuery | undefined
  readonly source?: RequestFilter['source']
  readonly outcome?: RequestFilter['outcome']
  readonly path?: string | undefined
  readonly apiKeyId?: number | undefined
}

export const requestRoutes = (): BoundRoute[] => [
  read(listRequests, ({ principal, query }) => listPage(principal.workspace.db, query)),
  read(getRequest, ({ principal, params }) => getOne(principal.workspace.db, params.requestId)),
]

function getOne(db: Db, requestId: string): ApiRequest {
  const request = findRequestLog(db, requestId)
  if (request === undefined) throw notFound('request', requestId)
  return request
}

function listPage(db: Db, query: Query) {
  const limit = query.page?.limit ?? 20
  const after = query.page?.after === undefined ? undefined : Number(decodeCursor(query.page.after, 1)[0])
  const { source, outcome, path, apiKeyId } = query
  const rows = listRequestLogs(db, { limit: limit + 1, beforeId: after, source, outcome, path, apiKeyId })
  const data = rows.slice(0, limit)
  const last = data.at(-1)
  return { data, pagination: { limit, nextCursor: rows.length > limit && last !== undefined ? encodeCursor([last.id]) : null } }
}
