import { index, integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Currency, Locale } from '../../contract/fields.ts'
import { customers } from '../customers/customers.table.ts'
import type { Invoice, InvoiceKind } from './invoices.contract.ts'

/** Issued documents. Everything that is printed is copied into the row, so that a later change elsewhere changes no invoice. */
export const invoices = sqliteTable(
  'invoices',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    invoiceKey: text('invoice_key').notNull().unique(),
    kind: text('kind').$type<InvoiceKind>().notNull(),
    /** The legal number, from when it is first queued. */
    invoiceNumber: text('invoice_number').unique(),
    status: text('status').$type<Invoice['status']>().notNull(),
    statusNote: text('status_note'),
    failure: text('failure', { mode: 'json' }).$type<Invoice['failure']>(),
    sentAt: text('sent_at'),
    paidAt: text('paid_at'),
    customerId: integer('customer_id')
      .notNull()
      .references(() => customers.id),
    customerName: text('customer_name').notNull(),
    jobIds: text('job_ids', { mode: 'json' }).$type<number[]>().notNull(),
    issueDate: text('issue_date').notNull(),
    validUntil: text('valid_until'),
    locale: text('locale').$type<Locale>().notNull(),
    currency: text('currency').$type<Currency>().notNull(),
    issuer: text('issuer', { mode: 'json' }).$type<Invoice['issuer']>().notNull(),
    /** Name of the logo's content in the company's files. */
    logoFile: text('logo_file'),
    logoMediaType: text('logo_media_type').$type<'image/png' | 'image/jpeg'>(),
    customer: text('customer', { mode: 'json' }).$type<Invoice['customer']>().notNull(),
    lines: text('lines', { mode: 'json' }).$type<Invoice['lines']>().notNull(),
    discountPercent: real('discount_percent'),
    discountAmount: integer('discount_amount'),
    subtotal: integer('subtotal').notNull(),
    discount: integer('discount').notNull(),
    net: integer('net').notNull(),
    vatByRate: text('vat_by_rate', { mode: 'json' }).$type<Invoice['vatByRate']>().notNull(),
    vatTotal: integer('vat_total').notNull(),
    total: integer('total').notNull(),
    notes: text('notes'),
    version: integer('version').notNull(),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
    deletedAt: text('deleted_at'),
  },
  (table) => [
    index('invoices_status').on(table.status, table.id),
    index('invoices_status_issue_date').on(table.status, table.issueDate, table.id),
    index('invoices_customer').on(table.customerId, table.id),
    index('invoices_issue_date').on(table.issueDate, table.id),
    index('invoices_created_at').on(table.createdAt),
  ],
)

/** The last number taken of each series, `PRO-2026` and `OZT2026`. It moves only in the transaction that uses the number, so a series has no gaps. */
export const numberSeries = sqliteTable('number_series', {
  series: text('series').primaryKey(),
  lastNumber: integer('last_number').notNull(),
})
