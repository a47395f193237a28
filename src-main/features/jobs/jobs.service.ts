import type { Line } from '../../contract/fields.ts'
import { lineAmount } from '../../contract/money.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import { AppError, invalidField } from '../../lib/app-error.ts'
import type { RecordRegistry } from '../../records/record-registry.ts'
import { createRecordService, type RecordRules } from '../../records/record-service.ts'
import { createRecordStore, type RecordRow } from '../../records/record-store.ts'
import { type Job, jobType } from './jobs.contract.ts'
import { jobs } from './jobs.table.ts'

function beforeSave(_tx: Tx, row: Readonly<Record<string, unknown>>, previous: RecordRow | undefined): Readonly<Record<string, unknown>> {
  if (previous?.['status'] === 'invoiced') {
    throw new AppError('conflict', `JOB-${previous.id} is invoiced and cannot be changed.`, {
      details: { field: 'status', fix: 'Cancel its invoice first.' },
    })
  }
  const lines = row['lines'] as readonly Line[] // validated by the contract
  const untouched = previous === undefined ? { statusNote: null, startedAt: null, completedAt: null, invoiceId: null } : {}
  return { ...untouched, netAmount: netAmountOf(lines) }
}

function netAmountOf(lines: readonly Line[]): number {
  const amounts = lines.map((line, index) => {
    try {
      return lineAmount(line)
    } catch (error) {
      if (error instanceof RangeError) throw invalidField(`lines.${index}`, error.message)
      throw error
    }
  })
  const netAmount = amounts.reduce((sum, amount) => sum + amount, 0)
  if (!Number.isSafeInteger(netAmount)) throw invalidField('lines', 'add up to more than Interlock can count exactly')
  return netAmount
}

/** When work began and ended follows from the status. */
function onTransition(tx: Tx, row: RecordRow, to: string): Readonly<Record<string, unknown>> {
  if (to === 'in_progress') return { startedAt: row['startedAt'] ?? tx.now, completedAt: null }
  if (to === 'completed' && row['status'] !== 'invoiced') return { completedAt: tx.now }
  return {}
}

const rules: RecordRules = { beforeSave, onTransition }

/** Jobs: work on the shop floor with its priced lines. */
export const createJobService = (registry: RecordRegistry) =>
  createRecordService<Job>({ type: jobType, store: createRecordStore(jobs, registry.namesOf(jobType, ['customerName'])), registry, rules })

export type JobService = ReturnType<typeof createJobService>
