import { z } from 'zod'
import { optionalText, signedQuantity } from '../../contract/fields.ts'
import { recordType } from '../../contract/record.ts'

export const stockMovementType = recordType({
  name: 'stockMovement',
  plural: 'stock_movements',
  keyPrefix: 'STM',
  description:
    'An entry of the stock ledger. It is never changed or deleted: a wrong one is put right by an adjustment. A transfer moves stock within the plant and changes no total.',
  fields: {
    inventoryItemId: z.int().positive(),
    kind: z.enum(['receipt', 'issue', 'adjustment', 'transfer']),
    quantity: signedQuantity
      .refine((value) => value !== 0, 'must not be 0')
      .describe('In the unit of the item, at most three decimals; negative only for an adjustment that takes stock away.'),
    reason: optionalText,
    reference: optionalText.describe('Delivery note, order or count sheet.'),
    fromLocation: optionalText.describe('Needed for a transfer.'),
    toLocation: optionalText.describe('Needed for a transfer.'),
    jobId: z.int().positive().nullable().default(null).describe('The job that it was issued to or came back from.'),
    productionOrderId: z.int().positive().nullable().default(null).describe('The production order that used it or made it.'),
    allowNegative: z.boolean().default(false).describe('Whether this adjustment may leave less than nothing on hand.'),
  },
  computed: {
    inventoryItemName: z.string(),
    jobName: z.string().nullable(),
    productionOrderName: z.string().nullable(),
    quantityChange: z.number().describe('What it adds to the stock on hand; these add up to it.'),
    quantityAfter: z.number().describe('What was on hand after it.'),
  },
  titleField: 'inventoryItemName',
  references: { inventoryItemId: 'inventory_items', jobId: 'jobs', productionOrderId: 'production_orders' },
  outlives: ['inventoryItemId', 'jobId', 'productionOrderId'],
  createdEvent: 'recorded',
  isImmutable: true,
  filters: {
    inventoryItemId: 'number',
    kind: 'keyword',
    jobId: 'number',
    productionOrderId: 'number',
    reference: 'keyword',
    fromLocation: 'keyword',
    toLocation: 'keyword',
    createdAt: 'time',
  },
  sorts: ['createdAt'],
  search: ['reason', 'reference'],
  example: {
    inventoryItemId: 31,
    kind: 'receipt',
    quantity: 100,
    reason: 'Haftalık sipariş',
    reference: 'IRS-2026-4471',
    fromLocation: null,
    toLocation: 'Ana depo, raf B-14',
    jobId: null,
    productionOrderId: null,
    allowNegative: false,
    inventoryItemName: 'Rulman 6204-2RS',
    jobName: null,
    productionOrderName: null,
    quantityChange: 100,
    quantityAfter: 164,
  },
})

export type StockMovement = z.output<typeof stockMovementType.resource>
