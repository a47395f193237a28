import type { Db } from '../../infra/db/database.ts'
import { AppError, invalidField } from '../../lib/app-error.ts'
import type { DeclaredRecords } from '../../records/declared-records.ts'
import type { RecordRules } from '../../records/record-service.ts'
import { type Downtime, downtimeType } from './downtimes.contract.ts'
import { findOpenDowntime } from './downtimes.store.ts'
import { downtimes } from './downtimes.table.ts'

type Given = Omit<Downtime, 'startedAt'> & { readonly startedAt: string | null }

const beforeSave: RecordRules['beforeSave'] = (tx, row, previous) => {
  const given = row as unknown as Given // validated by the contract
  const before = previous as unknown as Downtime | undefined // the table's type
  const startedAt = given.startedAt ?? before?.startedAt ?? tx.now
  checkTimes({ startedAt, endedAt: given.endedAt, now: tx.now })
  if (before !== undefined) checkSameState(before, given)
  if (given.endedAt === null && before?.assetId !== given.assetId) checkStandsAlone(tx.db, given.assetId)
  return {
    startedAt,
    durationSeconds: given.endedAt === null ? null : secondsBetween(startedAt, given.endedAt),
    status: given.endedAt === null ? 'open' : 'ended',
  }
}

function checkTimes({ startedAt, endedAt, now }: { startedAt: string; endedAt: string | null; now: string }): void {
  if (startedAt > now) throw invalidField('started_at', 'is in the future')
  if (endedAt !== null && endedAt > now) throw invalidField('ended_at', 'is in the future')
  if (endedAt !== null && endedAt < startedAt) throw invalidField('ended_at', 'is before started_at')
}

/** A change corrects times; it neither ends a downtime nor opens it again. */
function checkSameState(before: Downtime, { endedAt }: Given): void {
  if (before.endedAt === null && endedAt !== null)
    throw invalidField(
      'ended_at',
      'an open downtime is ended by its transition',
      'Send POST /api/v1/downtimes/{id}/transitions with to: ended.',
    )
  if (before.endedAt !== null && endedAt === null)
    throw invalidField('ended_at', 'a downtime that has ended stays so', 'Correct the time, or start a new downtime.')
}

function checkStandsAlone(db: Db, assetId: number): void {
  const open = findOpenDowntime(db, assetId)
  if (open === undefined) return
  throw new AppError('conflict', `The asset ${assetId} is already in the downtime DWN-${open}.`, {
    details: { field: 'asset_id', downtime_id: open, fix: `End DWN-${open} first, or add to it what this one says.` },
  })
}

const secondsBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 1_000)

const rules: RecordRules = {
  beforeSave,
  onTransition: (tx, row) => ({ endedAt: tx.now, durationSeconds: secondsBetween(String(row['startedAt']), tx.now) }),
  announces: (row, previous) => (row['status'] === 'ended' && previous?.['status'] !== 'ended' ? ['ended'] : []),
}

export const downtimeRecords: DeclaredRecords = { type: downtimeType, table: downtimes, rules }
