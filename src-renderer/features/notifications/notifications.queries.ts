import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { RouteArguments } from '../../../src-main/contract/route.ts'
import {
  claimNotifications,
  countNotifications,
  getNotificationSettings,
  listNotifications,
  type NotificationSettingsChange,
  readAllNotifications,
  readNotification,
  updateNotificationSettings,
} from '../../../src-main/features/notifications/notifications.contract.ts'
import type { Api } from '../../lib/api.ts'
import { cursorListOptions } from '../../lib/use-cursor-list.ts'

type NotificationFilter = Omit<NonNullable<RouteArguments<typeof listNotifications>['query']>, 'page'>

const pageSize = 50
const newestCount = 8
const claimRetries = 3

const notificationsKey = (api: Api) => [...api.scopeKey(), 'notifications'] as const

const refresh = (api: Api, client: QueryClient) => client.invalidateQueries({ queryKey: notificationsKey(api) })

export const notificationsQuery = (api: Api, filter: NotificationFilter) =>
  cursorListOptions({
    queryKey: [...notificationsKey(api), 'list', filter],
    fetchPage: (page, signal) => api.callRoute(listNotifications, { query: { ...filter, page: { ...page, limit: pageSize } }, signal }),
  })

/** The newest few, for the bell. */
export const newestQuery = (api: Api) =>
  queryOptions({
    queryKey: [...notificationsKey(api), 'newest'],
    queryFn: async ({ signal }) => (await api.callRoute(listNotifications, { query: { page: { limit: newestCount } }, signal })).data,
  })

export const countsQuery = (api: Api) =>
  queryOptions({
    queryKey: [...notificationsKey(api), 'counts'],
    queryFn: ({ signal }) => api.callRoute(countNotifications, { signal }),
  })

export const readMutation = (api: Api) =>
  mutationOptions({
    mutationFn: (id: number) => api.callRoute(readNotification, { params: { id } }),
    onSuccess: (_notification, _id, _result, { client }) => refresh(api, client),
  })

export const readAllMutation = (api: Api) =>
  mutationOptions({
    mutationFn: (upToId: number) => api.callRoute(readAllNotifications, { body: { upToId } }),
    onSuccess: (_counts, _id, _result, { client }) => refresh(api, client),
  })

export const claimMutation = (api: Api) =>
  mutationOptions({
    mutationFn: () => api.callRoute(claimNotifications, {}),
    retry: claimRetries,
    onSuccess: (_claimed, _nothing, _result, { client }) => client.invalidateQueries({ queryKey: countsQuery(api).queryKey }),
  })

export const settingsQuery = (api: Api) =>
  queryOptions({
    queryKey: [...notificationsKey(api), 'settings'],
    queryFn: ({ signal }) => api.callRoute(getNotificationSettings, { signal }),
  })

export const updateSettingsMutation = (api: Api) =>
  mutationOptions({
    mutationFn: (body: NotificationSettingsChange) => api.callRoute(updateNotificationSettings, { body }),
    onSuccess: (settings, _body, _result, { client }) => client.setQueryData(settingsQuery(api).queryKey, settings),
  })
