import { eq, sql } from 'drizzle-orm'
import type { Db } from '../../infra/db/database.ts'
import type { LogLine } from '../../infra/db/log-lines.ts'
import { prepared } from '../../infra/db/prepared.ts'
import { plannedStatement } from '../../infra/db/statement.ts'
import { deleteBodyWordsBefore, forgetBodyWords, insertBodyWords } from './body-search.store.ts'
import { apiRequestBodies } from './requests.log.table.ts'

export type NewRequestBody = typeof apiRequestBodies.$inferInsert & { readonly requestLogId: number }
export type RequestBodyRow = typeof apiRequestBodies.$inferSelect

const insert = prepared((db) =>
  plannedStatement(
    db.insert(apiRequestBodies).values({
      requestLogId: sql.placeholder('requestLogId'),
      requestHeaders: sql.placeholder('requestHeaders'),
      requestBody: sql.placeholder('requestBody'),
      isRequestBodyCut: sql.placeholder('isRequestBodyCut'),
      responseHeaders: sql.placeholder('responseHeaders'),
      responseBody: sql.placeholder('responseBody'),
      isResponseBodyCut: sql.placeholder('isResponseBodyCut'),
      storedBytes: sql.placeholder('storedBytes'),
    }),
  ),
)

/** Writes the bodies of an entry, and their words. */
export function insertRequestBody(db: Db, body: NewRequestBody): LogLine[] {
  const { sql: text, bind } = insert(db)
  return [{ sql: text, values: bind(body) }, insertBodyWords(body)]
}

const byLogId = prepared((db) =>
  db
    .select()
    .from(apiRequestBodies)
    .where(eq(apiRequestBodies.requestLogId, sql.placeholder('requestLogId')))
    .prepare(),
)

export const findRequestBody = (db: Db, requestLogId: number): RequestBodyRow | undefined => byLogId(db).get({ requestLogId })

const stored = prepared((db) =>
  db
    .select({ bytes: sql<number>`coalesce(sum(${apiRequestBodies.storedBytes}), 0)` })
    .from(apiRequestBodies)
    .prepare(),
)

/** Bytes of all bodies and headers together. */
export const sumStoredBytes = (db: Db): number => stored(db).get()?.bytes ?? 0

const firstOnes = prepared((db) =>
  db
    .select({ id: apiRequestBodies.requestLogId, bytes: apiRequestBodies.storedBytes })
    .from(apiRequestBodies)
    .orderBy(apiRequestBodies.requestLogId)
    .limit(sql.placeholder('limit'))
    .prepare(),
)

/** The oldest ones. */
export const listOldestBodies = (db: Db, limit: number): { id: number; bytes: number }[] => firstOnes(db).all({ limit })

/** Deletes the bodies of the entries before one, and their words. */
export const deleteBodiesBefore = (id: number): LogLine[] => [
  deleteBodyWordsBefore(id),
  { sql: 'DELETE FROM api_request_bodies WHERE request_log_id < ?', values: [id] },
]

export const forgetRequestBodies = (): LogLine[] => [forgetBodyWords(), { sql: 'DELETE FROM api_request_bodies', values: [] }]
