import type { Locale } from '../../contract/fields.ts'
import { snakeCase } from '../../contract/wire.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import { AppError } from '../../lib/app-error.ts'
import type { RecordRegistry } from '../../records/record-registry.ts'
import { createRecordService, type RecordRules } from '../../records/record-service.ts'
import { createRecordStore, type RecordRow } from '../../records/record-store.ts'
import type { Job } from '../jobs/jobs.contract.ts'
import type { JobService } from '../jobs/jobs.service.ts'
import { jobLines, quoteTotals } from './quote-amounts.ts'
import { type Quote, quoteType } from './quotes.contract.ts'
import { listOverdueQuotes } from './quotes.store.ts'
import { quotes } from './quotes.table.ts'

/** What the customer was told when the quote was sent. */
const lockedFields = ['lines', 'discountPercent', 'discountAmount', 'currency', 'customerId'] as const

function beforeSave(_tx: Tx, row: Readonly<Record<string, unknown>>, previous: RecordRow | undefined): Readonly<Record<string, unknown>> {
  if (previous !== undefined && previous['status'] !== 'draft') checkLocked(row, previous)
  const untouched = previous === undefined ? { statusNote: null, sentAt: null, decidedAt: null, jobId: null } : {}
  return { ...untouched, ...quoteTotals(row as Quote) } // validated by the contract
}

function checkLocked(row: Readonly<Record<string, unknown>>, previous: RecordRow): void {
  const changed = lockedFields.find((name) => JSON.stringify(row[name]) !== JSON.stringify(previous[name]))
  if (changed === undefined) return
  const status = String(previous['status'])
  throw new AppError('conflict', `QUO-${previous.id} is ${status}; its ${snakeCase(changed)} can only change in draft.`, {
    details: { field: snakeCase(changed), status, fix: 'Take the quote back to draft first, or make a new one.' },
  })
}

/** When it was sent and decided follows from the status. */
function onTransition(tx: Tx, row: RecordRow, to: string): Readonly<Record<string, unknown>> {
  const quote = row as unknown as Quote // the table's row
  if (to === 'sent' && quote.lines.length === 0) throw refused(quote, to, 'It has no lines. Add at least one first.')
  if (to === 'canceled' && quote.jobId !== null) throw refused(quote, to, `It was turned into JOB-${quote.jobId}. Cancel that job instead.`)
  if (to === 'sent') return { sentAt: tx.now }
  if (to === 'accepted' || to === 'rejected') return { decidedAt: tx.now }
  return to === 'draft' ? { sentAt: null, decidedAt: null } : {}
}

const refused = ({ id, status }: Quote, to: string, fix: string): AppError =>
  new AppError('transition_not_allowed', `QUO-${id} is ${status} and cannot become ${to}.`, { details: { field: 'to', status, fix } })

const rules: RecordRules = { beforeSave, onTransition }

/** Quotes: what is offered, and the job that an accepted one becomes. */
export function createQuoteService(registry: RecordRegistry, jobs: JobService) {
  const names = registry.namesOf(quoteType, ['customerName', 'contactName', 'dealName', 'jobName'])
  const records = createRecordService<Quote>({ type: quoteType, store: createRecordStore(quotes, names), registry, rules })

  /** The job and the quote's change commit as one. @throws AppError `conflict` for a quote that is not accepted, or has its job already. */
  function createJob(tx: Tx, idOrKey: string, locale: Locale): Job {
    const quote = records.get(tx.db, idOrKey)
    checkConvertible(quote)
    const { title, customerId, currency, reference, quoteKey, notes } = quote
    const job = jobs.create(tx, {
      title,
      description: notes,
      customerId,
      reference: reference ?? quoteKey,
      dueDate: null,
      currency,
      lines: jobLines(quote, locale),
    })
    records.update(tx, String(quote.id), { version: quote.version, jobId: job.id })
    return job
  }

  /** `today` is the date at the company's place. */
  function expireOverdue(tx: Tx, today: string): void {
    for (const id of listOverdueQuotes(tx.db, today)) records.moveTo(tx, records.getRow(tx.db, id), { to: 'expired' })
  }

  return { ...records, createJob, expireOverdue }
}

export type QuoteService = ReturnType<typeof createQuoteService>

function checkConvertible({ quoteKey, status, jobId }: Quote): void {
  if (jobId !== null)
    throw new AppError('conflict', `${quoteKey} was already turned into JOB-${jobId}.`, {
      details: { job_id: jobId, fix: `Work with JOB-${jobId}, or make a new quote.` },
    })
  if (status !== 'accepted')
    throw new AppError('conflict', `${quoteKey} is ${status}; only an accepted quote becomes a job.`, {
      details: { field: 'status', status, fix: 'Move the quote to accepted first, with POST /api/v1/quotes/{id}/transitions.' },
    })
}
