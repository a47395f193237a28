import { z } from 'zod'
import { instant, optionalLongText, optionalText, shortText, timeZone } from '../../contract/fields.ts'
import { recordType } from '../../contract/record.ts'

const reference = z.int().positive().nullable().default(null)

export const meetingType = recordType({
  name: 'meeting',
  plural: 'meetings',
  keyPrefix: 'MTG',
  description: 'An appointment with a customer or within the plant, in a room or on the screen.',
  fields: {
    title: shortText,
    startsAt: instant,
    endsAt: instant.describe('After starts_at.'),
    timeZone: timeZone.nullable().default(null).describe('IANA time zone in which it was agreed; the company’s unless given.'),
    customerId: reference,
    contactId: reference,
    dealId: reference,
    location: optionalText.describe('Room or address.'),
    onlineUrl: z
      .url({ protocol: /^https?$/ })
      .max(2_000)
      .nullable()
      .default(null)
      .describe('Where to join on the screen.'),
    organizer: optionalText.describe('Name or e-mail address of who invites.'),
    attendees: z.array(shortText).max(200).default([]).describe('Names or e-mail addresses.'),
    agenda: optionalLongText,
    notes: optionalLongText.describe('What was said and agreed.'),
  },
  computed: {
    customerName: z.string().nullable(),
    contactName: z.string().nullable(),
    dealName: z.string().nullable(),
    statusNote: z.string().nullable(),
  },
  titleField: 'title',
  references: { customerId: 'customers', contactId: 'contacts', dealId: 'deals' },
  status: {
    initial: 'scheduled',
    transitions: {
      scheduled: ['held', 'no_show', 'canceled'],
      held: ['scheduled'],
      no_show: ['scheduled', 'held'],
      canceled: ['scheduled'],
    },
    announced: { held: 'held', canceled: 'canceled' },
  },
  filters: {
    status: 'keyword',
    title: 'text',
    startsAt: 'time',
    endsAt: 'time',
    customerId: 'number',
    contactId: 'number',
    dealId: 'number',
    organizer: 'keyword',
    attendees: 'list',
    createdAt: 'time',
    updatedAt: 'time',
  },
  sorts: ['startsAt', 'updatedAt'],
  search: ['title', 'location', 'organizer', 'attendees', 'agenda', 'notes'],
  example: {
    title: 'İkinci ünite, yerleşim planı',
    startsAt: '2026-11-26T07:00:00.000Z',
    endsAt: '2026-11-26T08:00:00.000Z',
    timeZone: 'Europe/Istanbul',
    customerId: 61,
    contactId: 12,
    dealId: 7,
    location: 'Çayırova, toplantı odası 2',
    onlineUrl: 'https://meet.example/gbz-4417',
    organizer: 'Murat Kaya',
    attendees: ['selin.aydin@cagrisise.example', 'Murat Kaya'],
    agenda: 'Yerleşim planı, teslim takvimi',
    notes: null,
    customerName: 'Çağrı Şişe İmalat A.Ş.',
    contactName: 'Selin Aydın',
    dealName: 'Şişe dizme hattı, ikinci ünite',
    statusNote: null,
    status: 'scheduled',
  },
})

export type Meeting = z.output<typeof meetingType.resource>
