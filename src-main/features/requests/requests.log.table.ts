import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { CredentialType } from '../credentials/credentials.contract.ts'

/** Every request to the API that resolved to this workspace. */
export const apiRequestLogs = sqliteTable(
  'api_request_logs',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    requestId: text('request_id').notNull(),
    /** Who made it: one of these three. A call that an OAuth client makes for a person is the client's. */
    apiKeyId: integer('api_key_id'),
    oauthClientId: integer('oauth_client_id'),
    userId: integer('user_id'),
    actorName: text('actor_name').notNull(),
    method: text('method').notNull(),
    path: text('path').notNull(),
    queryParams: text('query_params'),
    responseStatus: integer('response_status').notNull(),
    errorCode: text('error_code'),
    responseTimeMs: real('response_time_ms').notNull(),
    /** True sizes, of which the table of bodies keeps the beginning. */
    requestBytes: integer('request_bytes').notNull(),
    responseBytes: integer('response_bytes').notNull(),
    ipAddress: text('ip_address').notNull(),
    userAgent: text('user_agent').notNull(),
    createdAt: text('created_at').notNull(),
  },
  (table) => [
    index('api_request_logs_created_at').on(table.createdAt, table.userId, table.responseStatus, table.responseTimeMs),
    index('api_request_logs_request_id').on(table.requestId),
    // The row id stands at the end of every index by itself, so these give the order of the list.
    index('api_request_logs_api_key').on(table.apiKeyId).where(sql`api_key_id IS NOT NULL`),
    index('api_request_logs_oauth_client').on(table.oauthClientId).where(sql`oauth_client_id IS NOT NULL`),
    index('api_request_logs_error').on(table.id, table.errorCode, table.responseStatus).where(sql`error_code IS NOT NULL`),
  ],
)

/** Headers and bodies of a request and its answer, without secrets and cut; a table of their own, so that lists stay small. */
export const apiRequestBodies = sqliteTable(
  'api_request_bodies',
  {
    requestLogId: integer('request_log_id').primaryKey(),
    /** JSON object. */
    requestHeaders: text('request_headers').notNull(),
    requestBody: text('request_body'),
    isRequestBodyCut: integer('is_request_body_cut', { mode: 'boolean' }).notNull(),
    /** JSON object. */
    responseHeaders: text('response_headers').notNull(),
    responseBody: text('response_body'),
    isResponseBodyCut: integer('is_response_body_cut', { mode: 'boolean' }).notNull(),
    storedBytes: integer('stored_bytes').notNull(),
  },
  // Answers how much is stored without reading the bodies.
  (table) => [index('api_request_bodies_size').on(table.storedBytes)],
)

/** How often each API key and OAuth client was used, by hour and address; counted as the log is written, so that nobody has to count the log. */
export const credentialUsage = sqliteTable(
  'credential_usage',
  {
    credentialType: text('credential_type').$type<CredentialType>().notNull(),
    credentialId: integer('credential_id').notNull(),
    /** UTC, `2026-11-22T08`. */
    hour: text('hour').notNull(),
    ipAddress: text('ip_address').notNull(),
    calls: integer('calls').notNull(),
    failed: integer('failed').notNull(),
    lastErrorCode: text('last_error_code'),
    lastErrorRequestId: text('last_error_request_id'),
    lastErrorAt: text('last_error_at'),
  },
  (table) => [primaryKey({ columns: [table.credentialType, table.credentialId, table.hour, table.ipAddress] })],
)
