import type { DeclaredRecords } from '../../records/declared-records.ts'
import type { RecordRules } from '../../records/record-service.ts'
import { type Deal, dealType } from './deals.contract.ts'
import { deals } from './deals.table.ts'

/** What a deal is worth in a forecast follows from its value, probability and stage; when it closed follows from the stage. */
const rules: RecordRules = {
  beforeSave: (_tx, row) => ({ weightedValue: weightedValue(row as Deal, (row as Deal).status) }), // validated by the contract
  onTransition: (tx, row, to) => ({
    closedAt: isClosed(to) ? tx.now : null,
    weightedValue: weightedValue(row as unknown as Deal, to), // the table's row
  }),
}

const isClosed = (status: string): boolean => status === 'won' || status === 'lost'

/** NB: exact, for a value of at most 1e12 times a whole percentage is an exact integer. */
function weightedValue({ value, probability }: Pick<Deal, 'value' | 'probability'>, status: string): number {
  if (isClosed(status)) return status === 'won' ? value : 0
  return Math.round((value * (probability ?? 0)) / 100)
}

export const dealRecords: DeclaredRecords = { type: dealType, table: deals, rules }
