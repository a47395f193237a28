import { keepPreviousData, mutationOptions, queryOptions } from '@tanstack/react-query'
import type { RouteArguments, RouteOutput } from '../../../src-main/contract/route.ts'
import { changeRequestRetention, getRequestRetention } from '../../../src-main/features/requests/requests.contract.ts'
import { changeRetention, getRetention } from '../../../src-main/features/retention/retention.contract.ts'
import type { Api } from '../../lib/api.ts'

export type Retention = RouteOutput<typeof getRetention>
type Change = RouteArguments<typeof changeRetention>['body']
export type RetentionChange = Change & RetentionDays
export type RetentionDays = { readonly [Days in 'deliveryDays' | 'eventDays' | 'messageDays']: number }

const retentionKey = (api: Api) => [...api.scopeKey(), 'retention'] as const

/** How long events and deliveries are kept, and how many there are. */
export const retentionQuery = (api: Api) =>
  queryOptions({ queryKey: retentionKey(api), queryFn: ({ signal }) => api.callRoute(getRetention, { query: {}, signal }) })

/** What would go if these days were chosen. */
export const retentionPreviewQuery = (api: Api, days: RetentionDays) =>
  queryOptions({
    queryKey: [...retentionKey(api), 'preview', days],
    queryFn: ({ signal }) => api.callRoute(getRetention, { query: days, signal }),
    placeholderData: keepPreviousData,
  })

export const changeRetentionMutation = (api: Api) =>
  mutationOptions({
    mutationFn: (body: RetentionChange) => api.callRoute(changeRetention, { body }),
    onSuccess: (_kept, _body, _result, { client }) => client.invalidateQueries({ queryKey: retentionKey(api) }),
  })

export type KeptRequests = RouteOutput<typeof getRequestRetention>

const requestRetentionKey = (api: Api) => [...retentionKey(api), 'requests'] as const

export const requestRetentionQuery = (api: Api) =>
  queryOptions({ queryKey: requestRetentionKey(api), queryFn: ({ signal }) => api.callRoute(getRequestRetention, { signal }) })

export const changeRequestRetentionMutation = (api: Api) =>
  mutationOptions({
    mutationFn: (body: RouteArguments<typeof changeRequestRetention>['body']) => api.callRoute(changeRequestRetention, { body }),
    onSuccess: (kept, _body, _result, { client }) => client.setQueryData(requestRetentionKey(api), kept),
  })
