import type { Tx } from '../../infra/db/write-queue.ts'
import type { DueWork } from '../../infra/workers/due-worker.ts'
import { isoTime } from '../../lib/identity.ts'
import type { RecordService } from '../../records/record-service.ts'
import { createRecordStore, type RecordRow } from '../../records/record-store.ts'
import { type BillingPeriod, periodAt } from './billing-period.ts'
import { listEnded } from './subscriptions.store.ts'
import { subscriptions } from './subscriptions.table.ts'

/** Periods that end in one transaction. */
const batch = 100

/** How often it looks for periods that have ended, milliseconds. */
const lookMs = 60_000

const dayOf = (iso: string): string => iso.slice(0, 10)

/**
 * Renews subscriptions at the end of their period, or ends them. After a pause of the program each period that passed is renewed by itself,
 * so that whoever bills by `subscription.renewed` misses none.
 */
export function createRenewals(records: Pick<RecordService<Record<string, unknown>>, 'getRow' | 'moveTo' | 'announce'>): DueWork {
  const store = createRecordStore(subscriptions)

  function endPeriod(tx: Tx, row: RecordRow): void {
    if (row['cancelAtPeriodEnd'] === true) records.moveTo(tx, row, { to: 'canceled' })
    else if (row['autoRenew'] === true) renew(tx, row)
    else records.moveTo(tx, row, { to: 'expired' })
  }

  function renew(tx: Tx, row: RecordRow): void {
    const { start, end } = periodAt(String(row['startsOn']), row['period'] as BillingPeriod, String(row['currentPeriodEnd'])) // the table's types
    store.update(tx.db, { ...row, currentPeriodStart: start, currentPeriodEnd: end, version: row.version + 1, updatedAt: tx.now })
    records.announce(tx, records.getRow(tx.db, row.id), 'renewed')
  }

  return {
    isDue: (db, now) => listEnded(db, dayOf(isoTime(now)), 1).length > 0,
    run: (tx) => {
      for (const { id } of listEnded(tx.db, dayOf(tx.now), batch)) endPeriod(tx, records.getRow(tx.db, id))
    },
    nextLookMs: () => lookMs,
  }
}
