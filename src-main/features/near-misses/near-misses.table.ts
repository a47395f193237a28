import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { listIndexes } from '../../records/list-indexes.ts'
import { assets } from '../assets/assets.table.ts'
import type { NearMiss } from './near-misses.contract.ts'

export const nearMisses = sqliteTable(
  'near_misses',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    title: text('title').notNull(),
    description: text('description'),
    hazard: text('hazard').$type<NearMiss['hazard']>().notNull(),
    potentialSeverity: text('potential_severity').$type<NearMiss['potentialSeverity']>().notNull(),
    location: text('location'),
    assetId: integer('asset_id').references(() => assets.id),
    occurredAt: text('occurred_at').notNull(),
    reportedBy: text('reported_by'),
    immediateAction: text('immediate_action'),
    preventiveAction: text('preventive_action'),
    status: text('status').$type<NearMiss['status']>().notNull(),
    statusNote: text('status_note'),
    closedAt: text('closed_at'),
    version: integer('version').notNull(),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
    deletedAt: text('deleted_at'),
  },
  (table) => [
    ...listIndexes('near_misses', table, { sorts: ['occurredAt', 'updatedAt'] }),
    index('near_misses_asset').on(table.assetId, table.id),
  ],
)
