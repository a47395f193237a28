import type { DeclaredRecords } from '../../records/declared-records.ts'
import { incidentType } from './incidents.contract.ts'
import { incidents } from './incidents.table.ts'

export const incidentRecords: DeclaredRecords = {
  type: incidentType,
  table: incidents,
  rules: { onTransition: (tx, _row, to) => ({ closedAt: to === 'closed' ? tx.now : null }) },
}
