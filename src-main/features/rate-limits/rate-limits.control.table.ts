import { integer, sqliteTable, text, unique } from 'drizzle-orm/sqlite-core'
import { companies } from '../companies/companies.control.table.ts'

/** Limits with a name; the API keys and OAuth clients that refer to one share its count. */
export const rateLimits = sqliteTable(
  'rate_limits',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    companyId: integer('company_id')
      .notNull()
      .references(() => companies.id),
    name: text('name').notNull(),
    readsPerHour: integer('reads_per_hour').notNull(),
    writesPerHour: integer('writes_per_hour').notNull(),
    version: integer('version').notNull().default(1),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
  },
  (table) => [unique().on(table.companyId, table.name)],
)
