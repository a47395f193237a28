import { z } from 'zod'
import { currency, optionalLongText, optionalText, price, quantity, shortText, unitOfMeasure } from '../../contract/fields.ts'
import { recordType } from '../../contract/record.ts'

export const inventoryItemType = recordType({
  name: 'inventoryItem',
  plural: 'inventory_items',
  keyPrefix: 'ITM',
  description: 'Something that the plant keeps in stock. How much of it is on hand follows from its stock movements.',
  fields: {
    name: shortText,
    sku: z.string().trim().min(1).max(64).describe('The plant’s own code for it; no two items have the same.'),
    barcode: z.string().trim().min(1).max(64).nullable().default(null),
    unit: unitOfMeasure.default('pcs'),
    category: optionalText,
    location: optionalText.describe('Where it is usually kept: store, rack, bin.'),
    minimumQuantity: quantity.default(0).describe('Below this it is short.'),
    reorderQuantity: quantity.default(0).describe('How much to order at a time.'),
    unitCost: price.nullable().default(null).describe('What one unit costs, minor units.'),
    currency: currency.default('TRY'),
    supplierContactId: z.int().positive().nullable().default(null).describe('Whom to order it from.'),
    notes: optionalLongText,
  },
  computed: {
    quantityOnHand: z.number().describe('The sum of its stock movements, exact to three decimals.'),
    isBelowMinimum: z.boolean(),
    supplierContactName: z.string().nullable(),
  },
  titleField: 'name',
  references: { supplierContactId: 'contacts' },
  unique: ['sku'],
  ownEvents: {
    low_stock: { description: 'When the stock of an inventory item falls below its minimum; not again until it was back at it' },
  },
  filters: {
    name: 'text',
    sku: 'keyword',
    barcode: 'keyword',
    category: 'keyword',
    location: 'keyword',
    supplierContactId: 'number',
    quantityOnHand: 'number',
    isBelowMinimum: 'flag',
    createdAt: 'time',
    updatedAt: 'time',
  },
  sorts: ['name', 'sku', 'quantityOnHand', 'updatedAt'],
  search: ['name', 'sku', 'barcode', 'category', 'location', 'notes'],
  example: {
    name: 'Rulman 6204-2RS',
    sku: 'RLM-6204-2RS',
    barcode: '8690000620425',
    unit: 'ad',
    category: 'Rulman',
    location: 'Ana depo, raf B-14',
    minimumQuantity: 40,
    reorderQuantity: 100,
    unitCost: 18_900,
    currency: 'TRY',
    supplierContactId: 14,
    notes: null,
    quantityOnHand: 64,
    isBelowMinimum: false,
    supplierContactName: 'Kemal Ersoy',
  },
})

export type InventoryItem = z.output<typeof inventoryItemType.resource>
