import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { companies } from '../companies/companies.control.table.ts'

/** What holds for every caller of a company; without a row the defaults do. */
export const apiAccess = sqliteTable('api_access', {
  companyId: integer('company_id')
    .primaryKey()
    .references(() => companies.id),
  allowedOrigins: text('allowed_origins', { mode: 'json' }).$type<readonly string[]>().notNull(),
  readsPerMinute: integer('reads_per_minute').notNull(),
  writesPerMinute: integer('writes_per_minute').notNull(),
  version: integer('version').notNull(),
  updatedAt: text('updated_at').notNull(),
})
