import { z } from 'zod'
import { calendarDate, currency, line, locale, longText, moneySum, percent } from '../../contract/fields.ts'
import { recordType } from '../../contract/record.ts'
import { transitionRoute } from '../../contract/record-routes.ts'
import { route } from '../../contract/route.ts'

const party = z.object({
  name: z.string(),
  address: z.string().nullable(),
  taxOffice: z.string().nullable(),
  taxNumber: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
})

/** The amounts of a document; all in minor units, by the rounding rule of `contract/money.ts`. */
const amounts = {
  lines: z.array(z.object({ ...line.shape, jobId: z.int(), jobKey: z.string(), amount: moneySum.describe('Before VAT and discount.') })),
  subtotal: moneySum,
  discount: moneySum.describe('What is taken off, positive.'),
  net: moneySum,
  vatByRate: z.array(z.object({ rate: percent, base: moneySum, vat: moneySum })),
  vatTotal: moneySum,
  total: moneySum,
}

/** What an invoice is made from. */
const draftFields = {
  jobIds: z.array(z.int().positive()).min(1).max(100).describe('Completed jobs of one customer in one currency.'),
  issueDate: calendarDate.nullable().default(null).describe('Today in the company’s time zone unless given.'),
  validUntil: calendarDate.nullable().default(null),
  locale: locale.nullable().default(null).describe('Language of the document; the company’s unless given.'),
  discountPercent: percent.nullable().default(null).describe('Off the subtotal; not together with discount_amount.'),
  discountAmount: z.int().min(0).max(1e12).nullable().default(null).describe('Off the subtotal, minor units.'),
  notes: longText.nullable().default(null),
}

export const invoiceDraft = z.strictObject(draftFields).meta({ id: 'InvoiceDraft' })
export type InvoiceDraft = z.output<typeof invoiceDraft>

export const invoiceType = recordType({
  name: 'invoice',
  plural: 'invoices',
  keyPrefix: 'PRO',
  keyNumber: '[0-9]{4}-[0-9]{4,}',
  description: 'A proforma invoice for finished jobs: a snapshot that prints the same for ever. It has no fiscal value.',
  fields: draftFields,
  computed: {
    kind: z.literal('proforma'),
    customerId: z.int(),
    customerName: z.string(),
    issueDate: calendarDate,
    locale,
    currency,
    issuer: party,
    customer: party,
    ...amounts,
    statusNote: z.string().nullable(),
  },
  status: { initial: 'issued', transitions: { issued: ['canceled'], canceled: [] }, announced: { canceled: 'canceled' } },
  filters: { status: 'keyword', customerId: 'number', customerName: 'text', issueDate: 'time', createdAt: 'time', invoiceKey: 'keyword' },
  sorts: ['issueDate'],
  titleField: 'customerName',
  references: { customerId: 'customers' },
  isImmutable: true,
  search: ['customerName', 'notes'],
  example: {
    jobIds: [1042],
    issueDate: '2026-11-22',
    validUntil: '2026-12-22',
    locale: 'tr',
    discountPercent: 2,
    discountAmount: null,
    notes: 'Teslim: 5 iş günü.',
    kind: 'proforma',
    customerId: 61,
    customerName: 'Çağrı Şişe İmalat A.Ş.',
    currency: 'TRY',
    issuer: { name: 'Öztürk Makina', address: 'Gebze / Kocaeli', taxOffice: 'Gebze', taxNumber: '6340112233', phone: null, email: null },
    customer: {
      name: 'Çağrı Şişe İmalat A.Ş.',
      address: 'Çayırova / Kocaeli',
      taxOffice: 'Gebze',
      taxNumber: '1234567890',
      phone: null,
      email: null,
    },
    lines: [
      {
        description: 'Şase montaj işçiliği',
        quantity: 36,
        unit: 'sa',
        unitPrice: 65_000,
        taxRate: 20,
        jobId: 1042,
        jobKey: 'JOB-1042',
        amount: 2_340_000,
      },
    ],
    subtotal: 2_340_000,
    discount: 46_800,
    net: 2_293_200,
    vatByRate: [{ rate: 20, base: 2_293_200, vat: 458_640 }],
    vatTotal: 458_640,
    total: 2_751_840,
    statusNote: null,
    status: 'issued',
  },
})

export type Invoice = z.output<typeof invoiceType.resource>

export const transitionInvoice = transitionRoute(invoiceType)

const pdf = { mediaType: 'application/pdf' } as const

export const getInvoicePdf = route({
  method: 'GET',
  path: '/api/v1/invoices/{id}/pdf',
  operationId: 'get_invoice_pdf',
  summary: 'Get an invoice as a PDF',
  tag: 'Invoices',
  access: { scope: 'invoices:read' },
  params: invoiceType.routes.get.params,
  response: pdf,
  errors: ['not_found'],
})

export const previewInvoice = route({
  method: 'POST',
  path: '/api/invoices/preview',
  operationId: 'preview_invoice',
  summary: 'See what an invoice would look like; nothing is kept',
  tag: 'Invoices',
  access: { scope: 'invoices:read' },
  changesNothing: true,
  body: invoiceDraft,
  response: z.object({ currency, customerName: z.string(), ...amounts, pdf: z.string().describe('The document, base64.') }),
})

export const getServiceBreakdown = route({
  method: 'GET',
  path: '/api/v1/jobs/{id}/service-breakdown',
  operationId: 'get_service_breakdown',
  summary: 'Get the service breakdown (hizmet dökümü) of a job as a PDF',
  tag: 'Jobs',
  access: { scope: 'jobs:read' },
  params: transitionInvoice.params.extend({
    id: z.string().regex(/^(?:JOB-)?[1-9][0-9]{0,14}$/i, 'must be an id or a key such as JOB-1042'),
  }),
  query: z.strictObject({ locale: locale.optional() }),
  response: pdf,
  errors: ['not_found'],
})
