import { type BoundRoute, type Exchange, read, task, write } from '../../infra/http/bind.ts'
import { checkPrecondition, readRoutes } from '../../records/record-routes.ts'
import type { Transition } from '../../records/record-service.ts'
import { breakdownPdf, type DocumentOptions, invoicePdf, type PdfDocument, previewPdf } from './documents.ts'
import {
  createInvoice,
  getInvoicePdf,
  getInvoiceProvider,
  getServiceBreakdown,
  invoiceType,
  previewInvoice,
  sendInvoice,
  transitionInvoice,
} from './invoices.contract.ts'

export function invoiceRoutes(dependencies: DocumentOptions): BoundRoute[] {
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
    task(previewInvoice, async ({ principal, body }) => {
      const { content, bytes } = await previewPdf(dependencies, principal.workspace, body)
      return { ...content, pdf: Buffer.from(bytes).toString('base64') }
    }),
    task(getInvoicePdf, async ({ principal, params, exchange }) =>
      offered(exchange, await invoicePdf(dependencies, principal.workspace, params.id)),
    ),
    task(getServiceBreakdown, async ({ principal, params, query, exchange }) =>
      offered(exchange, await breakdownPdf(dependencies, principal.workspace, { id: params.id, locale: query.locale })),
    ),
  ]
}

function offered(exchange: Exchange, { fileName, bytes }: PdfDocument): Uint8Array {
  exchange.attachment(fileName)
  return bytes
}
