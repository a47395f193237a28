import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** The answers of writes that carried an idempotency key, committed together with the write that they answer. */
export const idempotencyKeys = sqliteTable(
  'idempotency_keys',
  {
    credential: text('credential').notNull(),
    key: text('key').notNull(),
    requestHash: text('request_hash').notNull(),
    responseStatus: integer('response_status').notNull(),
    responseBody: text('response_body').notNull(),
    /** The body shows a secret and is kept sealed. */
    isSealed: integer('is_sealed', { mode: 'boolean' }).notNull(),
    createdAt: text('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.credential, table.key] }), index('idempotency_keys_created_at').on(table.createdAt)],
)
