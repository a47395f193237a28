import type { Tx } from '../../infra/db/write-queue.ts'
import { workspaceSetting } from '../../infra/settings/workspace-setting.ts'
import type { DueWork } from '../../infra/workers/due-worker.ts'
import { assertNever } from '../../lib/assert.ts'
import { isoTime } from '../../lib/identity.ts'
import type { InvoiceService } from '../invoices/invoices.service.ts'
import type { EInvoiceProvider, ProviderOutcome } from '../invoices/sending.service.ts'
import { type MagicValue, magicValues } from './magic-values.contract.ts'
import type { SubmissionRow } from './sandbox.table.ts'
import { closeSubmission, findNextDue, listDueSubmissions, putSubmission } from './submissions.store.ts'

/** How long the simulator takes to answer, milliseconds. Real providers take minutes. */
export const answerDelay = workspaceSetting('sandbox.answer_delay_ms', 1_500)

/** How much longer the slow magic value takes. */
const slowFactor = 10

/** Answers in one transaction. */
const batch = 50

/** It looks this often at least while something waits, milliseconds, for a clock that jumps. */
const maxSleepMs = 1_000

const meaningOf = (taxNumber: string | null): MagicValue | undefined => magicValues.find((magic) => magic.taxNumber === taxNumber)

/** The e-invoice provider of every sandbox: it sends nothing, and answers what the customer's tax number says. */
export const simulatedProvider: EInvoiceProvider = {
  submit: (tx, { id, customer }) => {
    const { taxNumber } = customer
    const delayMs = answerDelay.read(tx.db) * (meaningOf(taxNumber)?.status === 'sent_slowly' ? slowFactor : 1)
    putSubmission(tx.db, { invoiceId: id, taxNumber, dueAt: isoTime(Date.parse(tx.now) + delayMs) })
  },
}

/** The simulator's answers, each when it is due. */
export const simulatedAnswers = (invoices: Pick<InvoiceService, 'settle'>): DueWork => ({
  isDue: (db, now) => {
    const dueAt = findNextDue(db)
    return dueAt !== undefined && Date.parse(dueAt) <= now
  },
  run: (tx) => answerDue(tx, invoices),
  nextLookMs: (db, now) => {
    const dueAt = findNextDue(db)
    return dueAt === undefined ? undefined : Math.min(Date.parse(dueAt) - now, maxSleepMs)
  },
})

function answerDue(tx: Tx, invoices: Pick<InvoiceService, 'settle'>): void {
  for (const submission of listDueSubmissions(tx.db, tx.now, batch)) {
    closeSubmission(tx.db, submission.invoiceId)
    invoices.settle(tx, submission.invoiceId, outcomeOf(submission))
  }
}

/** What the simulator answers to a submission. */
function outcomeOf({ taxNumber, attempts }: Pick<SubmissionRow, 'taxNumber' | 'attempts'>): ProviderOutcome {
  const magic = meaningOf(taxNumber)
  if (magic === undefined) return { status: 'sent' }
  switch (magic.status) {
    case 'failed':
      return { status: 'failed', failure: { code: magic.code, message: magic.message } }
    case 'failed_once':
      return attempts > 1 ? { status: 'sent' } : { status: 'failed', failure: { code: magic.code, message: magic.message } }
    case 'canceled':
      return { status: 'canceled', reason: magic.message }
    case 'sent_slowly':
      return { status: 'sent' }
    default:
      return assertNever(magic)
  }
}
