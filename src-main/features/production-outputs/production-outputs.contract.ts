import { z } from 'zod'
import { instant, optionalText, signedQuantity } from '../../contract/fields.ts'
import { recordType } from '../../contract/record.ts'

export const productionOutputType = recordType({
  name: 'productionOutput',
  plural: 'production_outputs',
  keyPrefix: 'OUT',
  description: 'What was made on a production order at one time. Outputs are never changed; a negative one takes an earlier one back.',
  fields: {
    productionOrderId: z.int().positive(),
    goodQuantity: signedQuantity.default(0),
    scrapQuantity: signedQuantity.default(0),
    scrapReason: optionalText,
    shift: optionalText,
    operator: optionalText.describe('Who worked on the machine.'),
    recordedAt: instant.nullable().default(null).describe('When it was counted; now unless given.'),
    notes: optionalText,
  },
  computed: {
    recordedAt: z.iso.datetime(),
    productionOrderName: z.string(),
    producedTotal: z.number().describe('Good quantity of the order with this output.'),
    scrapTotal: z.number().describe('Scrap quantity of the order with this output.'),
  },
  titleField: 'productionOrderName',
  references: { productionOrderId: 'production_orders' },
  isImmutable: true,
  createdEvent: 'recorded',
  filters: {
    productionOrderId: 'number',
    shift: 'keyword',
    operator: 'keyword',
    scrapReason: 'text',
    scrapQuantity: 'number',
    recordedAt: 'time',
    createdAt: 'time',
  },
  sorts: ['recordedAt'],
  search: ['operator', 'shift', 'scrapReason', 'notes'],
  example: {
    productionOrderId: 1042,
    productionOrderName: 'Konveyör rulosu Ø89 x 600',
    goodQuantity: 48,
    scrapQuantity: 2,
    scrapReason: 'Ölçü dışı',
    shift: 'Gündüz',
    operator: 'Murat Demir',
    recordedAt: '2026-11-22T08:40:00.000Z',
    notes: null,
    producedTotal: 148,
    scrapTotal: 5,
  },
})

export type ProductionOutput = z.output<typeof productionOutputType.resource>
