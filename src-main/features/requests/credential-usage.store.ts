import { and, eq, gte, sql } from 'drizzle-orm'
import type { Db } from '../../infra/db/database.ts'
import type { LogLine } from '../../infra/db/log-lines.ts'
import { prepared } from '../../infra/db/prepared.ts'
import type { Credential } from '../credentials/credentials.contract.ts'
import { credentialUsage } from './requests.log.table.ts'

const countEntries = `
  INSERT INTO credential_usage
    (credential_type, credential_id, hour, ip_address, calls, failed, last_error_code, last_error_request_id, last_error_at)
  SELECT type, id, hour, ip_address, calls, failed, error_code, iif(failed > 0, request_id, NULL), iif(failed > 0, created_at, NULL)
  FROM (
    SELECT
      iif(api_key_id IS NULL, 'oauth_client', 'api_key') AS type,
      coalesce(api_key_id, oauth_client_id) AS id,
      substr(created_at, 1, 13) AS hour,
      ip_address,
      count(*) AS calls,
      count(error_code) AS failed,
      -- The columns beside a single max() are those of its row: of the last failure.
      max(iif(error_code IS NULL, NULL, id)), error_code, request_id, created_at
    FROM api_request_logs
    WHERE id BETWEEN ? AND ? AND coalesce(api_key_id, oauth_client_id) IS NOT NULL
    GROUP BY 1, 2, 3, 4
  )
  WHERE true
  ON CONFLICT DO UPDATE SET
    calls = calls + excluded.calls,
    failed = failed + excluded.failed,
    last_error_code = coalesce(excluded.last_error_code, last_error_code),
    last_error_request_id = coalesce(excluded.last_error_request_id, last_error_request_id),
    last_error_at = coalesce(excluded.last_error_at, last_error_at)`

/** Counts the entries of these numbers, both included, to the hours and addresses of their credentials. */
export const countUsage = (firstEntry: number, lastEntry: number): LogLine => ({ sql: countEntries, values: [firstEntry, lastEntry] })

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
export const purgeUsage = (before: string): LogLine => ({
  sql: 'DELETE FROM credential_usage WHERE hour < ?',
  values: [before.slice(0, 13)],
})

export const forgetUsage = (): LogLine => ({ sql: 'DELETE FROM credential_usage', values: [] })
