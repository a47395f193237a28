import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Currency } from '../../contract/fields.ts'
import { listIndexes } from '../../records/list-indexes.ts'
import { customers } from '../customers/customers.table.ts'
import type { Subscription } from './subscriptions.contract.ts'

export const subscriptions = sqliteTable(
  'subscriptions',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    planName: text('plan_name').notNull(),
    customerId: integer('customer_id').references(() => customers.id),
    price: integer('price').notNull(),
    currency: text('currency').$type<Currency>().notNull(),
    period: text('period').$type<Subscription['period']>().notNull(),
    startsOn: text('starts_on').notNull(),
    autoRenew: integer('auto_renew', { mode: 'boolean' }).notNull(),
    cancelAtPeriodEnd: integer('cancel_at_period_end', { mode: 'boolean' }).notNull(),
    currentPeriodStart: text('current_period_start').notNull(),
    currentPeriodEnd: text('current_period_end').notNull(),
    canceledAt: text('canceled_at'),
    notes: text('notes'),
    status: text('status').$type<Subscription['status']>().notNull(),
    statusNote: text('status_note'),
    version: integer('version').notNull(),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
    deletedAt: text('deleted_at'),
  },
  (table) => [
    ...listIndexes('subscriptions', table, { sorts: ['currentPeriodEnd', 'planName', 'updatedAt'] }),
    index('subscriptions_customer').on(table.customerId, table.id),
  ],
)
