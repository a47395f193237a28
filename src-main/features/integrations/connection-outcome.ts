import type { FailureKind } from '../../connectors/kit/connector.contract.ts'
import { type ConnectorFailure, needsPerson } from '../../connectors/kit/failure.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import { announceConnection } from './connection-events.ts'
import { findConnection, noteConnection } from './connections.store.ts'
import type { ConnectionRow } from './connections.table.ts'

/** What became of a use or a test of a connection. */
export interface Outcome {
  readonly failure: ConnectorFailure | null
  /** Somebody asked whether it works, so that any failure is an error; in use only what needs a person is. */
  readonly isTest: boolean
  readonly account?: string | null
}

/** Nobody asked the vendor. */
const saysNothing: readonly FailureKind[] = ['aborted', 'resting', 'no_grant']

/** Notes what became of a connection and says so when that needs somebody, or no longer does. */
export function noteOutcome(tx: Tx, id: number, outcome: Outcome): void {
  const row = findConnection(tx.db, id)
  if (row === undefined) return
  const { failure } = outcome
  if (failure === null) noteSuccess(tx, row, outcome)
  else if (!saysNothing.includes(failure.kind)) noteFailure(tx, row, failure, outcome.isTest)
}

function noteSuccess(tx: Tx, row: ConnectionRow, { account }: Outcome): void {
  const isBack = row.status === 'ERROR'
  noteConnection(tx.db, row.id, {
    lastSuccessAt: tx.now,
    ...(isBack ? { status: 'ACTIVE' } : {}),
    ...(account === undefined ? {} : { account }),
  })
  const wasAnnounced = row.lastError !== null && needsPerson(row.lastError.kind) && row.lastSuccessAt !== null
  if (isBack && wasAnnounced) announceConnection(tx, 'restored', { ...row, status: 'ACTIVE' })
}

function noteFailure(tx: Tx, row: ConnectionRow, { kind, step, detail, vendor }: ConnectorFailure, isTest: boolean): void {
  const lastError = { at: tx.now, kind, step, detail, vendor }
  const isError = row.status !== 'INACTIVE' && (isTest || needsPerson(kind))
  noteConnection(tx.db, row.id, { lastError, ...(isError ? { status: 'ERROR' } : {}) })
  if (isError && !isTest && row.status === 'ACTIVE') announceConnection(tx, 'failed', { ...row, status: 'ERROR', lastError })
}
