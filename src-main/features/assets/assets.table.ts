import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { listIndexes } from '../../records/list-indexes.ts'
import type { Asset } from './assets.contract.ts'

export const assets = sqliteTable(
  'assets',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    name: text('name').notNull(),
    category: text('category').$type<Asset['category']>().notNull(),
    serialNumber: text('serial_number'),
    manufacturer: text('manufacturer'),
    model: text('model'),
    location: text('location'),
    commissionedOn: text('commissioned_on'),
    warrantyUntil: text('warranty_until'),
    notes: text('notes'),
    status: text('status').$type<Asset['status']>().notNull(),
    statusNote: text('status_note'),
    version: integer('version').notNull(),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
    deletedAt: text('deleted_at'),
  },
  (table) => [...listIndexes('assets', table, { sorts: ['name', 'updatedAt'] }), index('assets_serial_number').on(table.serialNumber)],
)
