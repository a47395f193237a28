import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import {
  type ApiAccess,
  type ApiAccessChange,
  getApiAccess,
  updateApiAccess,
} from '../../../src-main/features/api-access/api-access.contract.ts'
import type { Api } from '../../lib/api.ts'

/** Allowed origins and limits of the company on screen. */
export const apiAccessQuery = (api: Api) =>
  queryOptions({ queryKey: [...api.scopeKey(), 'company', 'api-access'], queryFn: ({ signal }) => api.callRoute(getApiAccess, { signal }) })

export const updateApiAccessMutation = (api: Api) =>
  mutationOptions({
    mutationFn: (body: ApiAccessChange) => api.callRoute(updateApiAccess, { body }),
    onSuccess: (saved: ApiAccess, _variables: unknown, _result: unknown, { client }: { readonly client: QueryClient }) =>
      client.setQueryData(apiAccessQuery(api).queryKey, saved),
    // Somebody was faster: what they saved is shown before it is tried again.
    onError: (_error: unknown, _variables: unknown, _result: unknown, { client }: { readonly client: QueryClient }) =>
      client.invalidateQueries({ queryKey: apiAccessQuery(api).queryKey }),
  })
