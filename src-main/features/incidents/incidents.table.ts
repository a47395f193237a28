import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { listIndexes } from '../../records/list-indexes.ts'
import { assets } from '../assets/assets.table.ts'
import type { Incident } from './incidents.contract.ts'

export const incidents = sqliteTable(
  'incidents',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    title: text('title').notNull(),
    description: text('description'),
    kind: text('kind').$type<Incident['kind']>().notNull(),
    severity: text('severity').$type<Incident['severity']>().notNull(),
    location: text('location'),
    assetId: integer('asset_id').references(() => assets.id),
    occurredAt: text('occurred_at').notNull(),
    injuredCount: integer('injured_count').notNull(),
    lostDays: integer('lost_days').notNull(),
    immediateAction: text('immediate_action'),
    rootCause: text('root_cause'),
    correctiveAction: text('corrective_action'),
    authorityNotifiedOn: text('authority_notified_on'),
    status: text('status').$type<Incident['status']>().notNull(),
    statusNote: text('status_note'),
    closedAt: text('closed_at'),
    version: integer('version').notNull(),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
    deletedAt: text('deleted_at'),
  },
  (table) => [
    ...listIndexes('incidents', table, { sorts: ['occurredAt', 'updatedAt'] }),
    index('incidents_asset').on(table.assetId, table.id),
  ],
)
