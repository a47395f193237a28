import type { SentMessage } from '../../connectors/kit/sending.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import { assertNever } from '../../lib/assert.ts'
import { isoTime } from '../../lib/identity.ts'
import type { MessageFailure } from './message.contract.ts'
import { announceMessage } from './message-events.ts'
import { changeMessage, findMessage, listLine } from './messages.store.ts'
import type { MessageRow, messages } from './messages.table.ts'
import type { NextStep } from './next-step.ts'
import { applyKeptReceipts } from './receipts.ts'

/** What became of an attempt to send a message. */
export type Outcome = { readonly sent: SentMessage } | { readonly failure: MessageFailure; readonly step: NextStep }

/** Says on disk that a message is on its way, before it is. @returns undefined when it was taken out of the line meanwhile. */
export function beginSending(tx: Tx, id: number): MessageRow | undefined {
  const row = findMessage(tx.db, id)
  if (row === undefined || row.place === null || row.status === 'sending') return undefined
  return changeMessage(tx.db, id, { status: 'sending', attempts: row.attempts + 1, nextAttemptAt: null, updatedAt: tx.now })
}

/** Writes down what became of it. Of one that is gone, since the sandbox was emptied meanwhile, there is nothing to write. */
export function settle(tx: Tx, { id, connectionId }: MessageRow, outcome: Outcome): void {
  if (findMessage(tx.db, id) === undefined) return
  if ('sent' in outcome) {
    settleSent(tx, id, outcome.sent)
    return
  }
  const { failure, step } = outcome
  const change = (changes: Partial<typeof messages.$inferInsert>): MessageRow =>
    changeMessage(tx.db, id, { failure, updatedAt: tx.now, ...changes })
  switch (step.kind) {
    case 'failed':
      announceMessage(tx, 'failed', change({ status: 'failed', place: null, isDeferred: false }))
      break
    case 'uncertain':
      announceMessage(tx, 'uncertain', change({ status: 'uncertain', place: null, isDeferred: false }))
      if (step.restMs > 0) restLine(tx, connectionId, { failure, restMs: step.restMs })
      break
    case 'waiting':
    case 'deferred':
      change({ status: 'waiting', isDeferred: step.kind === 'deferred', nextAttemptAt: later(tx, step.restMs) })
      break
    default:
      assertNever(step)
  }
}

const later = (tx: Tx, ms: number): string => isoTime(Date.parse(tx.now) + ms)

function settleSent(tx: Tx, id: number, { vendorId, parts = null, cost = null, refused = [] }: SentMessage): void {
  const row = changeMessage(tx.db, id, {
    status: 'sent',
    place: null,
    failure: null,
    isDeferred: false,
    vendorId,
    parts,
    cost,
    refused,
    sentAt: tx.now,
    updatedAt: tx.now,
  })
  announceMessage(tx, 'sent', row)
  applyKeptReceipts(tx, row)
}

/** Lets a line wait whose first message is out of it: the next one carries the time. */
function restLine(tx: Tx, connectionId: number, { failure, restMs }: { readonly failure: MessageFailure; readonly restMs: number }): void {
  const [next] = listLine(tx.db, connectionId, { after: 0, limit: 20 }).filter(({ status }) => status !== 'sending')
  if (next !== undefined) changeMessage(tx.db, next.id, { status: 'waiting', failure, nextAttemptAt: later(tx, restMs), updatedAt: tx.now })
}

/** Of a message that was on its way when Interlock ended. */
export function settleInterrupted(tx: Tx, row: MessageRow, isSentOnce: boolean): void {
  const failure: MessageFailure = { kind: 'interrupted', detail: null, vendor: null }
  if (isSentOnce) changeMessage(tx.db, row.id, { status: 'waiting', failure, updatedAt: tx.now })
  else settle(tx, row, { failure, step: { kind: 'uncertain', restMs: 0 } })
}

/** Fails what waits for a connection that was taken away. @returns how many. */
export function failLine(tx: Tx, connectionId: number, limit: number): number {
  const rows = listLine(tx.db, connectionId, { after: 0, limit }).filter(({ status }) => status !== 'sending')
  const failure: MessageFailure = { kind: 'connection_deleted', detail: null, vendor: null }
  for (const row of rows) settle(tx, row, { failure, step: { kind: 'failed' } })
  return rows.length
}

/** Says of the first of a line why it waits, once. */
export function holdLine(tx: Tx, id: number): void {
  const row = findMessage(tx.db, id)
  if (row === undefined || row.place === null || row.status === 'sending' || row.failure?.kind === 'connection_off') return
  const failure: MessageFailure = { kind: 'connection_off', detail: null, vendor: null }
  changeMessage(tx.db, id, { status: 'waiting', failure, nextAttemptAt: null, updatedAt: tx.now })
}
