import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Currency, Line } from '../../contract/fields.ts'
import { customers } from '../customers/customers.table.ts'
import type { JobStatus } from './jobs.contract.ts'

export const jobs = sqliteTable(
  'jobs',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    title: text('title').notNull(),
    description: text('description'),
    customerId: integer('customer_id')
      .notNull()
      .references(() => customers.id),
    reference: text('reference'),
    status: text('status').$type<JobStatus>().notNull(),
    statusNote: text('status_note'),
    dueDate: text('due_date'),
    currency: text('currency').$type<Currency>().notNull(),
    lines: text('lines', { mode: 'json' }).$type<Line[]>().notNull(),
    netAmount: integer('net_amount').notNull(),
    /** The invoice that bills this job, while it is invoiced. */
    invoiceId: integer('invoice_id'),
    startedAt: text('started_at'),
    completedAt: text('completed_at'),
    version: integer('version').notNull(),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
    deletedAt: text('deleted_at'),
  },
  (table) => [
    // Covers the dashboard's count by status as well as the filtered list.
    index('jobs_status').on(table.status, table.id, table.deletedAt),
    // A list of one status by another field: without it SQLite would sort every row of that status for each page.
    index('jobs_status_due_date').on(table.status, table.dueDate, table.id),
    index('jobs_status_updated_at').on(table.status, table.updatedAt, table.id),
    index('jobs_status_completed_at').on(table.status, table.completedAt, table.id),
    index('jobs_customer').on(table.customerId, table.id),
    index('jobs_due_date').on(table.dueDate, table.id),
    index('jobs_updated_at').on(table.updatedAt, table.id),
    index('jobs_completed_at').on(table.completedAt, table.id),
    index('jobs_reference').on(table.reference),
  ],
)
