import type { Locale } from '../../contract/fields.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import { readFile } from '../../infra/files/content-store.ts'
import type { CustomerService } from '../customers/customers.service.ts'
import type { JobService } from '../jobs/jobs.service.ts'
import { breakdownDocument, printedInvoice } from './invoice-document.ts'
import type { InvoiceDraft } from './invoices.contract.ts'
import type { InvoiceService } from './invoices.service.ts'
import type { FindLetterhead } from './issuer.ts'
import type { DocumentLogo } from './pdf-document.ts'
import type { PdfRenderer } from './pdf-renderer.ts'

export interface DocumentOptions {
  readonly invoices: InvoiceService
  readonly jobs: JobService
  readonly customers: CustomerService
  readonly letterheadOf: FindLetterhead
  readonly pdf: PdfRenderer
  /** ISO 8601. */
  readonly now: () => string
}

/** A PDF with the name that it is offered under. */
export interface PdfDocument {
  readonly fileName: string
  readonly bytes: Uint8Array
}

/** An invoice as it is printed. @throws AppError `not_found` */
export async function invoicePdf({ invoices, pdf }: DocumentOptions, workspace: Workspace, id: string): Promise<PdfDocument> {
  const invoice = invoices.get(workspace.db, id)
  const number = invoice.invoiceNumber ?? invoice.invoiceKey
  const document = printedInvoice(invoice, { number, logo: logoOf(workspace, invoice), isSandbox: workspace.environment === 'sandbox' })
  return { fileName: `${number}.pdf`, bytes: await pdf.render(document) }
}

/** The service breakdown of a job. @throws AppError `not_found` */
export async function breakdownPdf(
  { jobs, customers, letterheadOf, pdf, now }: DocumentOptions,
  workspace: Workspace,
  request: { readonly id: string; readonly locale: Locale | undefined },
): Promise<PdfDocument> {
  const job = jobs.get(workspace.db, request.id)
  const letterhead = letterheadOf(workspace.company)
  const document = breakdownDocument(job, {
    customer: customers.get(workspace.db, job.customerId),
    letterhead,
    locale: request.locale,
    logo: logoOf(workspace, letterhead),
    isSandbox: workspace.environment === 'sandbox',
    now: now(),
  })
  return { fileName: `${job.jobKey}.pdf`, bytes: await pdf.render(document) }
}

/** What an invoice would look like. */
export async function previewPdf({ invoices, letterheadOf, pdf, now }: DocumentOptions, workspace: Workspace, draft: InvoiceDraft) {
  const content = invoices.draft(workspace.db, workspace.company, draft, now())
  const letterhead = letterheadOf(workspace.company)
  const document = printedInvoice(content, { logo: logoOf(workspace, letterhead), isSandbox: workspace.environment === 'sandbox' })
  return { content, bytes: await pdf.render(document) }
}

function logoOf(
  workspace: Workspace,
  source: { logoFile: string | null; logoMediaType: DocumentLogo['mediaType'] | null },
): DocumentLogo | undefined {
  if (source.logoFile === null || source.logoMediaType === null) return undefined
  return { mediaType: source.logoMediaType, base64: readFile(workspace.filesDir, source.logoFile).toString('base64') }
}
