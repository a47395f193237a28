import { z } from 'zod'
import { calendarDate, currency, line, moneySum, optionalLongText, optionalText, shortText } from '../../contract/fields.ts'
import { recordType } from '../../contract/record.ts'
import { transitionRoute } from '../../contract/record-routes.ts'

export const jobType = recordType({
  name: 'job',
  plural: 'jobs',
  keyPrefix: 'JOB',
  description: 'Work on the shop floor for one customer, with the lines that will be invoiced.',
  fields: {
    title: shortText,
    description: optionalLongText,
    customerId: z.int().positive(),
    reference: optionalText.describe('The order number of the customer or of another system.'),
    dueDate: calendarDate.nullable().default(null),
    currency: currency.default('TRY'),
    lines: z.array(line).max(500).default([]),
  },
  computed: {
    customerName: z.string(),
    netAmount: moneySum.describe('Sum of the lines before tax, minor units.'),
    statusNote: z.string().nullable(),
    invoiceId: z.int().nullable().describe('The invoice that bills this job, while it is invoiced.'),
    startedAt: z.iso.datetime().nullable(),
    completedAt: z.iso.datetime().nullable(),
  },
  status: {
    initial: 'draft',
    transitions: {
      draft: ['planned', 'in_progress', 'canceled'],
      planned: ['draft', 'in_progress', 'on_hold', 'canceled'],
      in_progress: ['on_hold', 'completed', 'canceled'],
      on_hold: ['planned', 'in_progress', 'canceled'],
      completed: ['in_progress', 'invoiced'],
      invoiced: ['completed'],
      canceled: ['draft'],
    },
    announced: { completed: 'completed' },
    removable: ['draft', 'planned', 'canceled'],
    leftElsewhere: { invoiced: 'Cancel its invoice with POST /api/v1/invoices/{id}/transitions.' },
    setElsewhere: { invoiced: 'Create an invoice from the job with POST /api/v1/invoices.' },
  },
  filters: {
    status: 'keyword',
    customerId: 'number',
    title: 'text',
    reference: 'keyword',
    currency: 'keyword',
    dueDate: 'time',
    createdAt: 'time',
    updatedAt: 'time',
    completedAt: 'time',
  },
  sorts: ['dueDate', 'updatedAt', 'completedAt'],
  titleField: 'title',
  references: { customerId: 'customers', invoiceId: 'invoices' },
  search: ['title', 'reference', 'description'],
  example: {
    title: 'Ağır şase montajı, 3 adet',
    description: null,
    customerId: 61,
    reference: 'PO-7741',
    dueDate: '2026-11-24',
    currency: 'TRY',
    lines: [{ description: 'Şase montaj işçiliği', quantity: 36, unit: 'sa', unitPrice: 65_000, taxRate: 20 }],
    customerName: 'Çağrı Şişe İmalat A.Ş.',
    netAmount: 2_340_000,
    statusNote: null,
    invoiceId: null,
    startedAt: null,
    completedAt: null,
    status: 'draft',
  },
})

export type Job = z.output<typeof jobType.resource>
export type JobStatus = Job['status']

export const transitionJob = transitionRoute(jobType)
