import { index, integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { listIndexes } from '../../records/list-indexes.ts'
import { assets } from '../assets/assets.table.ts'
import { jobs } from '../jobs/jobs.table.ts'
import type { ProductionOrder } from './production-orders.contract.ts'

export const productionOrders = sqliteTable(
  'production_orders',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    product: text('product').notNull(),
    productCode: text('product_code'),
    plannedQuantity: real('planned_quantity').notNull(),
    unit: text('unit').notNull(),
    assetId: integer('asset_id').references(() => assets.id),
    jobId: integer('job_id').references(() => jobs.id),
    plannedStart: text('planned_start'),
    plannedEnd: text('planned_end'),
    notes: text('notes'),
    producedQuantity: real('produced_quantity').notNull(),
    scrapQuantity: real('scrap_quantity').notNull(),
    status: text('status').$type<ProductionOrder['status']>().notNull(),
    statusNote: text('status_note'),
    startedAt: text('started_at'),
    completedAt: text('completed_at'),
    version: integer('version').notNull(),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
    deletedAt: text('deleted_at'),
  },
  (table) => [
    ...listIndexes('production_orders', table, { sorts: ['plannedStart', 'plannedEnd', 'updatedAt'] }),
    index('production_orders_asset').on(table.assetId, table.id),
    index('production_orders_job').on(table.jobId, table.id),
    index('production_orders_product_code').on(table.productCode),
  ],
)
