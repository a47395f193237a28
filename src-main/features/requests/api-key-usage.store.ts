import { and, eq, gte, lt, sql } from 'drizzle-orm'
import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import { writeStatement } from '../../infra/db/statement.ts'
import { apiKeyUsage } from './requests.table.ts'

export type UsageRow = typeof apiKeyUsage.$inferInsert

const addTo = prepared((db) =>
  writeStatement(
    db,
    db
      .insert(apiKeyUsage)
      .values({
        apiKeyId: sql.placeholder('apiKeyId'),
        hour: sql.placeholder('hour'),
        ipAddress: sql.placeholder('ipAddress'),
        calls: sql.placeholder('calls'),
        failed: sql.placeholder('failed'),
        lastErrorCode: sql.placeholder('lastErrorCode'),
        lastErrorRequestId: sql.placeholder('lastErrorRequestId'),
        lastErrorAt: sql.placeholder('lastErrorAt'),
      })
      .onConflictDoUpdate({
        target: [apiKeyUsage.apiKeyId, apiKeyUsage.hour, apiKeyUsage.ipAddress],
        set: {
          calls: sql`${apiKeyUsage.calls} + excluded.calls`,
          failed: sql`${apiKeyUsage.failed} + excluded.failed`,
          lastErrorCode: sql`coalesce(excluded.last_error_code, ${apiKeyUsage.lastErrorCode})`,
          lastErrorRequestId: sql`coalesce(excluded.last_error_request_id, ${apiKeyUsage.lastErrorRequestId})`,
          lastErrorAt: sql`coalesce(excluded.last_error_at, ${apiKeyUsage.lastErrorAt})`,
        },
      }),
  ),
)

/** Adds calls to what is counted of a key's hour and address. */
export const addUsage = (db: Db, usage: UsageRow): void => void addTo(db).run(usage)

const ofKey = prepared((db) =>
  db
    .select()
    .from(apiKeyUsage)
    .where(and(eq(apiKeyUsage.apiKeyId, sql.placeholder('apiKeyId')), gte(apiKeyUsage.hour, sql.placeholder('since'))))
    .orderBy(apiKeyUsage.hour)
    .prepare(),
)

/** A key's hours since a time, oldest first. */
export const listUsageOfKey = (db: Db, apiKeyId: number, since: string): (typeof apiKeyUsage.$inferSelect)[] =>
  ofKey(db).all({ apiKeyId, since: since.slice(0, 13) })

/** Forgets the hours before a time. */
export const purgeUsage = (db: Db, before: string): void =>
  void db
    .delete(apiKeyUsage)
    .where(lt(apiKeyUsage.hour, before.slice(0, 13)))
    .run()
