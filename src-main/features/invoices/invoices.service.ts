import type { Db } from '../../infra/db/database.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import { AppError, invalidField } from '../../lib/app-error.ts'
import type { RecordRegistry } from '../../records/record-registry.ts'
import { createRecordService } from '../../records/record-service.ts'
import { createRecordStore, type RecordRow } from '../../records/record-store.ts'
import type { CreditService } from '../credits/credits.service.ts'
import type { CustomerService } from '../customers/customers.service.ts'
import type { Job } from '../jobs/jobs.contract.ts'
import type { JobService } from '../jobs/jobs.service.ts'
import { checkBillable, checkTaxNumber, draftInvoice, type InvoiceContent, type InvoiceRow } from './draft-invoice.ts'
import { nextInvoiceNumber, nextKey } from './invoice-numbers.ts'
import { type InvoiceDraft, invoiceType } from './invoices.contract.ts'
import { findInvoiceId } from './invoices.store.ts'
import { invoices } from './invoices.table.ts'
import type { FindLetterhead } from './issuer.ts'
import { createSending, type FindProvider } from './sending.service.ts'

interface Dependencies {
  readonly registry: RecordRegistry
  readonly jobs: JobService
  readonly customers: CustomerService
  readonly credits: Pick<CreditService, 'add'>
  readonly letterheadOf: FindLetterhead
  readonly providerOf: FindProvider
}

/** Invoices: issued from completed jobs, numbered without gaps, sent by a provider, canceled but never changed or deleted. */
export function createInvoiceService(dependencies: Dependencies) {
  const { registry, jobs, letterheadOf, providerOf } = dependencies
  const draft = createDrafting(dependencies)
  const records = createRecordService<InvoiceRow>({
    type: invoiceType,
    store: createRecordStore(invoices),
    registry,
    rules: {
      findId: findInvoiceId,
      beforeSave: (_tx, row) => (row['kind'] === 'e_invoice' ? { status: 'queued' } : {}),
      onTransition,
    },
  })
  const { connectedProvider, handOver, send, settle } = createSending({ ...dependencies, records })

  /** Issues an invoice, or queues it: numbers, row, event, credit and the jobs' new status in one transaction. */
  function issue(tx: Tx, workspace: Workspace, request: InvoiceDraft): InvoiceRow {
    const provider = request.kind === 'e_invoice' ? connectedProvider(workspace) : undefined
    const content = draft(tx.db, workspace.company, request, tx.now)
    const { logoFile, logoMediaType } = letterheadOf(workspace.company)
    const invoiceKey = nextKey(tx.db, content.issueDate)
    const invoiceNumber = provider === undefined ? null : nextInvoiceNumber(tx.db, workspace.company, content.issueDate)
    const fate = { statusNote: null, failure: null, sentAt: null, paidAt: null }
    const invoice = records.create(tx, { ...content, invoiceKey, invoiceNumber, ...fate, logoFile, logoMediaType })
    for (const id of content.jobIds) jobs.moveTo(tx, jobs.getRow(tx.db, id), { to: 'invoiced', patch: { invoiceId: invoice.id } })
    if (provider !== undefined) handOver(tx, provider, invoice)
    return invoice
  }

  function onTransition(tx: Tx, row: RecordRow, to: string): Readonly<Record<string, unknown>> {
    if (to === 'canceled') releaseJobs(tx, row)
    if (to === 'sent') return { sentAt: tx.now }
    return to === 'paid' ? { paidAt: tx.now } : {}
  }

  /** The jobs of a canceled invoice are completed again and can be invoiced anew. */
  function releaseJobs(tx: Tx, row: RecordRow): void {
    const jobIds = row['jobIds'] as readonly number[] // the table's type
    for (const id of jobIds) jobs.moveTo(tx, jobs.getRow(tx.db, id), { to: 'completed', patch: { invoiceId: null }, isReturn: true })
  }

  const hasProvider = (workspace: Workspace): boolean => providerOf(workspace) !== undefined

  return { registry, list: records.list, get: records.get, transition: records.transition, draft, issue, send, settle, hasProvider }
}

/** What an invoice of a draft would say; nothing is kept. */
function createDrafting({ jobs, customers, letterheadOf }: Pick<Dependencies, 'jobs' | 'customers' | 'letterheadOf'>) {
  function billedJob(db: Db, id: number, index: number): Job {
    try {
      return jobs.get(db, id)
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'not_found')) throw error
      throw invalidField(`job_ids.${index}`, `there is no job ${id}`, 'Check the id; the job may be of the other environment.')
    }
  }

  return (db: Db, company: string, request: InvoiceDraft, now: string): InvoiceContent => {
    const billed = request.jobIds.map((id, index) => billedJob(db, id, index))
    checkBillable(billed)
    const customer = customers.get(db, billed[0]?.customerId ?? 0)
    if (request.kind === 'e_invoice') checkTaxNumber(customer, 'Correct it at the customer, then send the request again.')
    return draftInvoice(request, { jobs: billed, customer, letterhead: letterheadOf(company), now })
  }
}

export type InvoiceService = ReturnType<typeof createInvoiceService>
