import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { invoices } from '../invoices/invoices.table.ts'

/** What the simulated e-invoice provider has taken over, and when it answers. */
export const invoiceSubmissions = sqliteTable(
  'invoice_submissions',
  {
    invoiceId: integer('invoice_id')
      .primaryKey()
      .references(() => invoices.id),
    taxNumber: text('tax_number'),
    /** How often it was submitted. */
    attempts: integer('attempts').notNull(),
    /** Null once it is answered. */
    dueAt: text('due_at'),
  },
  (table) => [index('invoice_submissions_due').on(table.dueAt).where(sql`due_at IS NOT NULL`)],
)

export type SubmissionRow = typeof invoiceSubmissions.$inferSelect
