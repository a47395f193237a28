import { mutationOptions, queryOptions } from '@tanstack/react-query'
import type { RouteArguments } from '../../../src-main/contract/route.ts'
import {
  changeApiKey,
  createApiKey,
  getApiKeyUsage,
  listApiKeys,
  listCredentialSafety,
  revokeApiKey,
  rotateApiKey,
} from '../../../src-main/features/api-keys/api-keys.contract.ts'
import { listPeople } from '../../../src-main/features/people/people.contract.ts'
import { listRateLimits } from '../../../src-main/features/rate-limits/rate-limits.contract.ts'
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

/** The credentials that could be safer. */
export const credentialSafetyQuery = (api: Api) =>
  queryOptions({
    queryKey: [...apiKeysKey(api), 'safety'],
    queryFn: async ({ signal }) => (await api.callRoute(listCredentialSafety, { signal })).data,
  })

/** The limits with a name that a key can share. */
export const rateLimitsQuery = (api: Api) =>
  queryOptions({
    queryKey: [...apiKeysKey(api), 'rate-limits'],
    queryFn: async ({ signal }) => (await api.callRoute(listRateLimits, { signal })).data,
  })

/** Who can own a key. */
export const peopleQuery = (api: Api) =>
  queryOptions({
    queryKey: [...apiKeysKey(api), 'people'],
    queryFn: async ({ signal }) => (await api.callRoute(listPeople, { signal })).data,
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
