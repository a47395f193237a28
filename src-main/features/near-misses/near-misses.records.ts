import type { DeclaredRecords } from '../../records/declared-records.ts'
import { nearMissType } from './near-misses.contract.ts'
import { nearMisses } from './near-misses.table.ts'

export const nearMissRecords: DeclaredRecords = {
  type: nearMissType,
  table: nearMisses,
  rules: { onTransition: (tx, _row, to) => ({ closedAt: to === 'closed' ? tx.now : null }) },
}
