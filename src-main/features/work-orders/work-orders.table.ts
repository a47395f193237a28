import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { listIndexes } from '../../records/list-indexes.ts'
import { assets } from '../assets/assets.table.ts'
import type { WorkOrder } from './work-orders.contract.ts'

export const workOrders = sqliteTable(
  'work_orders',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    title: text('title').notNull(),
    assetId: integer('asset_id')
      .notNull()
      .references(() => assets.id),
    kind: text('kind').$type<WorkOrder['kind']>().notNull(),
    priority: text('priority').$type<WorkOrder['priority']>().notNull(),
    scheduledFor: text('scheduled_for'),
    /** A person in control.db, with the name that they had when they were chosen. */
    assigneeId: integer('assignee_id'),
    assigneeName: text('assignee_name'),
    instructions: text('instructions'),
    checklist: text('checklist', { mode: 'json' }).$type<WorkOrder['checklist']>().notNull(),
    spentMinutes: integer('spent_minutes').notNull(),
    cost: integer('cost').notNull(),
    currency: text('currency').$type<WorkOrder['currency']>().notNull(),
    resultNotes: text('result_notes'),
    status: text('status').$type<WorkOrder['status']>().notNull(),
    statusNote: text('status_note'),
    startedAt: text('started_at'),
    completedAt: text('completed_at'),
    version: integer('version').notNull(),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
    deletedAt: text('deleted_at'),
  },
  (table) => [
    ...listIndexes('work_orders', table, { sorts: ['scheduledFor', 'updatedAt'] }),
    index('work_orders_asset').on(table.assetId, table.id),
    index('work_orders_assignee').on(table.assigneeId, table.id),
  ],
)
