import { z } from 'zod'
import { calendarDate, currency, numberMeaning, optionalLongText, price, shortText } from '../../contract/fields.ts'
import { recordType } from '../../contract/record.ts'

const checklistItem = z.strictObject({ text: shortText, isDone: z.boolean().default(false) }).meta({ id: 'ChecklistItem' })

export const workOrderType = recordType({
  name: 'workOrder',
  plural: 'work_orders',
  keyPrefix: 'WOR',
  description: 'Maintenance to do on an asset.',
  fields: {
    title: shortText,
    assetId: z.int().positive(),
    kind: z.enum(['preventive', 'corrective', 'predictive', 'inspection']).default('corrective'),
    priority: z.enum(['low', 'medium', 'high', 'critical']).default('medium'),
    scheduledFor: calendarDate.nullable().default(null),
    assigneeId: z.int().positive().nullable().default(null),
    instructions: optionalLongText,
    checklist: z.array(checklistItem).max(100).default([]),
    spentMinutes: z.int().min(0).max(1_000_000).register(numberMeaning, { kind: 'minutes' }).default(0),
    cost: price.default(0).describe('Parts and outside services, minor units of the currency.'),
    currency: currency.default('TRY'),
    resultNotes: optionalLongText.describe('What was found and done.'),
  },
  computed: {
    assetName: z.string(),
    assigneeName: z.string().nullable(),
    statusNote: z.string().nullable(),
    startedAt: z.iso.datetime().nullable(),
    completedAt: z.iso.datetime().nullable(),
  },
  titleField: 'title',
  references: { assetId: 'assets' },
  people: ['assigneeId'],
  status: {
    initial: 'open',
    transitions: {
      open: ['in_progress', 'canceled'],
      in_progress: ['on_hold', 'completed', 'canceled'],
      on_hold: ['in_progress', 'canceled'],
      completed: ['in_progress'],
      canceled: ['open'],
    },
    announced: { completed: 'completed' },
    removable: ['open', 'canceled'],
  },
  filters: {
    status: 'keyword',
    kind: 'keyword',
    priority: 'keyword',
    assetId: 'number',
    assigneeId: 'number',
    title: 'text',
    scheduledFor: 'time',
    completedAt: 'time',
    createdAt: 'time',
    updatedAt: 'time',
  },
  sorts: ['scheduledFor', 'updatedAt'],
  search: ['title', 'instructions', 'resultNotes', 'assigneeName'],
  example: {
    title: 'Kaynak robotu 2 yıllık bakım',
    assetId: 1042,
    assetName: 'Kaynak robotu 2',
    kind: 'preventive',
    priority: 'high',
    scheduledFor: '2026-11-28',
    assigneeId: 7,
    assigneeName: 'Hasan Kılıç',
    instructions: 'Üreticinin 4.000 saat bakım listesi.',
    checklist: [
      { text: 'Eksen 4 kayışını değiştir', isDone: true },
      { text: 'Torç kalibrasyonu', isDone: false },
    ],
    spentMinutes: 95,
    cost: 1_240_000,
    currency: 'TRY',
    resultNotes: null,
    statusNote: null,
    startedAt: null,
    completedAt: null,
    status: 'open',
  },
})

export type WorkOrder = z.output<typeof workOrderType.resource>
