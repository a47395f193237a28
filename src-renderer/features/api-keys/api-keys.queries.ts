import { mutationOptions, queryOptions } from '@tanstack/react-query'
import type { RouteArguments } from '../../../src-main/contract/route.ts'
import { createApiKey, listApiKeys, revokeApiKey } from '../../../src-main/features/api-keys/api-keys.contract.ts'
import type { Api } from '../../lib/api.ts'

const pollMs = 5_000

const apiKeysKey = (api: Api) => [...api.scopeKey(), 'api-keys'] as const

/** Every key of the company, of both environments, newest first. */
export const apiKeysQuery = (api: Api) =>
  queryOptions({
    queryKey: apiKeysKey(api),
    queryFn: async ({ signal }) => (await api.callRoute(listApiKeys, { signal })).data,
    refetchInterval: pollMs,
  })

export const createApiKeyMutation = (api: Api) =>
  mutationOptions({
    mutationFn: (body: RouteArguments<typeof createApiKey>['body']) => api.callRoute(createApiKey, { body }),
    onSuccess: (_key, _body, _result, { client }) => client.invalidateQueries({ queryKey: apiKeysKey(api) }),
  })

export const revokeApiKeyMutation = (api: Api) =>
  mutationOptions({
    mutationFn: (id: number) => api.callRoute(revokeApiKey, { params: { id } }),
    onSuccess: (_nothing, _id, _result, { client }) => client.invalidateQueries({ queryKey: apiKeysKey(api) }),
  })
