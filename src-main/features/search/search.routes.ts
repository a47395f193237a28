import { grants, type RecordResource } from '../../contract/scopes.ts'
import { type BoundRoute, read } from '../../infra/http/bind.ts'
import type { RecordRegistry } from '../../records/record-registry.ts'
import { listUsedTypes, searchRecords } from './search.contract.ts'

/** What crosses all record types: one search, and which types there are. */
export function searchRoutes(registry: RecordRegistry, types: readonly { readonly plural: string }[]): BoundRoute[] {
  const plurals = types.map(({ plural }) => plural as RecordResource) // `recordType` takes no other
  return [
    read(searchRecords, ({ principal, query }) => {
      const readable = plurals.filter((plural) => grants(principal.scopes, `${plural}:read`))
      return { data: registry.search(principal.workspace.db, readable, query.q) as never } // of those plurals
    }),
    read(listUsedTypes, ({ principal }) => ({
      data: plurals.map((recordType) => ({ recordType, hasRecords: registry.hasRecords(principal.workspace.db, recordType) })),
    })),
  ]
}
