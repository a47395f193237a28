import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** How long and how much is kept; one row, once somebody has chosen. */
export const requestRetention = sqliteTable('request_retention', {
  id: integer('id').primaryKey(),
  entryDays: integer('entry_days').notNull(),
  bodyDays: integer('body_days').notNull(),
  maxEntries: integer('max_entries').notNull(),
  maxBodyMegabytes: integer('max_body_megabytes').notNull(),
  updatedAt: text('updated_at').notNull(),
})
