import { and, desc, eq, gte, isNotNull, isNull, like, lt, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import { writeStatement } from '../../infra/db/statement.ts'
import type { ApiRequest } from './requests.contract.ts'
import { apiRequestLogs } from './requests.table.ts'

export type NewRequestLog = typeof apiRequestLogs.$inferInsert

const insert = prepared((db) =>
  writeStatement(
    db,
    db.insert(apiRequestLogs).values({
      requestId: sql.placeholder('requestId'),
      apiKeyId: sql.placeholder('apiKeyId'),
      userId: sql.placeholder('userId'),
      actorName: sql.placeholder('actorName'),
      method: sql.placeholder('method'),
      path: sql.placeholder('path'),
      queryParams: sql.placeholder('queryParams'),
      responseStatus: sql.placeholder('responseStatus'),
      errorCode: sql.placeholder('errorCode'),
      responseTimeMs: sql.placeholder('responseTimeMs'),
      ipAddress: sql.placeholder('ipAddress'),
      userAgent: sql.placeholder('userAgent'),
      createdAt: sql.placeholder('createdAt'),
    }),
  ),
)

export const insertRequestLog = (db: Db, log: NewRequestLog): void => {
  insert(db).run(log)
}

export interface RequestFilter {
  readonly limit: number
  readonly beforeId: number | undefined
  readonly source: 'api_key' | 'user' | undefined
  readonly outcome: 'ok' | 'failed' | undefined
  readonly path: string | undefined
  readonly apiKeyId: number | undefined
}

/** Newest first, by id. */
export function listRequestLogs(db: Db, filter: RequestFilter): ApiRequest[] {
  const conditions: (SQL | undefined)[] = [
    filter.beforeId === undefined ? undefined : lt(apiRequestLogs.id, filter.beforeId),
    filter.source === 'api_key' ? isNotNull(apiRequestLogs.apiKeyId) : undefined,
    filter.source === 'user' ? isNull(apiRequestLogs.apiKeyId) : undefined,
    filter.outcome === 'ok' ? lt(apiRequestLogs.responseStatus, 400) : undefined,
    filter.outcome === 'failed' ? gte(apiRequestLogs.responseStatus, 400) : undefined,
    filter.apiKeyId === undefined ? undefined : eq(apiRequestLogs.apiKeyId, filter.apiKeyId),
    filter.path === undefined ? undefined : like(apiRequestLogs.path, `%${filter.path}%`),
  ]
  return db
    .select()
    .from(apiRequestLogs)
    .where(and(...conditions))
    .orderBy(desc(apiRequestLogs.id))
    .limit(filter.limit)
    .all()
}

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
    .where(and(gte(apiRequestLogs.createdAt, sql.placeholder('since')), isNotNull(apiRequestLogs.apiKeyId)))
    .groupBy(sql`1`)
    .prepare(),
)

/** Calls made with API keys since a time, by UTC hour `2026-11-22T08`. */
export const countCallsByHour = (db: Db, since: string): { hour: string; calls: number; failed: number }[] =>
  countsByHour(db).all({ since })

const oldest = prepared((db) =>
  db
    .select({ id: apiRequestLogs.id })
    .from(apiRequestLogs)
    .where(lt(apiRequestLogs.createdAt, sql.placeholder('before')))
    .orderBy(desc(apiRequestLogs.createdAt))
    .limit(1)
    .prepare(),
)

/** Deletes a bounded number of entries older than a time. @returns how many. */
export function purgeRequestLogs(db: Db, before: string, limit: number): number {
  const newestOld = oldest(db).get({ before })
  if (newestOld === undefined) return 0
  return db.run(
    sql`DELETE FROM ${apiRequestLogs} WHERE id IN (SELECT id FROM ${apiRequestLogs} WHERE id <= ${newestOld.id} ORDER BY id LIMIT ${limit})`,
  ).changes
}
