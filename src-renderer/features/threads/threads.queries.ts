import { queryOptions } from '@tanstack/react-query'
import type { RouteArguments } from '../../../src-main/contract/route.ts'
import { getThread } from '../../../src-main/features/threads/threads.contract.ts'
import type { Api } from '../../lib/api.ts'

type ThreadStart = NonNullable<RouteArguments<typeof getThread>['query']>

/** All that hangs together with a request, an event or a delivery. */
export const threadQuery = (api: Api, start: ThreadStart) =>
  queryOptions({
    // Below the deliveries: a new attempt changes it.
    queryKey: [...api.scopeKey(), 'webhooks', 'thread', start],
    queryFn: ({ signal }) => api.callRoute(getThread, { query: start, signal }),
  })
