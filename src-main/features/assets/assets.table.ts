import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
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
  (table) => [
    index('assets_status').on(table.status, table.id),
    index('assets_name').on(table.name, table.id),
    index('assets_updated_at').on(table.updatedAt, table.id),
    index('assets_serial_number').on(table.serialNumber),
  ],
)
