import { getTableColumns } from 'drizzle-orm'
import type { z } from 'zod'
import type { OwnEvent } from '../contract/record.ts'
import { transitionRoute } from '../contract/record-routes.ts'
import type { BoundRoute } from '../infra/http/bind.ts'
import type { RecordRegistry } from './record-registry.ts'
import { type RoutedType, recordRoutes } from './record-routes.ts'
import { createRecordService, type RecordRules, type RecordService } from './record-service.ts'
import { createRecordStore, type RecordTable } from './record-store.ts'

/** What `recordType` makes of a declaration, of whichever type. */
export interface DeclaredType extends RoutedType {
  readonly description: string
  readonly fields: Readonly<Record<string, z.ZodType>>
  readonly computed: Readonly<Record<string, unknown>>
  readonly sorts: readonly string[]
  readonly ownEvents?: Readonly<Record<string, OwnEvent>> | undefined
  readonly example: Readonly<Record<string, unknown>>
}

/** A record type with its table: all that most types are. */
export interface DeclaredRecords {
  readonly type: DeclaredType
  readonly table: RecordTable
  readonly rules?: RecordRules
  /** Routes beside those of every type, such as the comments of a ticket. */
  readonly routes?: (records: RecordService<Record<string, unknown>>) => readonly BoundRoute[]
}

/** The service of a declared type, with its routes. */
export function createDeclaredRecords(registry: RecordRegistry, { type, table, rules = {}, routes }: DeclaredRecords) {
  const store = createRecordStore(table, registry.namesOf(type, Object.keys(type.computed)))
  const records = createRecordService<Record<string, unknown>>({ type, store, registry, rules: withEmptyComputed(type, table, rules) })
  const transition = type.statuses.length === 0 ? undefined : transitionRoute(type)
  const bound: BoundRoute[] = [...recordRoutes(type, records, transition), ...(routes?.(records) ?? [])]
  return { records, routes: bound }
}

/** What Interlock derives is not known yet of a new record, unless something has set it. */
function withEmptyComputed(type: DeclaredType, table: RecordTable, rules: RecordRules): RecordRules {
  const columns = Object.entries(getTableColumns(table))
  const derived = columns.filter(([name, { notNull }]) => !notNull && name in type.computed).map(([name]) => name)
  const emptyOf = (row: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(derived.filter((name) => !(name in row)).map((name) => [name, null]))
  return {
    ...rules,
    beforeSave: (tx, row, previous) => ({
      ...(previous === undefined ? emptyOf(row) : {}),
      ...rules.beforeSave?.(tx, row, previous),
    }),
  }
}
