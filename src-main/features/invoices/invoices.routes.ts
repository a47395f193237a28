import type { Locale } from '../../contract/fields.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import { readFile } from '../../infra/files/content-store.ts'
import { type BoundRoute, type Exchange, read, task, write } from '../../infra/http/bind.ts'
import { checkPrecondition, readRoutes } from '../../records/record-routes.ts'
import type { Transition } from '../../records/record-service.ts'
import type { CustomerService } from '../customers/customers.service.ts'
import type { JobService } from '../jobs/jobs.service.ts'
import { breakdownDocument, printedInvoice } from './invoice-document.ts'
import {
  createInvoice,
  getInvoicePdf,
  getInvoiceProvider,
  getServiceBreakdown,
  type InvoiceDraft,
  invoiceType,
  previewInvoice,
  sendInvoice,
  transitionInvoice,
} from './invoices.contract.ts'
import type { InvoiceService } from './invoices.service.ts'
import type { FindLetterhead } from './issuer.ts'
import type { DocumentLogo } from './pdf-document.ts'
import type { PdfRenderer } from './pdf-renderer.ts'

interface Dependencies {
  readonly invoices: InvoiceService
  readonly jobs: JobService
  readonly customers: CustomerService
  readonly letterheadOf: FindLetterhead
  readonly pdf: PdfRenderer
  /** ISO 8601. */
  readonly now: () => string
}

export function invoiceRoutes(dependencies: Dependencies): BoundRoute[] {
  const { invoices } = dependencies
  return [
    ...readRoutes(invoiceType, invoices),
    read(getInvoiceProvider, ({ principal }) => ({ isConnected: invoices.hasProvider(principal.workspace) })),
    write(createInvoice, (tx, { principal, body }) => invoices.issue(tx, principal.workspace, body)),
    write(sendInvoice, (tx, { principal, params, exchange }) => {
      checkPrecondition(exchange, invoices, principal.workspace.db, params.id)
      return invoices.send(tx, principal.workspace, params.id)
    }),
    write(transitionInvoice, (tx, { principal, params, body, exchange }) => {
      checkPrecondition(exchange, invoices, principal.workspace.db, params.id)
      return invoices.transition(tx, params.id, body satisfies Transition)
    }),
    task(previewInvoice, ({ principal, body }) => preview(dependencies, principal.workspace, body)),
    task(getInvoicePdf, ({ principal, params, exchange }) => invoicePdf(dependencies, principal.workspace, { id: params.id, exchange })),
    task(getServiceBreakdown, ({ principal, params, query, exchange }) =>
      serviceBreakdown(dependencies, principal.workspace, { id: params.id, locale: query.locale, exchange }),
    ),
  ]
}

async function preview(dependencies: Dependencies, workspace: Workspace, draft: InvoiceDraft) {
  const content = dependencies.invoices.draft(workspace.db, workspace.company, draft, dependencies.now())
  const letterhead = dependencies.letterheadOf(workspace.company)
  const document = printedInvoice(content, { logo: logoOf(workspace, letterhead), isSandbox: workspace.environment === 'sandbox' })
  const bytes = await dependencies.pdf.render(document)
  return { ...content, pdf: Buffer.from(bytes).toString('base64') }
}

async function invoicePdf(
  dependencies: Dependencies,
  workspace: Workspace,
  request: { id: string; exchange: Exchange },
): Promise<Uint8Array> {
  const invoice = dependencies.invoices.get(workspace.db, request.id)
  const number = invoice.invoiceNumber ?? invoice.invoiceKey
  const document = printedInvoice(invoice, {
    number,
    logo: logoOf(workspace, invoice),
    isSandbox: workspace.environment === 'sandbox',
  })
  const bytes = await dependencies.pdf.render(document)
  request.exchange.attachment(`${number}.pdf`)
  return bytes
}

async function serviceBreakdown(
  dependencies: Dependencies,
  workspace: Workspace,
  request: { id: string; locale: Locale | undefined; exchange: Exchange },
): Promise<Uint8Array> {
  const job = dependencies.jobs.get(workspace.db, request.id)
  const letterhead = dependencies.letterheadOf(workspace.company)
  const document = breakdownDocument(job, {
    customer: dependencies.customers.get(workspace.db, job.customerId),
    letterhead,
    locale: request.locale,
    logo: logoOf(workspace, letterhead),
    isSandbox: workspace.environment === 'sandbox',
    now: dependencies.now(),
  })
  const bytes = await dependencies.pdf.render(document)
  request.exchange.attachment(`${job.jobKey}.pdf`)
  return bytes
}

function logoOf(
  workspace: Workspace,
  source: { logoFile: string | null; logoMediaType: DocumentLogo['mediaType'] | null },
): DocumentLogo | undefined {
  if (source.logoFile === null || source.logoMediaType === null) return undefined
  return { mediaType: source.logoMediaType, base64: readFile(workspace.filesDir, source.logoFile).toString('base64') }
}
