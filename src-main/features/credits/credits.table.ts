import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { invoices } from '../invoices/invoices.table.ts'
import type { CreditKind } from './credits.contract.ts'

/** The ledger of credits, only ever added to: `balance_after` of the newest row is the balance. */
export const credits = sqliteTable(
  'credits',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    kind: text('kind').$type<CreditKind>().notNull(),
    amount: integer('amount').notNull(),
    balanceAfter: integer('balance_after').notNull(),
    invoiceId: integer('invoice_id').references(() => invoices.id),
    description: text('description'),
    version: integer('version').notNull(),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
    deletedAt: text('deleted_at'),
  },
  (table) => [index('credits_kind').on(table.kind, table.id), index('credits_invoice').on(table.invoiceId, table.id)],
)
