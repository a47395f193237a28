import { and, eq, gte, lt, sql } from 'drizzle-orm'
import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import { writeStatement } from '../../infra/db/statement.ts'
import type { Credential } from '../credentials/credentials.contract.ts'
import { credentialUsage } from './requests.table.ts'

export type UsageRow = typeof credentialUsage.$inferInsert

const addTo = prepared((db) =>
  writeStatement(
    db,
    db
      .insert(credentialUsage)
      .values({
        credentialType: sql.placeholder('credentialType'),
        credentialId: sql.placeholder('credentialId'),
        hour: sql.placeholder('hour'),
        ipAddress: sql.placeholder('ipAddress'),
        calls: sql.placeholder('calls'),
        failed: sql.placeholder('failed'),
        lastErrorCode: sql.placeholder('lastErrorCode'),
        lastErrorRequestId: sql.placeholder('lastErrorRequestId'),
        lastErrorAt: sql.placeholder('lastErrorAt'),
      })
      .onConflictDoUpdate({
        target: [credentialUsage.credentialType, credentialUsage.credentialId, credentialUsage.hour, credentialUsage.ipAddress],
        set: {
          calls: sql`${credentialUsage.calls} + excluded.calls`,
          failed: sql`${credentialUsage.failed} + excluded.failed`,
          lastErrorCode: sql`coalesce(excluded.last_error_code, ${credentialUsage.lastErrorCode})`,
          lastErrorRequestId: sql`coalesce(excluded.last_error_request_id, ${credentialUsage.lastErrorRequestId})`,
          lastErrorAt: sql`coalesce(excluded.last_error_at, ${credentialUsage.lastErrorAt})`,
        },
      }),
  ),
)

/** Adds calls to what is counted of a credential's hour and address. */
export const addUsage = (db: Db, usage: UsageRow): void => void addTo(db).run(usage)

const ofCredential = prepared((db) =>
  db
    .select()
    .from(credentialUsage)
    .where(
      and(
        eq(credentialUsage.credentialType, sql.placeholder('type')),
        eq(credentialUsage.credentialId, sql.placeholder('id')),
        gte(credentialUsage.hour, sql.placeholder('since')),
      ),
    )
    .orderBy(credentialUsage.hour)
    .prepare(),
)

/** A credential's hours since a time, oldest first. */
export const listUsageOf = (db: Db, { type, id }: Credential, since: string): (typeof credentialUsage.$inferSelect)[] =>
  ofCredential(db).all({ type, id, since: since.slice(0, 13) })

/** Forgets the hours before a time. */
export const purgeUsage = (db: Db, before: string): void =>
  void db
    .delete(credentialUsage)
    .where(lt(credentialUsage.hour, before.slice(0, 13)))
    .run()
