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

/** A proforma has no fiscal value; an e-invoice goes to the tax authority by a provider. */
export const invoiceKind = z.enum(['proforma', 'e_invoice'])
export type InvoiceKind = z.output<typeof invoiceKind>

/** Why the provider did not send an e-invoice. */
const failure = z.object({
  code: z.string().describe('For programs, "recipient_not_registered".'),
  message: z.string().describe('For people, in English.'),
})
export type InvoiceFailure = z.output<typeof failure>

/** What an invoice is made from. */
const draftFields = {
  kind: invoiceKind.default('proforma').describe('A proforma is issued at once; an e-invoice is queued for the provider.'),
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
  description:
    'An invoice for finished jobs: a snapshot that prints the same for ever. A proforma has no fiscal value; an e-invoice is sent to the tax authority.',
  fields: draftFields,
  computed: {
    invoiceNumber: z.string().nullable().describe('The legal number of an e-invoice, without gaps in its year; a proforma has none.'),
    customerId: z.int(),
    customerName: z.string(),
    issueDate: calendarDate,
    locale,
    currency,
    issuer: party,
    customer: party,
    ...amounts,
    statusNote: z.string().nullable(),
    failure: failure.nullable().describe('Why it failed, while it is failed.'),
    sentAt: z.iso.datetime().nullable(),
    paidAt: z.iso.datetime().nullable(),
  },
  status: {
    initial: 'issued',
    transitions: {
      issued: ['queued', 'canceled'],
      queued: ['sent', 'failed', 'canceled'],
      sent: ['paid', 'canceled'],
      failed: ['queued', 'canceled'],
      paid: [],
      canceled: [],
    },
    announced: { sent: 'sent', failed: 'failed', paid: 'paid', canceled: 'canceled' },
    setElsewhere: {
      queued: 'Send it with POST /api/v1/invoices/{id}/send.',
      sent: 'The e-invoice provider decides that; queue it with POST /api/v1/invoices/{id}/send.',
      failed: 'The e-invoice provider decides that; queue it with POST /api/v1/invoices/{id}/send.',
    },
    leftElsewhere: { queued: 'The e-invoice provider has it; wait for invoice.sent, invoice.failed or invoice.canceled.' },
  },
  filters: {
    status: 'keyword',
    kind: 'keyword',
    customerId: 'number',
    customerName: 'text',
    issueDate: 'time',
    createdAt: 'time',
    invoiceKey: 'keyword',
    invoiceNumber: 'keyword',
  },
  sorts: ['issueDate'],
  titleField: 'customerName',
  references: { customerId: 'customers' },
  isImmutable: true,
  search: ['customerName', 'invoiceNumber', 'notes'],
  example: {
    kind: 'proforma',
    invoiceNumber: null,
    jobIds: [1042],
    issueDate: '2026-11-22',
    validUntil: '2026-12-22',
    locale: 'tr',
    discountPercent: 2,
    discountAmount: null,
    notes: 'Teslim: 5 iş günü.',
    customerId: 61,
    customerName: 'Çağrı Şişe İmalat A.Ş.',
    currency: 'TRY',
    issuer: { name: 'Öztürk Makina', address: 'Gebze / Kocaeli', taxOffice: 'Gebze', taxNumber: '6340112234', phone: null, email: null },
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
    failure: null,
    sentAt: null,
    paidAt: null,
    status: 'issued',
  },
})

export type Invoice = z.output<typeof invoiceType.resource>

export const transitionInvoice = transitionRoute(invoiceType)

/** A proforma is there at once, an e-invoice is queued: 202, and its event follows. */
export const createInvoice = {
  ...invoiceType.routes.create,
  isPending: (invoice: { readonly status: Invoice['status'] }) => invoice.status === 'queued',
  errors: ['idempotency_conflict', 'provider_not_connected', 'insufficient_credits'],
  example: { body: { jobIds: [7], validUntil: '2026-12-22', discountPercent: 2, notes: 'Teslim: 5 iş günü.' } },
} as const

export const sendInvoice = route({
  method: 'POST',
  path: '/api/v1/invoices/{id}/send',
  operationId: 'send_invoice',
  summary: 'Send an issued invoice as an e-invoice, or a failed one again',
  tag: 'Invoices',
  access: { scope: 'invoices:write' },
  params: transitionInvoice.params,
  response: invoiceType.resource,
  status: 202,
  errors: ['not_found', 'transition_not_allowed', 'precondition_failed', 'provider_not_connected', 'insufficient_credits'],
  example: { params: { id: 3 } },
})

export const getInvoiceProvider = route({
  method: 'GET',
  path: '/api/invoices/provider',
  operationId: 'get_invoice_provider',
  summary: 'See whether an e-invoice provider is connected',
  tag: 'Invoices',
  access: { scope: 'invoices:read' },
  response: z
    .object({ isConnected: z.boolean().describe('Without one, e-invoices answer 409 provider_not_connected; proformas work.') })
    .meta({ id: 'InvoiceProvider' }),
})

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

const { currency: inCurrency, customerName, lines, subtotal, discount, net, vatByRate, vatTotal, total } = invoiceType.example
const examplePreview = { currency: inCurrency, customerName, lines, subtotal, discount, net, vatByRate, vatTotal, total }

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
  example: { body: { jobIds: [8], discountPercent: 2 }, response: { ...examplePreview, pdf: 'JVBERi0xLjMK…' } },
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
