import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { RouteArguments, RouteOutput } from '../../../src-main/contract/route.ts'
import {
  clearCaughtRequests,
  createWebhookCatcher,
  deleteWebhookCatcher,
  getCaughtRequest,
  getWebhookCatcher,
  listCaughtRequests,
  listWebhookCatchers,
  updateWebhookCatcher,
} from '../../../src-main/features/webhook-catchers/webhook-catchers.contract.ts'
import type { Api } from '../../lib/api.ts'
import { cursorListOptions } from '../../lib/use-cursor-list.ts'

export type Catcher = RouteOutput<typeof getWebhookCatcher>
export type Caught = RouteOutput<typeof listCaughtRequests>['data'][number]
export type CaughtDetail = RouteOutput<typeof getCaughtRequest>
type CaughtFilter = Omit<NonNullable<RouteArguments<typeof listCaughtRequests>['query']>, 'page'>

const catchersKey = (api: Api) => [...api.scopeKey(), 'webhook-catchers'] as const

const refresh = (api: Api, client: QueryClient) => client.invalidateQueries({ queryKey: catchersKey(api) })

const pageSize = 50

/** All of them: there are never many. */
export const catchersQuery = (api: Api) =>
  queryOptions({
    queryKey: [...catchersKey(api), 'list'],
    queryFn: async ({ signal }) => (await api.callRoute(listWebhookCatchers, { query: { page: { limit: pageSize } }, signal })).data,
  })

export const catcherQuery = (api: Api, id: number) =>
  queryOptions({
    queryKey: [...catchersKey(api), id],
    queryFn: ({ signal }) => api.callRoute(getWebhookCatcher, { params: { id }, signal }),
  })

export const caughtListQuery = (api: Api, id: number, filter: CaughtFilter) =>
  cursorListOptions({
    queryKey: [...catchersKey(api), id, 'caught', filter],
    fetchPage: (page, signal) =>
      api.callRoute(listCaughtRequests, { params: { id }, query: { ...filter, page: { ...page, limit: pageSize } }, signal }),
  })

/** One caught request; it never changes. */
export const caughtQuery = (api: Api, id: number, caughtId: number) =>
  queryOptions({
    queryKey: [...api.scopeKey(), 'caught-request', id, caughtId],
    queryFn: ({ signal }) => api.callRoute(getCaughtRequest, { params: { id, caughtId }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })

export const createCatcherMutation = (api: Api) =>
  mutationOptions({
    mutationFn: (body: RouteArguments<typeof createWebhookCatcher>['body']) => api.callRoute(createWebhookCatcher, { body }),
    onSuccess: (_catcher, _body, _result, { client }) => refresh(api, client),
  })

export const listenMutation = (api: Api, id: number) =>
  mutationOptions({
    mutationFn: (isListening: boolean) => api.callRoute(updateWebhookCatcher, { params: { id }, body: { isListening } }),
    onSuccess: (_catcher, _body, _result, { client }) => refresh(api, client),
  })

export const clearCaughtMutation = (api: Api, id: number) =>
  mutationOptions({
    mutationFn: () => api.callRoute(clearCaughtRequests, { params: { id } }),
    onSuccess: (_nothing, _body, _result, { client }) => refresh(api, client),
  })

export const deleteCatcherMutation = (api: Api, id: number) =>
  mutationOptions({
    mutationFn: () => api.callRoute(deleteWebhookCatcher, { params: { id } }),
    // Only the list: the page of what is gone is still open for a moment, and would ask for it again.
    onSuccess: (_nothing, _body, _result, { client }) => client.invalidateQueries({ queryKey: catchersQuery(api).queryKey }),
  })
