import { z } from 'zod'
import type { FilterValue, RecordListRequest } from './record-queries.ts'

/** What stands in the address of a list: typed text, a status, an order. A type adds its own. */
export const recordListSearch = z.object({
  q: z.string().max(200).optional().catch(undefined),
  status: z.string().optional().catch(undefined),
  sort: z.string().max(50).optional().catch(undefined),
})

export type RecordListSearch = z.output<typeof recordListSearch>

/** The request to the API for what the address says; `filters` are the type's own. */
export function listRequestOf(search: RecordListSearch, filters: Readonly<Record<string, FilterValue>> = {}): RecordListRequest {
  const status = search.status === undefined ? {} : { status: search.status }
  return { filters: { ...status, ...filters }, text: search.q, sort: search.sort }
}
