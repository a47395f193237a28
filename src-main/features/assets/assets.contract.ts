import { z } from 'zod'
import { calendarDate, optionalLongText, optionalText, shortText } from '../../contract/fields.ts'
import { recordType } from '../../contract/record.ts'

export const assetType = recordType({
  name: 'asset',
  plural: 'assets',
  keyPrefix: 'AST',
  description: 'A machine, tool or other equipment of the plant.',
  fields: {
    name: shortText,
    category: z.enum(['machine', 'tool', 'vehicle', 'measuring', 'facility', 'other']).default('machine'),
    serialNumber: optionalText,
    manufacturer: optionalText,
    model: optionalText,
    location: optionalText.describe('Hall, line, station.'),
    commissionedOn: calendarDate.nullable().default(null),
    warrantyUntil: calendarDate.nullable().default(null),
    notes: optionalLongText,
  },
  computed: { statusNote: z.string().nullable() },
  titleField: 'name',
  status: {
    initial: 'operational',
    transitions: {
      operational: ['maintenance', 'broken_down', 'retired'],
      maintenance: ['operational', 'broken_down', 'retired'],
      broken_down: ['maintenance', 'operational', 'retired'],
      retired: ['operational'],
    },
    announced: {},
  },
  filters: {
    status: 'keyword',
    category: 'keyword',
    name: 'text',
    location: 'keyword',
    serialNumber: 'keyword',
    createdAt: 'time',
    updatedAt: 'time',
  },
  sorts: ['name', 'updatedAt'],
  search: ['name', 'serialNumber', 'manufacturer', 'model', 'location', 'notes'],
  example: {
    name: 'Kaynak robotu 2',
    category: 'machine',
    serialNumber: 'KR-2214-077',
    manufacturer: 'Kuka',
    model: 'KR 16',
    location: 'Hol B, hat 2',
    commissionedOn: '2022-03-14',
    warrantyUntil: null,
    notes: null,
    statusNote: null,
    status: 'operational',
  },
})

export type Asset = z.output<typeof assetType.resource>
