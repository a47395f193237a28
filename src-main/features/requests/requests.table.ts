import { index, integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Every request to the API that resolved to this workspace. */
export const apiRequestLogs = sqliteTable(
  'api_request_logs',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    requestId: text('request_id').notNull(),
    apiKeyId: integer('api_key_id'),
    userId: integer('user_id'),
    actorName: text('actor_name').notNull(),
    method: text('method').notNull(),
    path: text('path').notNull(),
    queryParams: text('query_params'),
    responseStatus: integer('response_status').notNull(),
    errorCode: text('error_code'),
    responseTimeMs: real('response_time_ms').notNull(),
    ipAddress: text('ip_address').notNull(),
    userAgent: text('user_agent').notNull(),
    createdAt: text('created_at').notNull(),
  },
  (table) => [
    index('api_request_logs_created_at').on(table.createdAt, table.apiKeyId, table.responseStatus, table.responseTimeMs),
    index('api_request_logs_request_id').on(table.requestId),
  ],
)
