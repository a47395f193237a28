import type { StatusRules } from '../contract/record.ts'
import { snakeCase } from '../contract/wire.ts'
import { AppError, invalidField } from '../lib/app-error.ts'
import type { Referrers } from './record-registry.ts'
import type { RecordRow } from './record-store.ts'

interface RefusingType {
  readonly name: string
  readonly titleField: string
  readonly status?: StatusRules<string> | undefined
}

/** @throws AppError `conflict` in a status in which the type keeps its records. */
export function checkRemovable(type: RefusingType, row: RecordRow, key: string): void {
  const removable = type.status?.removable
  const status = String(row['status'])
  if (removable === undefined || removable.includes(status)) return
  throw new AppError('conflict', `${key} is ${status} and cannot be deleted.`, {
    details: { field: 'status', fix: `It can be deleted while it is: ${removable.join(', ')}.` },
  })
}

/** @throws AppError `invalid_request` naming the first field that this status needs and the row lacks. */
export function checkNeeded({ status: rules }: RefusingType, row: Readonly<Record<string, unknown>>, status: string): void {
  const missing = rules?.needs?.[status]?.find((name) => row[name] === null || row[name] === undefined || row[name] === '')
  if (missing === undefined) return
  const field = snakeCase(missing)
  throw invalidField(field, `has to be filled in for the status ${status}`, `Send ${field} along with the transition, or write it before.`)
}

/** @throws AppError `conflict` while other records refer to the row; what can never be deleted is named first. */
export function checkUnreferred(type: RefusingType, row: RecordRow, referrers: readonly Referrers[]): void {
  const first = referrers.find(({ areKept }) => areKept) ?? referrers[0]
  if (first === undefined) return
  const { plural, count, areKept } = first
  const others = plural.replaceAll('_', ' ')
  const what = snakeCase(type.name).replaceAll('_', ' ')
  throw new AppError('conflict', `${String(row[type.titleField])} still has ${count} ${others}.`, {
    details: {
      [plural]: count,
      fix: areKept ? `Keep the ${what}: ${others} stay for good.` : `Delete the ${others} first, or keep the ${what}.`,
    },
  })
}

/** @throws AppError `version_conflict` when somebody else has changed the row since. */
export function checkVersion(row: RecordRow, version: number): void {
  if (row.version === version) return
  throw new AppError('version_conflict', `This record is at version ${row.version}; you changed version ${version}.`, {
    details: {
      field: 'version',
      current_version: row.version,
      fix: 'Read the record again, apply your change to it, and send its version.',
    },
  })
}

export const refusedTransition = (key: string, row: RecordRow, to: string, fix: string): AppError =>
  new AppError('transition_not_allowed', `${key} is ${String(row['status'])} and cannot become ${to}.`, {
    details: { field: 'to', status: row['status'], fix },
  })
