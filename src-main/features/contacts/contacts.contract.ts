import { z } from 'zod'
import { internationalNumber, locale, optionalLongText, optionalText, shortText } from '../../contract/fields.ts'
import { recordType } from '../../contract/record.ts'

const tag = z.string().trim().min(1).max(40)

export const contactType = recordType({
  name: 'contact',
  plural: 'contacts',
  keyPrefix: 'CON',
  description: 'A person at a customer, or one that the plant otherwise deals with.',
  fields: {
    firstName: shortText,
    lastName: z.string().trim().max(200).default(''),
    customerId: z.int().positive().nullable().default(null).describe('The company that this person works for.'),
    jobTitle: optionalText,
    email: z.email().max(254).nullable().default(null),
    phone: optionalText,
    mobile: optionalText,
    whatsappNumber: internationalNumber.nullable().default(null).describe('E.164, +905325550107.'),
    language: locale.nullable().default(null).describe('What this person is written to in.'),
    tags: z.array(tag).max(30).default([]),
    notes: optionalLongText,
    marketingConsent: z.boolean().default(false).describe('Whether this person agreed to be sent offers and news.'),
  },
  computed: {
    name: z.string().describe('First and last name.'),
    customerName: z.string().nullable(),
    marketingConsentAt: z.iso.datetime().nullable().describe('When the consent was recorded; null without one.'),
  },
  titleField: 'name',
  references: { customerId: 'customers' },
  filters: {
    name: 'text',
    customerId: 'number',
    email: 'keyword',
    whatsappNumber: 'keyword',
    language: 'keyword',
    tags: 'list',
    marketingConsent: 'flag',
    createdAt: 'time',
    updatedAt: 'time',
  },
  sorts: ['name', 'lastName', 'updatedAt'],
  search: ['name', 'jobTitle', 'email', 'phone', 'mobile', 'whatsappNumber', 'tags', 'notes'],
  example: {
    firstName: 'Selin',
    lastName: 'Aydın',
    customerId: 61,
    jobTitle: 'Satın alma müdürü',
    email: 'selin.aydin@cagrisise.example',
    phone: '+90 262 555 01 07',
    mobile: '+90 532 555 01 07',
    whatsappNumber: '+905325550107',
    language: 'tr',
    tags: ['satın alma', 'şişe hattı'],
    notes: null,
    marketingConsent: true,
    name: 'Selin Aydın',
    customerName: 'Çağrı Şişe İmalat A.Ş.',
    marketingConsentAt: '2026-11-22T08:40:12.123Z',
  },
})

export type Contact = z.output<typeof contactType.resource>
