import { and, between, desc, eq, getTableColumns, gte, isNotNull, isNull, like, lt, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { Db } from '../../infra/db/database.ts'
import type { LogLine } from '../../infra/db/log-lines.ts'
import { prepared } from '../../infra/db/prepared.ts'
import { plannedStatement } from '../../infra/db/statement.ts'
import { invalidField } from '../../lib/app-error.ts'
import { searchQuery } from '../../records/search-index.ts'
import { bodySearch } from './body-search.store.ts'
import type { ApiRequest, RequestSource } from './requests.contract.ts'
import { apiRequestLogs } from './requests.log.table.ts'
import { firstIdSince } from './retention.store.ts'

export type NewRequestLog = typeof apiRequestLogs.$inferSelect

const insert = prepared((db) =>
  plannedStatement(
    db.insert(apiRequestLogs).values({
      id: sql.placeholder('id'),
      requestId: sql.placeholder('requestId'),
      apiKeyId: sql.placeholder('apiKeyId'),
      oauthClientId: sql.placeholder('oauthClientId'),
      userId: sql.placeholder('userId'),
      actorName: sql.placeholder('actorName'),
      method: sql.placeholder('method'),
      path: sql.placeholder('path'),
      queryParams: sql.placeholder('queryParams'),
      responseStatus: sql.placeholder('responseStatus'),
      errorCode: sql.placeholder('errorCode'),
      responseTimeMs: sql.placeholder('responseTimeMs'),
      requestBytes: sql.placeholder('requestBytes'),
      responseBytes: sql.placeholder('responseBytes'),
      ipAddress: sql.placeholder('ipAddress'),
      userAgent: sql.placeholder('userAgent'),
      createdAt: sql.placeholder('createdAt'),
    }),
  ),
)

/** Writes an entry. NB: it has its number before it is written, since its bodies are written beside it. */
export function insertRequestLog(db: Db, log: NewRequestLog): LogLine {
  const { sql: text, bind } = insert(db)
  return { sql: text, values: bind(log) }
}

/** Their numbers go on all the same. */
export const forgetRequestLogs = (): LogLine => ({ sql: 'DELETE FROM api_request_logs', values: [] })

const lastId = prepared((db) => db.$client.prepare<[], number>("SELECT seq FROM sqlite_sequence WHERE name = 'api_request_logs'").pluck())

/** The highest number that an entry ever had. */
export const lastRequestLogId = (db: Db): number => lastId(db).get() ?? 0

export interface RequestFilter {
  readonly source?: RequestSource | undefined
  readonly outcome?: 'ok' | 'failed' | undefined
  /** `404` or `4xx` */
  readonly status?: string | undefined
  readonly method?: string | undefined
  readonly path?: string | undefined
  readonly apiKeyId?: number | undefined
  readonly oauthClientId?: number | undefined
  readonly userId?: number | undefined
  readonly requestId?: string | undefined
  /** Typed words. */
  readonly q?: string | undefined
  readonly errorCode?: string | undefined
  readonly createdAt?: { readonly gte?: string | undefined; readonly lt?: string | undefined } | undefined
}

/** Newest first, by id. */
export const listRequestLogs = (db: Db, filter: RequestFilter, page: RequestPage): ApiRequest[] =>
  filter.q === undefined ? selectRequestLogs(db, filter, page).all() : selectFound(db, { ...filter, q: filter.q }, page).all()

interface RequestPage {
  readonly limit: number
  readonly beforeId: number | undefined
}

const selectRequestLogs = (db: Db, filter: RequestFilter, { beforeId, limit }: RequestPage) =>
  db
    .select()
    .from(apiRequestLogs)
    .where(and(beforeId === undefined ? undefined : lt(apiRequestLogs.id, beforeId), ...conditionsOf(apiRequestLogs.id, db, filter)))
    .orderBy(desc(apiRequestLogs.id))
    .limit(limit)

const foundId = sql.raw(`${bodySearch}.rowid`)

/**
 * Those whose bodies have the words, from the index of the words, which gives the newest first. NB: a cross join is what SQLite does not turn
 * round, and bounds of the index's own ids keep it from reading what is not asked for.
 */
export const selectFound = (db: Db, filter: RequestFilter & { readonly q: string }, { beforeId, limit }: RequestPage) =>
  db
    .select(getTableColumns(apiRequestLogs))
    .from(sql.raw(bodySearch))
    .crossJoin(apiRequestLogs)
    .where(
      and(
        sql`${sql.raw(bodySearch)} MATCH ${wordsToFind(filter.q)}`,
        sql`${apiRequestLogs.id} = ${foundId}`,
        beforeId === undefined ? undefined : sql`${foundId} < ${beforeId}`,
        ...conditionsOf(foundId, db, filter),
      ),
    )
    .orderBy(sql`${foundId} DESC`)
    .limit(limit)

function wordsToFind(typed: string): string {
  const words = searchQuery(typed)
  if (words === undefined) throw invalidField('q', 'has neither a letter nor a digit')
  return words
}

const equal = (column: SQLiteColumn, value: string | number | undefined): SQL | undefined =>
  value === undefined ? undefined : eq(column, value)

/** @param id the column in whose order the list is read. */
function conditionsOf(id: SQLiteColumn | SQL, db: Db, filter: RequestFilter): (SQL | undefined)[] {
  return [
    filter.source === undefined ? undefined : madeBy[filter.source](),
    filter.outcome === 'ok' ? lt(apiRequestLogs.responseStatus, 400) : undefined,
    filter.outcome === 'failed' ? failed() : undefined,
    filter.status === undefined ? undefined : hasStatus(filter.status),
    equal(apiRequestLogs.method, filter.method),
    equal(apiRequestLogs.apiKeyId, filter.apiKeyId),
    equal(apiRequestLogs.oauthClientId, filter.oauthClientId),
    equal(apiRequestLogs.userId, filter.userId),
    equal(apiRequestLogs.requestId, filter.requestId),
    equal(apiRequestLogs.errorCode, filter.errorCode),
    filter.path === undefined ? undefined : like(apiRequestLogs.path, `%${filter.path}%`),
    // Times grow with the ids, in whose order the list is read.
    filter.createdAt?.gte === undefined ? undefined : sql`${id} >= ${firstIdSince(db, inUtc(filter.createdAt.gte))}`,
    filter.createdAt?.lt === undefined ? undefined : sql`${id} < ${firstIdSince(db, inUtc(filter.createdAt.lt))}`,
  ]
}

const madeBy: Readonly<Record<RequestSource, () => SQL>> = {
  system: () => isNull(apiRequestLogs.userId),
  api_key: () => isNotNull(apiRequestLogs.apiKeyId),
  oauth_client: () => isNotNull(apiRequestLogs.oauthClientId),
  user: () => isNotNull(apiRequestLogs.userId),
}

/** NB: says that there is a code, without which SQLite would not use the index of failures. */
const failed = (): SQL | undefined => and(isNotNull(apiRequestLogs.errorCode), gte(apiRequestLogs.responseStatus, 400))

function hasStatus(status: string): SQL | undefined {
  const isClass = status.endsWith('xx')
  const first = Number(status.slice(0, 1)) * 100
  const matches = isClass ? between(apiRequestLogs.responseStatus, first, first + 99) : eq(apiRequestLogs.responseStatus, Number(status))
  return first >= 400 ? and(isNotNull(apiRequestLogs.errorCode), matches) : matches
}

const inUtc = (time: string): string => new Date(time).toISOString()

const byRequestId = prepared((db) =>
  db
    .select()
    .from(apiRequestLogs)
    .where(eq(apiRequestLogs.requestId, sql.placeholder('requestId')))
    .prepare(),
)

export const findRequestLog = (db: Db, requestId: string): ApiRequest | undefined => byRequestId(db).get({ requestId })

const countsByHour = prepared((db) =>
  db
    .select({
      hour: sql<string>`substr(${apiRequestLogs.createdAt}, 1, 13)`,
      calls: sql<number>`count(*)`,
      failed: sql<number>`sum(${apiRequestLogs.responseStatus} >= 400)`,
    })
    .from(apiRequestLogs)
    .where(and(gte(apiRequestLogs.createdAt, sql.placeholder('since')), isNull(apiRequestLogs.userId)))
    .groupBy(sql`1`)
    .prepare(),
)

/** Calls that systems made since a time, by UTC hour `2026-11-22T08`. */
export const countCallsByHour = (db: Db, since: string): { hour: string; calls: number; failed: number }[] =>
  countsByHour(db).all({ since })

/** NB: the window's own reads do not count: whoever shows the log would have to read it again for having read it. */
const newestBesideWindow = prepared((db) =>
  db.$client
    .prepare<[number], number | null>("SELECT max(id) FROM api_request_logs WHERE id > ? AND (user_id IS NULL OR method <> 'GET')")
    .pluck(),
)

/** The newest request that is no reading of the window; `before` when there is none since. */
export const newestRequestBesideWindow = (db: Db, before: string): string => String(newestBesideWindow(db).get(Number(before)) ?? before)
