import type { Currency, Line } from '../../contract/fields.ts'
import { type Discount, invoiceTotals, lineAmount } from '../../contract/money.ts'
import { taxNumberProblem, taxNumberReasons } from '../../contract/tax-number.ts'
import { AppError, invalidField } from '../../lib/app-error.ts'
import type { Customer } from '../customers/customers.contract.ts'
import type { Job } from '../jobs/jobs.contract.ts'
import type { Invoice, InvoiceDraft } from './invoices.contract.ts'
import { dateIn, type Letterhead } from './issuer.ts'

/** A job of a draft, as the jobs' service presents it. */
export type BilledJob = Pick<Job, 'id' | 'jobKey' | 'title' | 'status' | 'customerId' | 'currency'> & { readonly lines: readonly Line[] }

/** What becomes of an invoice once it is issued; the paper says none of it. */
type Fate = 'status' | 'statusNote' | 'failure' | 'sentAt' | 'paidAt'

/** An invoice before it has a number: all that is printed, computed. */
export type InvoiceContent = Omit<Invoice, 'id' | 'invoiceKey' | 'invoiceNumber' | 'version' | 'createdAt' | 'updatedAt' | Fate>

/** An invoice as stored: the resource and the logo that it was printed with. */
export type InvoiceRow = Invoice & { readonly logoFile: string | null; readonly logoMediaType: 'image/png' | 'image/jpeg' | null }

/**
 * Decides what an invoice for these jobs says. Pure.
 * @throws AppError `invalid_request` naming the field: a job that is not completed, mixed customers or currencies, no lines, a discount out of bounds.
 */
export function draftInvoice(
  draft: InvoiceDraft,
  from: { jobs: readonly BilledJob[]; customer: Customer; letterhead: Letterhead; now: string },
): InvoiceContent {
  const { jobs, customer, letterhead } = from
  const issueDate = draft.issueDate ?? dateIn(letterhead.timeZone, from.now)
  if (draft.validUntil !== null && draft.validUntil < issueDate) throw invalidField('valid_until', 'must not be before the issue date')
  const lines = jobs.flatMap((job) => job.lines.map((line) => ({ ...line, jobId: job.id, jobKey: job.jobKey, amount: lineAmount(line) })))
  if (lines.length === 0) throw invalidField('job_ids', 'these jobs have no lines to invoice', 'Add lines with prices to the jobs.')
  return {
    kind: draft.kind,
    jobIds: jobs.map((job) => job.id),
    customerId: customer.id,
    customerName: customer.name,
    issueDate,
    validUntil: draft.validUntil,
    locale: draft.locale ?? letterhead.locale,
    currency: currencyOf(jobs),
    issuer: letterhead.issuer,
    customer: partyOf(customer),
    discountPercent: draft.discountPercent,
    discountAmount: draft.discountAmount,
    notes: draft.notes ?? letterhead.notes,
    lines,
    ...totalsOf(draft, lines),
  }
}

/** Checks the jobs of a draft before anything is computed. */
export function checkBillable(jobs: readonly BilledJob[]): void {
  const first = jobs[0]
  jobs.forEach((job, index) => {
    const field = `job_ids.${index}`
    if (job.status !== 'completed')
      throw invalidField(field, `${job.jobKey} is ${job.status}; only completed jobs can be invoiced`, 'Complete the job first.')
    if (job.customerId !== first?.customerId)
      throw invalidField(field, `${job.jobKey} is for another customer than ${first?.jobKey}`, 'Invoice each customer separately.')
    if (job.currency !== first.currency)
      throw invalidField(
        field,
        `${job.jobKey} is in ${job.currency}, ${first.jobKey} in ${first.currency}`,
        'Invoice each currency separately.',
      )
    if (jobs.findIndex((other) => other.id === job.id) !== index) throw invalidField(field, `${job.jobKey} is listed twice`)
  })
}

/**
 * An e-invoice goes to a taxpayer whose number is right; abroad any number is.
 * @throws AppError `invalid_request` naming `customer.vkn` or `customer.tckn`.
 */
export function checkTaxNumber(customer: Pick<Customer, 'country' | 'taxNumber'>, fix: string): void {
  const problem = taxNumberProblem(customer)
  if (problem === undefined) return
  const field = `customer.${problem.field}`
  if (problem.reason !== 'missing') throw invalidField(field, taxNumberReasons[problem.reason], fix)
  const fields = [{ field, reason: 'is required for an e-invoice' }]
  throw new AppError('invalid_request', `Missing required field: ${field}`, { details: { field, fields, fix } })
}

function currencyOf(jobs: readonly BilledJob[]): Currency {
  return jobs[0]?.currency ?? 'TRY'
}

function totalsOf(draft: InvoiceDraft, lines: readonly Line[]) {
  try {
    const totals = invoiceTotals({ lines, discount: discountOf(draft) })
    return { ...totals, vatByRate: [...totals.vatByRate] }
  } catch (error) {
    if (error instanceof RangeError) throw invalidField(fieldOfTotals(draft), error.message)
    throw error
  }
}

/** What to correct when the totals cannot be computed: the discount, or without one the jobs, which then add up to too much. */
function fieldOfTotals(draft: InvoiceDraft): string {
  if (draft.discountAmount !== null) return 'discount_amount'
  return draft.discountPercent === null ? 'job_ids' : 'discount_percent'
}

function discountOf(draft: InvoiceDraft): Discount | undefined {
  if (draft.discountAmount !== null && draft.discountPercent !== null) {
    throw invalidField('discount_amount', 'give a percentage or an amount, not both')
  }
  if (draft.discountAmount !== null) return { amount: draft.discountAmount }
  return draft.discountPercent === null ? undefined : { percent: draft.discountPercent }
}

const partyOf = (customer: Customer): Invoice['customer'] => ({
  name: customer.name,
  address: [customer.address, [customer.city, customer.country].filter(Boolean).join(', ')].filter(Boolean).join('\n') || null,
  taxOffice: customer.taxOffice,
  taxNumber: customer.taxNumber,
  phone: customer.phone,
  email: customer.email,
})
