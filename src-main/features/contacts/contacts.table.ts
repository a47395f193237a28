import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Locale } from '../../contract/fields.ts'
import { listIndexes } from '../../records/list-indexes.ts'
import { customers } from '../customers/customers.table.ts'

export const contacts = sqliteTable(
  'contacts',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    firstName: text('first_name').notNull(),
    lastName: text('last_name').notNull(),
    /** Both of them, to sort, search and show by. */
    name: text('name').notNull(),
    customerId: integer('customer_id').references(() => customers.id),
    jobTitle: text('job_title'),
    email: text('email'),
    phone: text('phone'),
    mobile: text('mobile'),
    whatsappNumber: text('whatsapp_number'),
    language: text('language').$type<Locale>(),
    tags: text('tags', { mode: 'json' }).$type<string[]>().notNull(),
    notes: text('notes'),
    marketingConsent: integer('marketing_consent', { mode: 'boolean' }).notNull(),
    marketingConsentAt: text('marketing_consent_at'),
    version: integer('version').notNull(),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
    deletedAt: text('deleted_at'),
  },
  (table) => [
    ...listIndexes('contacts', table, { sorts: ['name', 'lastName', 'updatedAt'], within: ['customerId'] }),
    index('contacts_email').on(table.email),
    index('contacts_whatsapp_number').on(table.whatsappNumber),
  ],
)
