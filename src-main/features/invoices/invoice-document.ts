import type { Locale } from '../../contract/fields.ts'
import { invalidField } from '../../lib/app-error.ts'
import type { Customer } from '../customers/customers.contract.ts'
import type { Job } from '../jobs/jobs.contract.ts'
import { draftInvoice, type InvoiceContent } from './draft-invoice.ts'
import type { Letterhead } from './issuer.ts'
import type { DocumentLogo, DocumentParty, InvoiceDocument } from './pdf-document.ts'

type Party = InvoiceContent['issuer']

/** The printable form of an invoice, issued or still a draft. */
export function printedInvoice(
  content: InvoiceContent,
  print: { number?: string | undefined; titles?: ReadonlyMap<number, string>; logo: DocumentLogo | undefined; isSandbox: boolean },
): InvoiceDocument {
  return {
    kind: content.kind,
    locale: content.locale,
    currency: content.currency,
    number: print.number,
    issueDate: content.issueDate,
    validUntil: content.validUntil ?? undefined,
    issuer: { ...partyOf(content.issuer), logo: print.logo },
    customer: partyOf(content.customer),
    lines: content.lines,
    totals: {
      subtotal: content.subtotal,
      discount: content.discount,
      net: content.net,
      vatByRate: content.vatByRate,
      vatTotal: content.vatTotal,
      total: content.total,
    },
    discountPercent: content.discountPercent ?? undefined,
    notes: content.notes ?? undefined,
    jobs: content.jobIds.map((id) => ({ key: `JOB-${id}`, title: print.titles?.get(id) ?? '' })),
    isSandbox: print.isSandbox,
  }
}

/** The service breakdown of one job, at any status: what was done and what it comes to. @throws AppError `invalid_request` without lines. */
export function breakdownDocument(
  job: Job,
  print: {
    customer: Customer
    letterhead: Letterhead
    locale: Locale | undefined
    logo: DocumentLogo | undefined
    isSandbox: boolean
    now: string
  },
): InvoiceDocument {
  if (job.lines.length === 0) throw invalidField('id', `${job.jobKey} has no lines to print`, 'Add lines to the job.')
  const draft = {
    kind: 'proforma' as const,
    jobIds: [job.id],
    issueDate: null,
    validUntil: null,
    locale: print.locale ?? null,
    discountPercent: null,
    discountAmount: null,
    notes: null,
  }
  const content = draftInvoice(draft, { jobs: [job], customer: print.customer, letterhead: print.letterhead, now: print.now })
  return {
    ...printedInvoice(
      { ...content, notes: null },
      { titles: new Map([[job.id, job.title]]), logo: print.logo, isSandbox: print.isSandbox },
    ),
    kind: 'service_breakdown',
    number: job.jobKey,
  }
}

const partyOf = (party: Party): DocumentParty => ({
  name: party.name,
  address: party.address ?? undefined,
  taxOffice: party.taxOffice ?? undefined,
  taxNumber: party.taxNumber ?? undefined,
  phone: party.phone ?? undefined,
  email: party.email ?? undefined,
})
