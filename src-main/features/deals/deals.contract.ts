import { z } from 'zod'
import { calendarDate, currency, moneySum, numberMeaning, optionalLongText, optionalText, price, shortText } from '../../contract/fields.ts'
import { recordType } from '../../contract/record.ts'

export const dealType = recordType({
  name: 'deal',
  plural: 'deals',
  keyPrefix: 'DEAL',
  description: 'A chance to sell something to a customer, from the first word to the order. Its stage is its status.',
  fields: {
    title: shortText,
    customerId: z.int().positive(),
    contactId: z.int().positive().nullable().default(null).describe('Who decides or is talked to.'),
    value: price.default(0).describe('What the order would be worth, minor units.'),
    currency: currency.default('TRY'),
    probability: z
      .int()
      .min(0)
      .max(100)
      .register(numberMeaning, { kind: 'percent' })
      .nullable()
      .default(null)
      .describe('How likely it is to be won, percent.'),
    expectedCloseDate: calendarDate.nullable().default(null),
    ownerName: optionalText.describe('Who at the plant looks after it.'),
    source: optionalText.describe('Where it came from: fair, web form, recommendation.'),
    notes: optionalLongText,
  },
  computed: {
    customerName: z.string(),
    contactName: z.string().nullable(),
    weightedValue: moneySum.describe(
      'Value times probability, minor units: all of it once won, nothing once lost or without a probability.',
    ),
    statusNote: z.string().nullable().describe('Why it was lost, or what else was said at its last change of status.'),
    closedAt: z.iso.datetime().nullable().describe('When it was won or lost.'),
  },
  titleField: 'title',
  references: { customerId: 'customers', contactId: 'contacts' },
  status: {
    initial: 'lead',
    transitions: {
      lead: ['qualified', 'proposal', 'lost'],
      qualified: ['lead', 'proposal', 'negotiation', 'won', 'lost'],
      proposal: ['qualified', 'negotiation', 'won', 'lost'],
      negotiation: ['proposal', 'won', 'lost'],
      won: ['negotiation'],
      lost: ['lead', 'qualified', 'proposal', 'negotiation'],
    },
    announced: { won: 'won', lost: 'lost' },
  },
  filters: {
    status: 'keyword',
    customerId: 'number',
    contactId: 'number',
    title: 'text',
    ownerName: 'keyword',
    source: 'keyword',
    currency: 'keyword',
    value: 'number',
    expectedCloseDate: 'time',
    closedAt: 'time',
    createdAt: 'time',
    updatedAt: 'time',
  },
  sorts: ['expectedCloseDate', 'value', 'updatedAt'],
  search: ['title', 'ownerName', 'source', 'notes'],
  example: {
    title: 'Şişe dizme hattı, ikinci ünite',
    customerId: 61,
    contactId: 12,
    value: 185_000_000,
    currency: 'TRY',
    probability: 60,
    expectedCloseDate: '2026-12-18',
    ownerName: 'Murat Kaya',
    source: 'Fuar, Win Eurasia',
    notes: null,
    customerName: 'Çağrı Şişe İmalat A.Ş.',
    contactName: 'Selin Aydın',
    weightedValue: 111_000_000,
    statusNote: null,
    closedAt: null,
    status: 'proposal',
  },
})

export type Deal = z.output<typeof dealType.resource>
