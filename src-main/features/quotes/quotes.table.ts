import { index, integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Currency, Line } from '../../contract/fields.ts'
import { listIndexes } from '../../records/list-indexes.ts'
import { contacts } from '../contacts/contacts.table.ts'
import { customers } from '../customers/customers.table.ts'
import { deals } from '../deals/deals.table.ts'
import { jobs } from '../jobs/jobs.table.ts'
import type { Quote } from './quotes.contract.ts'

export const quotes = sqliteTable(
  'quotes',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    title: text('title').notNull(),
    customerId: integer('customer_id')
      .notNull()
      .references(() => customers.id),
    contactId: integer('contact_id').references(() => contacts.id),
    dealId: integer('deal_id').references(() => deals.id),
    reference: text('reference'),
    currency: text('currency').$type<Currency>().notNull(),
    lines: text('lines', { mode: 'json' }).$type<Line[]>().notNull(),
    discountPercent: real('discount_percent'),
    discountAmount: integer('discount_amount'),
    validUntil: text('valid_until'),
    notes: text('notes'),
    subtotal: integer('subtotal').notNull(),
    discount: integer('discount').notNull(),
    net: integer('net').notNull(),
    vatByRate: text('vat_by_rate', { mode: 'json' }).$type<Quote['vatByRate']>().notNull(),
    vatTotal: integer('vat_total').notNull(),
    total: integer('total').notNull(),
    status: text('status').$type<Quote['status']>().notNull(),
    statusNote: text('status_note'),
    sentAt: text('sent_at'),
    decidedAt: text('decided_at'),
    /** The job that it was turned into. */
    jobId: integer('job_id').references(() => jobs.id),
    version: integer('version').notNull(),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
    deletedAt: text('deleted_at'),
  },
  (table) => [
    ...listIndexes('quotes', table, { sorts: ['validUntil', 'total', 'updatedAt'], within: ['customerId'] }),
    index('quotes_contact').on(table.contactId, table.id),
    index('quotes_deal').on(table.dealId, table.id),
    index('quotes_job').on(table.jobId, table.id),
    index('quotes_reference').on(table.reference),
  ],
)
