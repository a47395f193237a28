import type { Workspace } from '../../infra/db/workspace.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import { AppError } from '../../lib/app-error.ts'
import type { RecordRow } from '../../records/record-store.ts'
import type { CreditService } from '../credits/credits.service.ts'
import type { CustomerService } from '../customers/customers.service.ts'
import { checkTaxNumber, type InvoiceRow } from './draft-invoice.ts'
import { nextInvoiceNumber } from './invoice-numbers.ts'
import type { Invoice, InvoiceFailure } from './invoices.contract.ts'

/** What became of an e-invoice at the provider. */
export type ProviderOutcome =
  | { readonly status: 'sent' }
  | { readonly status: 'failed'; readonly failure: InvoiceFailure }
  | { readonly status: 'canceled'; readonly reason: string }

/** Whoever passes e-invoices on to the tax authority. */
export interface EInvoiceProvider {
  /** Takes an invoice over in the transaction that queues it. What becomes of it comes later, by `settle`. */
  readonly submit: (tx: Tx, invoice: Invoice) => void
}

/** The provider that is connected; undefined when there is none. */
export type FindProvider = (workspace: Workspace) => EInvoiceProvider | undefined

interface Dependencies {
  readonly records: {
    readonly getRow: (db: Tx['db'], id: string | number) => RecordRow
    readonly present: (row: RecordRow) => InvoiceRow
    readonly moveTo: (
      tx: Tx,
      row: RecordRow,
      request: { to: string; note?: string | null; patch: Readonly<Record<string, unknown>> },
    ) => InvoiceRow
  }
  readonly customers: CustomerService
  readonly credits: Pick<CreditService, 'add'>
  readonly providerOf: FindProvider
}

/** The way of an e-invoice to the provider and back. Each submission takes a credit, a failed one gives it back. */
export function createSending({ records, customers, credits, providerOf }: Dependencies) {
  /** @throws AppError `provider_not_connected`. */
  function connectedProvider(workspace: Workspace): EInvoiceProvider {
    const provider = providerOf(workspace)
    if (provider !== undefined) return provider
    throw new AppError('provider_not_connected', 'No e-invoice provider is connected, so nothing can be sent.', {
      details: { fix: 'Issue a proforma, or try e-invoices in the sandbox, where a simulator is the provider.' },
    })
  }

  /** @throws AppError `insufficient_credits`. */
  function handOver(tx: Tx, provider: EInvoiceProvider, invoice: InvoiceRow): void {
    credits.add(tx, { kind: 'debit', amount: -1, description: invoice.invoiceNumber, invoiceId: invoice.id })
    provider.submit(tx, invoice)
  }

  /** Queues an issued proforma as an e-invoice, or a failed e-invoice again. Its paper stays as it was, but for title and number. */
  function send(tx: Tx, workspace: Workspace, id: string): InvoiceRow {
    const provider = connectedProvider(workspace)
    const row = records.getRow(tx.db, id)
    const invoice = records.present(row)
    const { country } = customers.get(tx.db, invoice.customerId)
    checkTaxNumber({ country, taxNumber: invoice.customer.taxNumber }, 'Correct it at the customer, cancel this invoice and issue it anew.')
    const invoiceNumber = invoice.invoiceNumber ?? nextInvoiceNumber(tx.db, workspace.company, invoice.issueDate)
    const queued = records.moveTo(tx, row, { to: 'queued', patch: { kind: 'e_invoice', invoiceNumber, failure: null } })
    handOver(tx, provider, queued)
    return queued
  }

  /** What the provider made of a queued invoice. */
  function settle(tx: Tx, id: number, outcome: ProviderOutcome): void {
    const failure = outcome.status === 'failed' ? outcome.failure : null
    const note = outcome.status === 'canceled' ? outcome.reason : null
    const { invoiceNumber } = records.moveTo(tx, records.getRow(tx.db, id), { to: outcome.status, note, patch: { failure } })
    if (failure !== null) credits.add(tx, { kind: 'refund', amount: 1, description: invoiceNumber, invoiceId: id })
  }

  return { connectedProvider, handOver, send, settle }
}
