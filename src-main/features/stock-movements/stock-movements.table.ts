import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { quantityColumn } from '../../infra/db/quantity-column.ts'
import { listIndexes } from '../../records/list-indexes.ts'
import { inventoryItems } from '../inventory-items/inventory-items.table.ts'
import { jobs } from '../jobs/jobs.table.ts'
import { productionOrders } from '../production-orders/production-orders.table.ts'
import type { StockMovement } from './stock-movements.contract.ts'

export const stockMovements = sqliteTable(
  'stock_movements',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    inventoryItemId: integer('inventory_item_id')
      .notNull()
      .references(() => inventoryItems.id),
    kind: text('kind').$type<StockMovement['kind']>().notNull(),
    quantity: quantityColumn('quantity').notNull(),
    quantityChange: quantityColumn('quantity_change').notNull(),
    quantityAfter: quantityColumn('quantity_after').notNull(),
    reason: text('reason'),
    reference: text('reference'),
    fromLocation: text('from_location'),
    toLocation: text('to_location'),
    jobId: integer('job_id').references(() => jobs.id),
    productionOrderId: integer('production_order_id').references(() => productionOrders.id),
    allowNegative: integer('allow_negative', { mode: 'boolean' }).notNull(),
    version: integer('version').notNull(),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
    deletedAt: text('deleted_at'),
  },
  (table) => [
    ...listIndexes('stock_movements', table, { sorts: ['createdAt'], within: ['inventoryItemId', 'kind'] }),
    index('stock_movements_production_order').on(table.productionOrderId, table.id),
    index('stock_movements_job').on(table.jobId, table.id),
  ],
)
