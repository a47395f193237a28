import { queryOptions } from '@tanstack/react-query'
import { listRateLimits } from '../../src-main/features/rate-limits/rate-limits.contract.ts'
import type { Api } from './api.ts'

/** The limits with a name that keys and clients can share. */
export const rateLimitsQuery = (api: Api) =>
  queryOptions({
    queryKey: [...api.scopeKey(), 'rate-limits'],
    queryFn: async ({ signal }) => (await api.callRoute(listRateLimits, { signal })).data,
  })
