import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { RouteArguments, RouteOutput } from '../../../src-main/contract/route.ts'
import {
  checkOutgoingCalls,
  getOutgoingCalls,
  type OutgoingCalls,
  updateOutgoingCalls,
} from '../../../src-main/features/outgoing-calls/outgoing-calls.contract.ts'
import type { Api } from '../../lib/api.ts'

export type OutgoingCallsInput = RouteArguments<typeof updateOutgoingCalls>['body']

/** Where the calls of the company on screen may go, and how. */
export const outgoingCallsQuery = (api: Api) =>
  queryOptions({
    queryKey: [...api.scopeKey(), 'company', 'outgoing-calls'],
    queryFn: ({ signal }) => api.callRoute(getOutgoingCalls, { signal }),
  })

export type RefusedWebhooks = RouteOutput<typeof checkOutgoingCalls>

/** Which webhooks could not be called any more under these lists. */
export const checkOutgoingCallsMutation = (api: Api) =>
  mutationOptions({
    mutationFn: ({ privateNetworks, destinations }: Pick<OutgoingCallsInput, 'privateNetworks' | 'destinations'>) =>
      api.callRoute(checkOutgoingCalls, { body: { privateNetworks, destinations } }),
  })

export const updateOutgoingCallsMutation = (api: Api) =>
  mutationOptions({
    mutationFn: (body: OutgoingCallsInput) => api.callRoute(updateOutgoingCalls, { body }),
    onSuccess: (saved: OutgoingCalls, _variables: unknown, _result: unknown, { client }: { readonly client: QueryClient }) =>
      client.setQueryData(outgoingCallsQuery(api).queryKey, saved),
    // Somebody was faster: what they saved is shown before it is tried again.
    onError: (_error: unknown, _variables: unknown, _result: unknown, { client }: { readonly client: QueryClient }) =>
      client.invalidateQueries({ queryKey: outgoingCallsQuery(api).queryKey }),
  })
