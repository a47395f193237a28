import { mutationOptions, type QueryClient } from '@tanstack/react-query'
import type { RouteArguments } from '../../../src-main/contract/route.ts'
import { createRateLimit, deleteRateLimit, updateRateLimit } from '../../../src-main/features/rate-limits/rate-limits.contract.ts'
import type { Api } from '../../lib/api.ts'
import { rateLimitsQuery } from '../../lib/credential-queries.ts'

type RateLimitChange = RouteArguments<typeof updateRateLimit>['body']

const refresh = (api: Api, client: QueryClient) => client.invalidateQueries({ queryKey: rateLimitsQuery(api).queryKey })

export const createRateLimitMutation = (api: Api) =>
  mutationOptions({
    mutationFn: (body: RouteArguments<typeof createRateLimit>['body']) => api.callRoute(createRateLimit, { body }),
    onSuccess: (_limit, _body, _result, { client }) => refresh(api, client),
  })

export const updateRateLimitMutation = (api: Api, id: number) =>
  mutationOptions({
    mutationFn: (body: RateLimitChange) => api.callRoute(updateRateLimit, { params: { id }, body }),
    onSuccess: (_limit, _body, _result, { client }) => refresh(api, client),
    // Somebody was faster: what they saved is shown before it is tried again.
    onError: (_error, _body, _result, { client }) => refresh(api, client),
  })

export const deleteRateLimitMutation = (api: Api) =>
  mutationOptions({
    mutationFn: (id: number) => api.callRoute(deleteRateLimit, { params: { id } }),
    onSuccess: (_nothing, _id, _result, { client }) => refresh(api, client),
  })
