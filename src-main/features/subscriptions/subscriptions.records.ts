import type { Tx } from '../../infra/db/write-queue.ts'
import type { DeclaredRecords } from '../../records/declared-records.ts'
import type { RecordRow } from '../../records/record-store.ts'
import { type BillingPeriod, periodAt } from './billing-period.ts'
import { subscriptionType } from './subscriptions.contract.ts'
import { subscriptions } from './subscriptions.table.ts'

/** A new start or another period length: the period is the one that today lies in, and what lies before was never renewed here. */
function beforeSave(tx: Tx, row: Readonly<Record<string, unknown>>, previous: RecordRow | undefined): Readonly<Record<string, unknown>> {
  const today = tx.now.slice(0, 10)
  const startsOn = String(row['startsOn'] ?? previous?.['startsOn'] ?? today)
  if (startsOn === previous?.['startsOn'] && row['period'] === previous['period']) return { startsOn }
  const { start, end } = periodAt(startsOn, row['period'] as BillingPeriod, today) // the contract's enum
  return { startsOn, currentPeriodStart: start, currentPeriodEnd: end }
}

export const subscriptionRecords: DeclaredRecords = {
  type: subscriptionType,
  table: subscriptions,
  rules: { beforeSave, onTransition: (tx, _row, to) => (to === 'canceled' ? { canceledAt: tx.now } : {}) },
}
