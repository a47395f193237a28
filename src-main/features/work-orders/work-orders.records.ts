import type { DeclaredRecords } from '../../records/declared-records.ts'
import type { RecordRules } from '../../records/record-service.ts'
import { workOrderType } from './work-orders.contract.ts'
import { workOrders } from './work-orders.table.ts'

/** When work began and ended follows from the status. */
const onTransition: RecordRules['onTransition'] = (tx, row, to) => {
  if (to === 'in_progress') return { startedAt: row['startedAt'] ?? tx.now, completedAt: null }
  return to === 'completed' ? { completedAt: tx.now } : {}
}

export const workOrderRecords: DeclaredRecords = { type: workOrderType, table: workOrders, rules: { onTransition } }
