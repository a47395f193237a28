import { mutationOptions, queryOptions } from '@tanstack/react-query'
import type { RouteArguments, RouteOutput } from '../../../src-main/contract/route.ts'
import {
  changeRequestRetention,
  getRequest,
  getRequestRetention,
  listRequests,
} from '../../../src-main/features/requests/requests.contract.ts'
import type { Api } from '../../lib/api.ts'
import { cursorListOptions } from '../../lib/use-cursor-list.ts'

const pageSize = 50

export type RequestFilter = Omit<RouteArguments<typeof listRequests>['query'], 'page'>

export const requestsQuery = (api: Api, filter: RequestFilter) =>
  cursorListOptions({
    queryKey: [...api.scopeKey(), 'requests', filter],
    fetchPage: (page, signal) => api.callRoute(listRequests, { query: { ...filter, page: { ...page, limit: pageSize } }, signal }),
  })

/** One request by the id of its answer, with its deliveries, which go on. */
export const requestQuery = (api: Api, requestId: string) =>
  queryOptions({
    queryKey: [...api.scopeKey(), 'request', requestId],
    queryFn: ({ signal }) => api.callRoute(getRequest, { params: { requestId }, signal }),
  })

export type KeptRequests = RouteOutput<typeof getRequestRetention>

const retentionKey = (api: Api) => [...api.scopeKey(), 'request-retention'] as const

export const retentionQuery = (api: Api) =>
  queryOptions({ queryKey: retentionKey(api), queryFn: ({ signal }) => api.callRoute(getRequestRetention, { signal }) })

export const changeRetentionMutation = (api: Api) =>
  mutationOptions({
    mutationFn: (body: RouteArguments<typeof changeRequestRetention>['body']) => api.callRoute(changeRequestRetention, { body }),
    onSuccess: (kept, _body, _result, { client }) => client.setQueryData(retentionKey(api), kept),
  })
