import { mutationOptions, queryOptions } from '@tanstack/react-query'
import type { RouteArguments } from '../../../src-main/contract/route.ts'
import {
  changeApiKey,
  createApiKey,
  getApiKeyUsage,
  listApiKeys,
  revokeApiKey,
  rotateApiKey,
} from '../../../src-main/features/api-keys/api-keys.contract.ts'
import { listCredentialSafety } from '../../../src-main/features/credentials/credentials.contract.ts'
import type { Api } from '../../lib/api.ts'

const apiKeysKey = (api: Api) => [...api.scopeKey(), 'api-keys'] as const

/** Every key of the company, of both environments, newest first. */
export const apiKeysQuery = (api: Api) =>
  queryOptions({
    queryKey: apiKeysKey(api),
    queryFn: async ({ signal }) => (await api.callRoute(listApiKeys, { signal })).data,
  })

/** How much a key is used, and from where. */
export const apiKeyUsageQuery = (api: Api, id: number) =>
  queryOptions({
    queryKey: [...apiKeysKey(api), 'usage', id],
    queryFn: ({ signal }) => api.callRoute(getApiKeyUsage, { params: { id }, signal }),
  })

/** The keys and clients that could be safer. */
export const credentialSafetyQuery = (api: Api) =>
  queryOptions({
    queryKey: [...apiKeysKey(api), 'safety'],
    queryFn: async ({ signal }) => (await api.callRoute(listCredentialSafety, { signal })).data,
  })

export const createApiKeyMutation = (api: Api) =>
  mutationOptions({
    mutationFn: (body: RouteArguments<typeof createApiKey>['body']) => api.callRoute(createApiKey, { body }),
    onSuccess: (_key, _body, _result, { client }) => client.invalidateQueries({ queryKey: apiKeysKey(api) }),
  })

export const changeApiKeyMutation = (api: Api, id: number) =>
  mutationOptions({
    mutationFn: (body: RouteArguments<typeof changeApiKey>['body']) => api.callRoute(changeApiKey, { params: { id }, body }),
    onSuccess: (_key, _body, _result, { client }) => client.invalidateQueries({ queryKey: apiKeysKey(api) }),
  })

export const rotateApiKeyMutation = (api: Api, id: number) =>
  mutationOptions({
    mutationFn: (body: RouteArguments<typeof rotateApiKey>['body']) => api.callRoute(rotateApiKey, { params: { id }, body }),
    onSuccess: (_key, _body, _result, { client }) => client.invalidateQueries({ queryKey: apiKeysKey(api) }),
  })

export const revokeApiKeyMutation = (api: Api) =>
  mutationOptions({
    mutationFn: (id: number) => api.callRoute(revokeApiKey, { params: { id } }),
    onSuccess: (_nothing, _id, _result, { client }) => client.invalidateQueries({ queryKey: apiKeysKey(api) }),
  })
