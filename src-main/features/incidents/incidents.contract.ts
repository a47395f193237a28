import { z } from 'zod'
import { calendarDate, instant, optionalLongText, optionalText, shortText } from '../../contract/fields.ts'
import { recordType } from '../../contract/record.ts'

const count = z.int().min(0).max(100_000).default(0)

export const incidentType = recordType({
  name: 'incident',
  plural: 'incidents',
  keyPrefix: 'INC',
  description: 'Something that hurt somebody, or damaged property or the environment.',
  fields: {
    title: shortText,
    description: optionalLongText,
    kind: z.enum(['injury', 'property', 'environment', 'fire', 'other']).default('other'),
    severity: z.enum(['minor', 'moderate', 'serious', 'fatal']).default('minor'),
    location: optionalText.describe('Hall, line, station.'),
    assetId: z.int().positive().nullable().default(null),
    occurredAt: instant,
    injuredCount: count.describe('How many people were hurt.'),
    lostDays: count.describe('Working days that they could not work, all together.'),
    immediateAction: optionalLongText.describe('What was done on the spot.'),
    rootCause: optionalLongText.describe('What made it happen; an incident is not closed without it.'),
    correctiveAction: optionalLongText.describe('What keeps it from happening again.'),
    authorityNotifiedOn: calendarDate.nullable().default(null).describe('When the authority was told, where the law asks for it.'),
  },
  computed: { assetName: z.string().nullable(), statusNote: z.string().nullable(), closedAt: z.iso.datetime().nullable() },
  titleField: 'title',
  references: { assetId: 'assets' },
  status: {
    initial: 'reported',
    transitions: {
      reported: ['investigating', 'closed'],
      investigating: ['action', 'closed'],
      action: ['investigating', 'closed'],
      closed: ['investigating'],
    },
    announced: {},
    needs: { closed: ['rootCause'] },
  },
  createdEvent: 'reported',
  filters: {
    status: 'keyword',
    kind: 'keyword',
    severity: 'keyword',
    assetId: 'number',
    title: 'text',
    location: 'keyword',
    injuredCount: 'number',
    occurredAt: 'time',
    createdAt: 'time',
    updatedAt: 'time',
  },
  sorts: ['occurredAt', 'updatedAt'],
  search: ['title', 'description', 'location', 'immediateAction', 'rootCause', 'correctiveAction'],
  example: {
    title: 'Taşlamada el kesiği',
    description: 'Çapak alırken eldivensiz çalışıldı; sol elde iki dikiş.',
    kind: 'injury',
    severity: 'moderate',
    location: 'Hol B, taşlama',
    assetId: null,
    assetName: null,
    occurredAt: '2026-11-20T09:15:00.000Z',
    injuredCount: 1,
    lostDays: 2,
    immediateAction: 'İlk yardım yapıldı, hastaneye götürüldü.',
    rootCause: null,
    correctiveAction: null,
    authorityNotifiedOn: '2026-11-21',
    statusNote: null,
    closedAt: null,
    status: 'reported',
  },
})

export type Incident = z.output<typeof incidentType.resource>
