import { asc, desc, lt, sql } from 'drizzle-orm'
import type { Db } from '../../infra/db/database.ts'
import type { LogLine } from '../../infra/db/log-lines.ts'
import { prepared } from '../../infra/db/prepared.ts'
import { requestRetention } from './request-retention.table.ts'
import { defaultRetention, type Retention } from './requests.contract.ts'
import { apiRequestLogs } from './requests.log.table.ts'

const chosen = prepared((db) =>
  db
    .select({
      entryDays: requestRetention.entryDays,
      bodyDays: requestRetention.bodyDays,
      maxEntries: requestRetention.maxEntries,
      maxBodyMegabytes: requestRetention.maxBodyMegabytes,
    })
    .from(requestRetention)
    .prepare(),
)

export const getRetention = (db: Db): Retention => chosen(db).get() ?? defaultRetention

export const saveRetention = (db: Db, retention: Retention, now: string): void =>
  void db
    .insert(requestRetention)
    .values({ id: 1, ...retention, updatedAt: now })
    .onConflictDoUpdate({ target: requestRetention.id, set: { ...retention, updatedAt: now } })
    .run()

const newestBefore = prepared((db) =>
  db
    .select({ id: apiRequestLogs.id })
    .from(apiRequestLogs)
    .where(lt(apiRequestLogs.createdAt, sql.placeholder('before')))
    .orderBy(desc(apiRequestLogs.createdAt))
    .limit(1)
    .prepare(),
)

/** The first entry that is not older than a time; 0 when none is older. */
export function firstIdSince(db: Db, time: string): number {
  const newestOld = newestBefore(db).get({ before: time })
  return newestOld === undefined ? 0 : newestOld.id + 1
}

const oldestEntry = prepared((db) =>
  db.select({ id: apiRequestLogs.id }).from(apiRequestLogs).orderBy(asc(apiRequestLogs.id)).limit(1).prepare(),
)
const newestEntry = prepared((db) =>
  db.select({ id: apiRequestLogs.id }).from(apiRequestLogs).orderBy(desc(apiRequestLogs.id)).limit(1).prepare(),
)

/** Ids of the oldest and newest entry; entries are purged from the old end only, so that the ids between are all there. */
export function entryRange(db: Db): { oldest: number; newest: number } | undefined {
  const oldest = oldestEntry(db).get({})
  const newest = newestEntry(db).get({})
  return oldest === undefined || newest === undefined ? undefined : { oldest: oldest.id, newest: newest.id }
}

/** Deletes the entries before one. */
export const deleteEntriesBefore = (id: number): LogLine => ({ sql: 'DELETE FROM api_request_logs WHERE id < ?', values: [id] })
