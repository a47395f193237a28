import { z } from 'zod'
import { instant, numberMeaning, optionalLongText, optionalText } from '../../contract/fields.ts'
import { recordType } from '../../contract/record.ts'

export const downtimeType = recordType({
  name: 'downtime',
  plural: 'downtimes',
  keyPrefix: 'DWN',
  description: 'A time in which an asset stood still. An asset has at most one that is open.',
  fields: {
    assetId: z.int().positive(),
    category: z.enum(['planned', 'unplanned', 'setup', 'material', 'quality', 'other']).default('unplanned'),
    reason: optionalText,
    startedAt: instant.nullable().default(null).describe('Now unless given.'),
    endedAt: instant
      .nullable()
      .default(null)
      .describe('Given for a downtime that is over when it is reported; an open one is ended by its transition.'),
    workOrderId: z.int().positive().nullable().default(null).describe('The maintenance that it caused, or that caused it.'),
    notes: optionalLongText,
  },
  computed: {
    startedAt: z.iso.datetime(),
    assetName: z.string(),
    workOrderName: z.string().nullable(),
    durationSeconds: z.int().register(numberMeaning, { kind: 'seconds' }).nullable().describe('Null while it is open.'),
    statusNote: z.string().nullable(),
  },
  titleField: 'assetName',
  references: { assetId: 'assets', workOrderId: 'work_orders' },
  status: { initial: 'open', transitions: { open: ['ended'], ended: [] }, announced: {} },
  createdEvent: 'started',
  ownEvents: { ended: { description: 'When a downtime ends' } },
  filters: {
    status: 'keyword',
    category: 'keyword',
    assetId: 'number',
    workOrderId: 'number',
    reason: 'text',
    startedAt: 'time',
    endedAt: 'time',
    durationSeconds: 'number',
    createdAt: 'time',
    updatedAt: 'time',
  },
  sorts: ['startedAt', 'durationSeconds', 'updatedAt'],
  search: ['reason', 'notes'],
  example: {
    assetId: 1042,
    assetName: 'Kaynak robotu 2',
    category: 'unplanned',
    reason: 'Torç besleme motoru durdu',
    startedAt: '2026-11-22T06:40:00.000Z',
    endedAt: null,
    durationSeconds: null,
    workOrderId: null,
    workOrderName: null,
    notes: null,
    statusNote: null,
    status: 'open',
  },
  bulkExample: { endedAt: '2026-11-22T07:25:00.000Z' },
})

export type Downtime = z.output<typeof downtimeType.resource>
