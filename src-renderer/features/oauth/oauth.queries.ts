import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { RouteArguments } from '../../../src-main/contract/route.ts'
import { decideConsent, getConsent } from '../../../src-main/features/oauth/consent.contract.ts'
import {
  createOauthClient,
  deleteOauthClient,
  getOauthClientUsage,
  listOauthClients,
  listOauthTokens,
  revokeOauthToken,
  revokeTokensOfOauthClient,
  rotateOauthClientSecret,
  updateOauthClient,
} from '../../../src-main/features/oauth/oauth-clients.contract.ts'
import type { Api } from '../../lib/api.ts'

const clientsKey = (api: Api) => [...api.scopeKey(), 'oauth-clients'] as const
const tokensKey = (api: Api) => [...api.scopeKey(), 'oauth-tokens'] as const

/** Every client of the company, of both environments, newest first. */
export const oauthClientsQuery = (api: Api) =>
  queryOptions({
    queryKey: clientsKey(api),
    queryFn: async ({ signal }) => (await api.callRoute(listOauthClients, { signal })).data,
  })

/** How much a client is used, and from where. */
export const oauthClientUsageQuery = (api: Api, id: number) =>
  queryOptions({
    queryKey: [...clientsKey(api), 'usage', id],
    queryFn: ({ signal }) => api.callRoute(getOauthClientUsage, { params: { id }, signal }),
  })

/** The newest tokens of a client that are good now. */
export const oauthTokensQuery = (api: Api, clientId: number) =>
  queryOptions({
    queryKey: [...tokensKey(api), clientId],
    queryFn: ({ signal }) => api.callRoute(listOauthTokens, { query: { clientId, page: { limit: 50 } }, signal }),
  })

const refresh = async (client: QueryClient, api: Api): Promise<void> => {
  await Promise.all([client.invalidateQueries({ queryKey: clientsKey(api) }), client.invalidateQueries({ queryKey: tokensKey(api) })])
}

export type OauthClientInput = RouteArguments<typeof createOauthClient>['body']

export const createOauthClientMutation = (api: Api) =>
  mutationOptions({
    mutationFn: (body: OauthClientInput) => api.callRoute(createOauthClient, { body }),
    onSuccess: (_client, _body, _result, { client }) => refresh(client, api),
  })

export const updateOauthClientMutation = (api: Api) =>
  mutationOptions({
    mutationFn: ({ id, ...body }: RouteArguments<typeof updateOauthClient>['body'] & { readonly id: number }) =>
      api.callRoute(updateOauthClient, { params: { id }, body }),
    onSuccess: (_client, _body, _result, { client }) => refresh(client, api),
  })

export const deleteOauthClientMutation = (api: Api) =>
  mutationOptions({
    mutationFn: (id: number) => api.callRoute(deleteOauthClient, { params: { id } }),
    onSuccess: (_nothing, _id, _result, { client }) => refresh(client, api),
  })

export const rotateSecretMutation = (api: Api) =>
  mutationOptions({
    mutationFn: ({ id, overlapSeconds }: { readonly id: number; readonly overlapSeconds: number }) =>
      api.callRoute(rotateOauthClientSecret, { params: { id }, body: { overlapSeconds } }),
    onSuccess: (_client, _order, _result, { client }) => refresh(client, api),
  })

export const revokeTokenMutation = (api: Api) =>
  mutationOptions({
    mutationFn: (id: string) => api.callRoute(revokeOauthToken, { params: { id } }),
    onSuccess: (_nothing, _id, _result, { client }) => refresh(client, api),
  })

export const revokeAllTokensMutation = (api: Api) =>
  mutationOptions({
    mutationFn: (id: number) => api.callRoute(revokeTokensOfOauthClient, { params: { id } }),
    onSuccess: (_count, _id, _result, { client }) => refresh(client, api),
  })

export const consentQuery = (api: Api, uid: string) =>
  queryOptions({
    queryKey: ['oauth-consent', uid],
    queryFn: ({ signal }) => api.callRoute(getConsent, { params: { uid }, signal }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })

export const decideConsentMutation = (api: Api) =>
  mutationOptions({
    mutationFn: ({ uid, isAllowed }: { readonly uid: string; readonly isAllowed: boolean }) =>
      api.callRoute(decideConsent, { params: { uid }, body: { isAllowed } }),
  })
