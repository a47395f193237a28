import { queryOptions } from '@tanstack/react-query'
import { type ExpiryKind, listExpiry } from '../../../src-main/features/expiry/expiry.contract.ts'
import type { Api } from '../../lib/api.ts'

interface ExpiryFilter {
  readonly kind: ExpiryKind | undefined
  readonly withinDays: number | undefined
}

/** Everything that can end, the next one first. */
export const expiryQuery = (api: Api, filter: ExpiryFilter) =>
  queryOptions({
    queryKey: [...api.scopeKey(), 'expiry', filter],
    queryFn: async ({ signal }) => (await api.callRoute(listExpiry, { query: filter, signal })).data,
  })
