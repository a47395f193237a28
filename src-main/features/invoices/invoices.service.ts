import type { Db } from '../../infra/db/database.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import { AppError, invalidField } from '../../lib/app-error.ts'
import type { RecordRegistry } from '../../records/record-registry.ts'
import { createRecordService } from '../../records/record-service.ts'
import { createRecordStore, type RecordRow } from '../../records/record-store.ts'
import type { CustomerService } from '../customers/customers.service.ts'
import type { Job } from '../jobs/jobs.contract.ts'
import type { JobService } from '../jobs/jobs.service.ts'
import { checkBillable, draftInvoice, type InvoiceContent } from './draft-invoice.ts'
import { type Invoice, type InvoiceDraft, invoiceType } from './invoices.contract.ts'
import { findInvoiceId, takeNumber } from './invoices.store.ts'
import { invoices } from './invoices.table.ts'
import type { FindLetterhead } from './issuer.ts'

interface Dependencies {
  readonly registry: RecordRegistry
  readonly jobs: JobService
  readonly customers: CustomerService
  readonly letterheadOf: FindLetterhead
}

/** An invoice as stored: the resource and the logo that it was printed with. */
export type InvoiceRow = Invoice & { readonly logoFile: string | null; readonly logoMediaType: 'image/png' | 'image/jpeg' | null }

/** Proforma invoices: issued from completed jobs, numbered without gaps, canceled but never changed or deleted. */
export function createInvoiceService({ registry, jobs, customers, letterheadOf }: Dependencies) {
  const records = createRecordService<InvoiceRow>({
    type: invoiceType,
    store: createRecordStore(invoices),
    registry,
    rules: {
      findId: findInvoiceId,
      onTransition: (tx, row) => {
        releaseJobs(tx, row)
        return {}
      },
    },
  })

  /** What an invoice of this draft would say; nothing is kept. */
  function draft(db: Db, company: string, request: InvoiceDraft, now: string): InvoiceContent {
    const billed = request.jobIds.map((id, index) => billedJob(db, id, index))
    checkBillable(billed)
    const customer = customers.get(db, billed[0]?.customerId ?? 0)
    return draftInvoice(request, { jobs: billed, customer, letterhead: letterheadOf(company), now })
  }

  function billedJob(db: Db, id: number, index: number): Job {
    try {
      return jobs.get(db, id)
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'not_found')) throw error
      throw invalidField(`job_ids.${index}`, `there is no job ${id}`, 'Check the id; the job may be of the other environment.')
    }
  }

  /** Issues an invoice: number, row, event and the jobs' new status in one transaction. */
  function issue(tx: Tx, workspace: Workspace, request: InvoiceDraft): InvoiceRow {
    const content = draft(tx.db, workspace.company, request, tx.now)
    const { logoFile, logoMediaType } = letterheadOf(workspace.company)
    const series = `PRO-${content.issueDate.slice(0, 4)}`
    const invoiceKey = `${series}-${String(takeNumber(tx.db, series)).padStart(4, '0')}`
    const invoice = records.create(tx, { ...content, invoiceKey, statusNote: null, logoFile, logoMediaType })
    for (const id of content.jobIds) jobs.moveTo(tx, jobs.getRow(tx.db, id), { to: 'invoiced', patch: { invoiceId: invoice.id } })
    return invoice
  }

  /** The jobs of a canceled invoice are completed again and can be invoiced anew. */
  function releaseJobs(tx: Tx, row: RecordRow): void {
    const jobIds = row['jobIds'] as readonly number[] // the table's type
    for (const id of jobIds) jobs.moveTo(tx, jobs.getRow(tx.db, id), { to: 'completed', patch: { invoiceId: null }, isReturn: true })
  }

  return { registry, list: records.list, get: records.get, transition: records.transition, draft, issue }
}

export type InvoiceService = ReturnType<typeof createInvoiceService>
