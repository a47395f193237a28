import { invalidField } from '../../lib/app-error.ts'
import type { DeclaredRecords } from '../../records/declared-records.ts'
import type { RecordRules } from '../../records/record-service.ts'
import { productionOrderType } from './production-orders.contract.ts'
import { productionOrders } from './production-orders.table.ts'

const beforeSave: RecordRules['beforeSave'] = (_tx, { plannedStart, plannedEnd }, previous) => {
  if (typeof plannedStart === 'string' && typeof plannedEnd === 'string' && plannedEnd < plannedStart)
    throw invalidField('planned_end', 'is before planned_start')
  return previous === undefined ? { producedQuantity: 0, scrapQuantity: 0 } : {}
}

/** When production began and ended follows from the status. */
const onTransition: RecordRules['onTransition'] = (tx, row, to) => {
  if (to === 'in_progress') return { startedAt: row['startedAt'] ?? tx.now, completedAt: null }
  return to === 'completed' ? { completedAt: tx.now } : {}
}

const rules: RecordRules = {
  beforeSave,
  onTransition,
  // A pause that ends is no second start.
  announces: (row, previous) => (row['startedAt'] !== null && previous?.['startedAt'] === null ? ['started'] : []),
}

export const productionOrderRecords: DeclaredRecords = { type: productionOrderType, table: productionOrders, rules }
