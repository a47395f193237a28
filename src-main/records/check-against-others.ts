import { snakeCase } from '../contract/wire.ts'
import type { Db } from '../infra/db/database.ts'
import { AppError, invalidField } from '../lib/app-error.ts'
import type { RecordRegistry } from './record-registry.ts'

interface CheckedType {
  readonly plural: string
  readonly keyPrefix: string
  readonly references: Readonly<Record<string, string>>
  readonly unique: readonly string[]
}

interface Context {
  readonly type: CheckedType
  readonly registry: RecordRegistry
}

type Values = Readonly<Record<string, unknown>>

/**
 * What a write says about other records holds.
 * @throws AppError `invalid_request` for a reference to none, `conflict` for what another record has and only one may have.
 */
export function checkAgainstOthers(context: Context, db: Db, row: Values, previous: Values | undefined): void {
  checkReferences(context, db, row, previous)
  checkUnique(context, db, row, previous)
}

/** Each id of another record that this write sets is that of a record that exists. */
function checkReferences({ type, registry }: Context, db: Db, row: Values, previous: Values | undefined): void {
  for (const [field, plural] of Object.entries(type.references)) {
    const id = row[field]
    if (typeof id !== 'number' || previous?.[field] === id || registry.exists(db, plural, id)) continue
    const what = plural.replaceAll('_', ' ').replace(/s$/, '')
    throw invalidField(snakeCase(field), `there is no ${what} ${id}`, `Create the ${what} first, or use the id of an existing one.`)
  }
}

function checkUnique({ type, registry }: Context, db: Db, row: Values, previous: Values | undefined): void {
  for (const field of type.unique) {
    const value = row[field]
    if ((typeof value !== 'string' && typeof value !== 'number') || previous?.[field] === value) continue
    const other = registry.findIdBy(db, type.plural, { field, value })
    if (other === undefined) continue
    const key = `${type.keyPrefix}-${other}`
    throw new AppError('conflict', `${key} already has the ${snakeCase(field)} ${value}.`, {
      details: { field: snakeCase(field), id: other, fix: `Use another one, or change ${key} instead.` },
    })
  }
}
