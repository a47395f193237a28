import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Currency } from '../../contract/fields.ts'
import { listIndexes } from '../../records/list-indexes.ts'
import { contacts } from '../contacts/contacts.table.ts'
import { customers } from '../customers/customers.table.ts'
import type { Deal } from './deals.contract.ts'

export const deals = sqliteTable(
  'deals',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    title: text('title').notNull(),
    customerId: integer('customer_id')
      .notNull()
      .references(() => customers.id),
    contactId: integer('contact_id').references(() => contacts.id),
    value: integer('value').notNull(),
    currency: text('currency').$type<Currency>().notNull(),
    probability: integer('probability'),
    weightedValue: integer('weighted_value').notNull(),
    expectedCloseDate: text('expected_close_date'),
    ownerName: text('owner_name'),
    source: text('source'),
    notes: text('notes'),
    status: text('status').$type<Deal['status']>().notNull(),
    statusNote: text('status_note'),
    closedAt: text('closed_at'),
    version: integer('version').notNull(),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
    deletedAt: text('deleted_at'),
  },
  (table) => [
    ...listIndexes('deals', table, { sorts: ['expectedCloseDate', 'value', 'updatedAt'], within: ['customerId'] }),
    index('deals_contact').on(table.contactId, table.id),
  ],
)
