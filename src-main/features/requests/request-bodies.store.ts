import { eq, lt, sql } from 'drizzle-orm'
import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import { writeStatement } from '../../infra/db/statement.ts'
import { deleteBodyWordsBefore, putBodyWords } from './body-search.store.ts'
import { apiRequestBodies } from './requests.table.ts'

export type NewRequestBody = typeof apiRequestBodies.$inferInsert & { readonly requestLogId: number }
export type RequestBodyRow = typeof apiRequestBodies.$inferSelect

const insert = prepared((db) =>
  writeStatement(
    db,
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

export function insertRequestBody(db: Db, row: NewRequestBody): void {
  insert(db).run(row)
  putBodyWords(db, row.requestLogId, row)
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

/** Deletes the bodies of the entries before one. @returns how many. */
export function deleteBodiesBefore(db: Db, id: number): number {
  deleteBodyWordsBefore(db, id)
  return db.delete(apiRequestBodies).where(lt(apiRequestBodies.requestLogId, id)).run().changes
}
