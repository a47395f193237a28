import { z } from 'zod'
import { instant, optionalLongText, optionalText, shortText } from '../../contract/fields.ts'
import { recordType } from '../../contract/record.ts'

export const nearMissType = recordType({
  name: 'nearMiss',
  plural: 'near_misses',
  keyPrefix: 'NMS',
  description: 'Something that could have hurt somebody or broken something, and did not.',
  fields: {
    title: shortText,
    description: optionalLongText,
    hazard: z
      .enum(['machine', 'electrical', 'chemical', 'fall', 'falling_object', 'traffic', 'ergonomic', 'fire', 'other'])
      .default('other'),
    potentialSeverity: z.enum(['minor', 'moderate', 'serious', 'fatal']).default('moderate').describe('How bad it could have been.'),
    location: optionalText.describe('Hall, line, station.'),
    assetId: z.int().positive().nullable().default(null),
    occurredAt: instant,
    reportedBy: optionalText.describe('Who saw it; may stay unnamed.'),
    immediateAction: optionalLongText.describe('What was done on the spot.'),
    preventiveAction: optionalLongText.describe('What keeps it from happening again.'),
  },
  computed: { assetName: z.string().nullable(), statusNote: z.string().nullable(), closedAt: z.iso.datetime().nullable() },
  titleField: 'title',
  references: { assetId: 'assets' },
  status: {
    initial: 'reported',
    transitions: { reported: ['reviewing', 'closed'], reviewing: ['action', 'closed'], action: ['closed'], closed: ['reviewing'] },
    announced: {},
  },
  createdEvent: 'reported',
  filters: {
    status: 'keyword',
    hazard: 'keyword',
    potentialSeverity: 'keyword',
    assetId: 'number',
    title: 'text',
    location: 'keyword',
    occurredAt: 'time',
    createdAt: 'time',
    updatedAt: 'time',
  },
  sorts: ['occurredAt', 'updatedAt'],
  search: ['title', 'description', 'location', 'reportedBy', 'immediateAction', 'preventiveAction'],
  example: {
    title: 'Sapandan kayan profil yere düştü',
    description: 'Vinç ile taşınan 40 kg profil sapandan kaydı; altında kimse yoktu.',
    hazard: 'falling_object',
    potentialSeverity: 'serious',
    location: 'Hol A, yükleme alanı',
    assetId: 1042,
    assetName: 'Kaynak robotu 2',
    occurredAt: '2026-11-21T13:20:00.000Z',
    reportedBy: 'Murat Demir',
    immediateAction: 'Alan kapatıldı, sapan değiştirildi.',
    preventiveAction: null,
    statusNote: null,
    closedAt: null,
    status: 'reported',
  },
})

export type NearMiss = z.output<typeof nearMissType.resource>
