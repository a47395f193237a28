import { z } from 'zod'
import { calendarDate, currency, optionalLongText, price, shortText } from '../../contract/fields.ts'
import { recordType } from '../../contract/record.ts'

const startDay = calendarDate.refine((day) => day >= '2000-01-01' && day < '2200-01-01', 'must be between 2000 and 2199')

export const subscriptionType = recordType({
  name: 'subscription',
  plural: 'subscriptions',
  keyPrefix: 'SUB',
  description: 'A plan that is billed each month or year, of a customer or of the plant itself, and renews by itself.',
  fields: {
    planName: shortText,
    customerId: z.int().positive().nullable().default(null).describe('Null for a subscription of the plant itself.'),
    price: price.describe('For one period, minor units.'),
    currency: currency.default('TRY'),
    period: z.enum(['month', 'year']).default('month'),
    startsOn: startDay
      .nullable()
      .default(null)
      .describe('First day of the first period; today (UTC) unless given. Periods begin at 00:00 UTC.'),
    autoRenew: z.boolean().default(true).describe('Without it, the subscription expires at the end of the period.'),
    cancelAtPeriodEnd: z.boolean().default(false).describe('Cancels at the end of the period; take it back until then.'),
    notes: optionalLongText,
  },
  computed: {
    startsOn: calendarDate,
    customerName: z.string().nullable(),
    currentPeriodStart: calendarDate,
    currentPeriodEnd: calendarDate.describe('First day of the next period.'),
    canceledAt: z.iso.datetime().nullable(),
    statusNote: z.string().nullable(),
  },
  titleField: 'planName',
  references: { customerId: 'customers' },
  status: {
    initial: 'active',
    transitions: { active: ['canceled', 'expired'], canceled: [], expired: [] },
    announced: { canceled: 'canceled', expired: 'expired' },
    setElsewhere: { expired: 'Set auto_renew to false; it then expires at the end of the period.' },
  },
  ownEvents: {
    renewed: { description: 'When a new period of a subscription begins; once for each period, also for those that passed meanwhile' },
  },
  filters: {
    status: 'keyword',
    customerId: 'number',
    planName: 'text',
    period: 'keyword',
    currentPeriodEnd: 'time',
    createdAt: 'time',
    updatedAt: 'time',
  },
  sorts: ['currentPeriodEnd', 'planName', 'updatedAt'],
  search: ['planName', 'notes'],
  example: {
    planName: 'Bakım sözleşmesi, hat 2',
    customerId: 61,
    price: 1_250_000,
    currency: 'TRY',
    period: 'month',
    startsOn: '2026-11-01',
    autoRenew: true,
    cancelAtPeriodEnd: false,
    notes: null,
    customerName: 'Çağrı Şişe İmalat A.Ş.',
    currentPeriodStart: '2026-11-01',
    currentPeriodEnd: '2026-12-01',
    canceledAt: null,
    statusNote: null,
    status: 'active',
  },
})

export type Subscription = z.output<typeof subscriptionType.resource>
