import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { Currency } from '../../contract/fields.ts'
import { quantityColumn } from '../../infra/db/quantity-column.ts'
import { listIndexes } from '../../records/list-indexes.ts'
import { contacts } from '../contacts/contacts.table.ts'

export const inventoryItems = sqliteTable(
  'inventory_items',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    name: text('name').notNull(),
    sku: text('sku').notNull(),
    barcode: text('barcode'),
    unit: text('unit').notNull(),
    category: text('category'),
    location: text('location'),
    minimumQuantity: quantityColumn('minimum_quantity').notNull(),
    reorderQuantity: quantityColumn('reorder_quantity').notNull(),
    unitCost: integer('unit_cost'),
    currency: text('currency').$type<Currency>().notNull(),
    supplierContactId: integer('supplier_contact_id').references(() => contacts.id),
    notes: text('notes'),
    quantityOnHand: quantityColumn('quantity_on_hand').notNull(),
    isBelowMinimum: integer('is_below_minimum', { mode: 'boolean' }).notNull(),
    version: integer('version').notNull(),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
    deletedAt: text('deleted_at'),
  },
  (table) => [
    // Who was deleted gives its code free.
    uniqueIndex('inventory_items_unique_sku').on(table.sku).where(sql`deleted_at IS NULL`),
    ...listIndexes('inventory_items', table, {
      sorts: ['name', 'sku', 'quantityOnHand', 'updatedAt'],
      within: ['isBelowMinimum', 'category'],
    }),
    index('inventory_items_barcode').on(table.barcode),
    index('inventory_items_supplier_contact').on(table.supplierContactId, table.id),
  ],
)
