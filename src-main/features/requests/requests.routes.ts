import type { Db } from '../../infra/db/database.ts'
import { pageById } from '../../infra/db/page.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import { type BoundRoute, type HandlerInput, read, write } from '../../infra/http/bind.ts'
import { notFound } from '../../lib/app-error.ts'
import { type CausedEvent, maxCausedEvents } from '../threads/threads.contract.ts'
import { findRequestBody, type RequestBodyRow, sumStoredBytes } from './request-bodies.store.ts'
import { type ApiRequestDetail, changeRequestRetention, getRequest, getRequestRetention, listRequests } from './requests.contract.ts'
import { findRequestLog, listRequestLogs } from './requests.store.ts'
import { entryRange, getRetention, saveRetention } from './retention.store.ts'

/** What came of a request, from who knows events and deliveries. */
interface Caused {
  readonly listCausedEvents: (db: Db, requestId: string, limit: number) => CausedEvent[]
  readonly countCausedEvents: (db: Db, requestId: string) => number
}

export const requestRoutes = (caused: Caused): BoundRoute[] => [
  read(listRequests, ({ principal, query }) => listPage(principal.workspace.logDb, query)),
  // NB: before the route by id, which would take the word for one.
  read(getRequestRetention, ({ principal }) => keptRequests(principal.workspace)),
  write(changeRequestRetention, (tx, { body, principal }) => {
    saveRetention(tx.db, body, tx.now)
    return keptRequests(principal.workspace)
  }),
  read(getRequest, ({ principal, params }) => getOne(principal.workspace, params.requestId, caused)),
]

function getOne({ db, logDb }: Workspace, requestId: string, { listCausedEvents, countCausedEvents }: Caused): ApiRequestDetail {
  const request = findRequestLog(logDb, requestId)
  if (request === undefined) throw notFound('request', requestId)
  const kept = findRequestBody(logDb, request.id)
  return {
    ...request,
    exchange: kept === undefined ? null : toExchange(kept),
    events: listCausedEvents(db, requestId, maxCausedEvents),
    eventCount: countCausedEvents(db, requestId),
  }
}

const toExchange = (row: RequestBodyRow): NonNullable<ApiRequestDetail['exchange']> => ({
  ...row,
  requestHeaders: JSON.parse(row.requestHeaders),
  responseHeaders: JSON.parse(row.responseHeaders),
})

function keptRequests({ db, logDb }: Workspace) {
  const range = entryRange(logDb)
  return {
    ...getRetention(db),
    entries: range === undefined ? 0 : range.newest - range.oldest + 1,
    bodyBytes: sumStoredBytes(logDb),
  }
}

const listPage = (db: Db, { page, ...filter }: HandlerInput<typeof listRequests>['query']) =>
  pageById(page, {
    read: ({ id, limit }) => listRequestLogs(db, filter, { beforeId: id, limit }),
    idOf: ({ id }) => id,
    view: (row) => row,
  })
