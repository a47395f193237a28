import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** The last warning of each credential that ends, so that each comes once, whatever restarts in between. */
export const expiryWarnings = sqliteTable('expiry_warnings', {
  /** `api_key:12` */
  credential: text('credential').primaryKey(),
  /** The end that was warned of; one that was moved is warned of anew. */
  expiresAt: text('expires_at').notNull(),
  /** Days before the end: 30, 7, 1, 0. */
  days: integer('days').notNull(),
})
