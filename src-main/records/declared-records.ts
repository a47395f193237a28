import type { RouteSpec } from '../contract/route.ts'
import type { BoundRoute } from '../infra/http/bind.ts'
import type { RecordRegistry } from './record-registry.ts'
import { type RoutedType, recordRoutes } from './record-routes.ts'
import { createRecordService, type RecordRules } from './record-service.ts'
import { createRecordStore, type RecordTable } from './record-store.ts'

/** A record type with its table: all that most types are. */
export interface DeclaredRecords {
  readonly type: RoutedType & { readonly computed: Readonly<Record<string, unknown>>; readonly example: Readonly<Record<string, unknown>> }
  readonly table: RecordTable
  /** For a type with statuses. */
  readonly transition?: RouteSpec
  readonly rules?: RecordRules
}

/** The service of a declared type, with its routes. */
export function createDeclaredRecords(registry: RecordRegistry, { type, table, transition, rules = {} }: DeclaredRecords) {
  const store = createRecordStore(table, registry.namesOf(type, Object.keys(type.computed)))
  const records = createRecordService<Record<string, unknown>>({ type, store, registry, rules: withEmptyNote(type, rules) })
  const routes: BoundRoute[] = recordRoutes(type, records, transition)
  return { records, routes }
}

/** A new record has no reason for its status yet. */
const withEmptyNote = (type: DeclaredRecords['type'], rules: RecordRules): RecordRules =>
  Object.hasOwn(type.computed, 'statusNote')
    ? {
        ...rules,
        beforeSave: (tx, row, previous) => ({
          ...(previous === undefined ? { statusNote: null } : {}),
          ...rules.beforeSave?.(tx, row, previous),
        }),
      }
    : rules
