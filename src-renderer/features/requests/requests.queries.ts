import { queryOptions } from '@tanstack/react-query'
import type { RouteArguments } from '../../../src-main/contract/route.ts'
import { getRequest, listRequests } from '../../../src-main/features/requests/requests.contract.ts'
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
