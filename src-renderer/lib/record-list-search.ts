import { z } from 'zod'
import type { FilterValue, RecordListRequest } from './record-queries.ts'
import type { RecordBase, RecordTypeOf } from './record-type.ts'

/** What stands in the address of a list: typed text, a status, an order. A type adds its own. */
export const recordListSearch = z.object({
  q: z.string().max(200).optional().catch(undefined),
  status: z.string().optional().catch(undefined),
  sort: z.string().max(50).optional().catch(undefined),
})

export type RecordListSearch = z.output<typeof recordListSearch>

/** The same with every filter of the type, one value each. */
export function generatedListSearch(type: RecordTypeOf<RecordBase>) {
  const value = z.union([z.string(), z.number(), z.boolean()]).optional().catch(undefined)
  const own = Object.keys(type.filters).filter((name) => name !== 'status')
  return z.object({ ...recordListSearch.shape, ...Object.fromEntries(own.map((name) => [name, value])) })
}

/** The request to the API for what the address says; `filters` are the type's own. */
export function listRequestOf(search: RecordListSearch, filters: Readonly<Record<string, FilterValue>> = {}): RecordListRequest {
  const status = search.status === undefined ? {} : { status: search.status }
  return { filters: { ...status, ...filters }, text: search.q, sort: search.sort }
}

/** The same for a list of which every filter stands in the address. */
export function generatedRequest(type: RecordTypeOf<RecordBase>, search: Readonly<Record<string, unknown>>): RecordListRequest {
  const given = Object.keys(type.filters).filter((name) => search[name] !== undefined)
  const { q, sort } = recordListSearch.parse(search)
  return { filters: Object.fromEntries(given.map((name) => [name, String(search[name])])), text: q, sort }
}
