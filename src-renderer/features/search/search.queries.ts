import { queryOptions } from '@tanstack/react-query'
import { listUsedTypes, searchRecords } from '../../../src-main/features/search/search.contract.ts'
import type { Api } from '../../lib/api.ts'

/** Records of every type by a key or by words. */
export const searchQuery = (api: Api, text: string) =>
  queryOptions({
    queryKey: [...api.scopeKey(), 'search', text],
    queryFn: async ({ signal }) => (await api.callRoute(searchRecords, { query: { q: text }, signal })).data,
  })

const usedTypesMs = 60_000

/** The record types of which the company has at least one. */
export const usedTypesQuery = (api: Api) =>
  queryOptions({
    queryKey: [...api.scopeKey(), 'record-types'],
    queryFn: async ({ signal }) => {
      const { data } = await api.callRoute(listUsedTypes, { signal })
      return data.filter(({ hasRecords }) => hasRecords).map(({ recordType }) => recordType)
    },
    staleTime: usedTypesMs,
  })
