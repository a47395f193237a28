import { index, integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { listIndexes } from '../../records/list-indexes.ts'
import { productionOrders } from '../production-orders/production-orders.table.ts'

/** A ledger: rows are only ever added. */
export const productionOutputs = sqliteTable(
  'production_outputs',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    productionOrderId: integer('production_order_id')
      .notNull()
      .references(() => productionOrders.id),
    goodQuantity: real('good_quantity').notNull(),
    scrapQuantity: real('scrap_quantity').notNull(),
    scrapReason: text('scrap_reason'),
    shift: text('shift'),
    operator: text('operator'),
    recordedAt: text('recorded_at').notNull(),
    notes: text('notes'),
    producedTotal: real('produced_total').notNull(),
    scrapTotal: real('scrap_total').notNull(),
    version: integer('version').notNull(),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
    deletedAt: text('deleted_at'),
  },
  (table) => [
    ...listIndexes('production_outputs', table, { sorts: ['recordedAt'], within: ['productionOrderId'] }),
    index('production_outputs_operator').on(table.operator, table.id),
  ],
)
