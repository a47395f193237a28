import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Currency } from '../../contract/fields.ts'

export const customers = sqliteTable(
  'customers',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    name: text('name').notNull(),
    taxOffice: text('tax_office'),
    taxNumber: text('tax_number'),
    email: text('email'),
    phone: text('phone'),
    address: text('address'),
    city: text('city'),
    country: text('country'),
    currency: text('currency').$type<Currency>().notNull(),
    notes: text('notes'),
    version: integer('version').notNull(),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
    deletedAt: text('deleted_at'),
  },
  (table) => [
    index('customers_name').on(table.name, table.id),
    index('customers_updated_at').on(table.updatedAt, table.id),
    index('customers_tax_number').on(table.taxNumber),
  ],
)
