import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { listIndexes } from '../../records/list-indexes.ts'
import { assets } from '../assets/assets.table.ts'
import { workOrders } from '../work-orders/work-orders.table.ts'
import type { Downtime } from './downtimes.contract.ts'

export const downtimes = sqliteTable(
  'downtimes',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    assetId: integer('asset_id')
      .notNull()
      .references(() => assets.id),
    category: text('category').$type<Downtime['category']>().notNull(),
    reason: text('reason'),
    startedAt: text('started_at').notNull(),
    endedAt: text('ended_at'),
    durationSeconds: integer('duration_seconds'),
    workOrderId: integer('work_order_id').references(() => workOrders.id),
    notes: text('notes'),
    status: text('status').$type<Downtime['status']>().notNull(),
    statusNote: text('status_note'),
    version: integer('version').notNull(),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
    deletedAt: text('deleted_at'),
  },
  (table) => [
    ...listIndexes('downtimes', table, { sorts: ['startedAt', 'durationSeconds', 'updatedAt'] }),
    // Also finds the open one of an asset.
    index('downtimes_asset').on(table.assetId, table.endedAt, table.id),
    index('downtimes_work_order').on(table.workOrderId, table.id),
  ],
)
