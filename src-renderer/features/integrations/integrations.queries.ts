import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { RouteArguments, RouteOutput } from '../../../src-main/contract/route.ts'
import {
  connectIntegration,
  disconnectIntegration,
  getConnectionCall,
  getConnectionUsage,
  listConnectionCalls,
  listIntegrations,
  runConnectionAction,
  testIntegration,
  updateIntegrations,
} from '../../../src-main/features/integrations/integrations.contract.ts'
import { authorizeIntegration, endAuthorization } from '../../../src-main/features/integrations/oauth-sign-in.contract.ts'
import { getSync, listSyncNotes, listSyncRuns, startSync, updateSync } from '../../../src-main/features/syncs/syncs.contract.ts'
import type { Api } from '../../lib/api.ts'
import { cursorListOptions } from '../../lib/use-cursor-list.ts'

export type Integration = RouteOutput<typeof listIntegrations>['data'][number]
export type Connection = Integration['connections'][number]
export type TestResult = RouteOutput<typeof testIntegration>
export type ConnectionCall = RouteOutput<typeof listConnectionCalls>['data'][number]
export type ConnectionCallDetail = RouteOutput<typeof getConnectionCall>
export type UsageSpan = NonNullable<NonNullable<RouteArguments<typeof getConnectionUsage>['query']>['span']>
export type UsagePoint = RouteOutput<typeof getConnectionUsage>['data'][number]
export type ConnectBody = RouteArguments<typeof connectIntegration>['body']
type Change = RouteArguments<typeof updateIntegrations>['body']['data'][number]

const pageSize = 50

/** Everything about connections, to be read anew after a change. */
const integrationsKey = (api: Api) => [...api.scopeKey(), 'integrations'] as const

const refresh = (api: Api, client: QueryClient) => client.invalidateQueries({ queryKey: integrationsKey(api) })

export const integrationsQuery = (api: Api) =>
  queryOptions({
    queryKey: [...integrationsKey(api), 'list'],
    queryFn: async ({ signal }) => (await api.callRoute(listIntegrations, { signal })).data,
  })

export const callsQuery = (api: Api, id: number, outcome: 'ok' | 'failed' | undefined) =>
  cursorListOptions({
    queryKey: [...integrationsKey(api), id, 'calls', outcome],
    fetchPage: (page, signal) =>
      api.callRoute(listConnectionCalls, { params: { id }, query: { outcome, page: { ...page, limit: pageSize } }, signal }),
  })

export const callQuery = (api: Api, id: number, callId: number) =>
  queryOptions({
    queryKey: [...integrationsKey(api), id, 'call', callId],
    queryFn: ({ signal }) => api.callRoute(getConnectionCall, { params: { id, callId }, signal }),
  })

export const usageQuery = (api: Api, id: number, span: UsageSpan) =>
  queryOptions({
    queryKey: [...integrationsKey(api), id, 'usage', span],
    queryFn: async ({ signal }) => (await api.callRoute(getConnectionUsage, { params: { id }, query: { span }, signal })).data,
  })

/** Saves and tests; the answer has both. */
export const connectMutation = (api: Api, type: string) =>
  mutationOptions({
    mutationFn: (body: ConnectBody) => api.callRoute(connectIntegration, { params: { type }, body }),
    onSuccess: (_answer, _body, _result, { client }) => refresh(api, client),
  })

export const testMutation = (api: Api, { type, id }: Pick<Connection, 'type' | 'id'>) =>
  mutationOptions({
    mutationFn: () => api.callRoute(testIntegration, { params: { provider: type }, body: { id } }),
    onSuccess: (_answer, _body, _result, { client }) => refresh(api, client),
  })

export const changeMutation = (api: Api, id: number) =>
  mutationOptions({
    mutationFn: (change: Omit<Change, 'id'>) => api.callRoute(updateIntegrations, { body: { data: [{ ...change, id }] } }),
    onSuccess: (_answer, _body, _result, { client }) => refresh(api, client),
  })

export const disconnectMutation = (api: Api, { type, id }: Pick<Connection, 'type' | 'id'>) =>
  mutationOptions({
    mutationFn: () => api.callRoute(disconnectIntegration, { params: { type }, query: { id } }),
    // Only the list: the page of what is gone is still open for a moment, and would ask for it again.
    onSuccess: (_nothing, _body, _result, { client }) => client.invalidateQueries({ queryKey: integrationsQuery(api).queryKey }),
  })

/** Begins to sign in; the answer has the address to open. */
export const authorizeMutation = (api: Api, provider: string) =>
  mutationOptions({ mutationFn: (id: number) => api.callRoute(authorizeIntegration, { params: { provider }, query: { id } }) })

export const signOutMutation = (api: Api, provider: string) =>
  mutationOptions({
    mutationFn: (id: number) => api.callRoute(endAuthorization, { params: { provider }, body: { id } }),
    onSuccess: (_answer, _body, _result, { client }) => refresh(api, client),
  })

export const actionMutation = (api: Api, id: number) =>
  mutationOptions({
    mutationFn: ({ action, input }: { action: string; input: Record<string, unknown> }) =>
      api.callRoute(runConnectionAction, { params: { id, action }, body: { input } }),
    onSettled: (_answer, _error, _body, _result, { client }) => refresh(api, client),
  })

export type Sync = RouteOutput<typeof getSync>
export type SyncRun = NonNullable<Sync['lastRun']>
export type SyncNote = RouteOutput<typeof listSyncNotes>['data'][number]

/** While a sync runs, milliseconds. */
const progressMs = 1_000

export const syncQuery = (api: Api, id: number) =>
  queryOptions({
    queryKey: [...integrationsKey(api), id, 'sync'],
    queryFn: ({ signal }) => api.callRoute(getSync, { params: { id }, signal }),
    refetchInterval: ({ state }) => (state.data?.lastRun?.state === 'running' ? progressMs : false),
  })

const shownOnPage = 20

/** Read anew after each sync: `runId` is of the newest that has ended. */
export const syncHistoryQuery = (api: Api, id: number, runId: number | undefined) =>
  queryOptions({
    queryKey: [...integrationsKey(api), id, 'sync', 'history', runId],
    queryFn: async ({ signal }) => {
      const args = { params: { id }, query: { page: { limit: shownOnPage } }, signal }
      const [runs, notes] = await Promise.all([api.callRoute(listSyncRuns, args), api.callRoute(listSyncNotes, args)])
      return { runs: runs.data, notes: notes.data }
    },
  })

export const syncMutation = (api: Api, { type, id }: Pick<Connection, 'type' | 'id'>) =>
  mutationOptions({
    mutationFn: (confirm: boolean) => api.callRoute(startSync, { params: { type }, body: { id, confirm } }),
    onSettled: (_answer, _error, _confirm, _result, { client }) => refresh(api, client),
  })

export const syncIntervalMutation = (api: Api, id: number) =>
  mutationOptions({
    mutationFn: (intervalMinutes: number | null) => api.callRoute(updateSync, { params: { id }, body: { intervalMinutes } }),
    onSettled: (_answer, _error, _interval, _result, { client }) => refresh(api, client),
  })
