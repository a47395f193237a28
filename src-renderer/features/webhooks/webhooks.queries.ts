import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { RouteArguments, RouteOutput } from '../../../src-main/contract/route.ts'
import { listWebhookDrops } from '../../../src-main/features/webhooks/backlog.contract.ts'
import {
  getWebhookDelivery,
  listDeliveries,
  listWebhookDeliveries,
  redeliverWebhook,
  resendDeliveries,
  testWebhook,
} from '../../../src-main/features/webhooks/deliveries.contract.ts'
import { getWebhookPerformance, type PerformanceSpan } from '../../../src-main/features/webhooks/performance.contract.ts'
import { previewWebhook } from '../../../src-main/features/webhooks/webhook-preview.contract.ts'
import {
  createWebhook,
  deleteWebhook,
  getWebhook,
  getWebhookActivity,
  listWebhooks,
  rotateWebhookSecret,
  updateWebhook,
} from '../../../src-main/features/webhooks/webhooks.contract.ts'
import type { Api } from '../../lib/api.ts'
import { cursorListOptions } from '../../lib/use-cursor-list.ts'

export type Webhook = RouteOutput<typeof getWebhook>
export type Delivery = RouteOutput<typeof listDeliveries>['data'][number]
export type DeliveryDetail = RouteOutput<typeof getWebhookDelivery>
export type DeliveryFilter = Omit<NonNullable<RouteArguments<typeof listDeliveries>['query']>, 'page'>
export type WebhookInput = RouteArguments<typeof createWebhook>['body']
export type WebhookChange = RouteArguments<typeof updateWebhook>['body']

export type Preview = RouteOutput<typeof previewWebhook>
export type PreviewInput = RouteArguments<typeof previewWebhook>['body']

const pageSize = 50

/** Everything about webhooks, to be read anew after a change. */
const webhooksKey = (api: Api) => [...api.scopeKey(), 'webhooks'] as const

export const refreshWebhooks = (api: Api, client: QueryClient) => client.invalidateQueries({ queryKey: webhooksKey(api) })

export const webhooksQuery = (api: Api) =>
  cursorListOptions({
    queryKey: [...webhooksKey(api), 'list'],
    fetchPage: (page, signal) => api.callRoute(listWebhooks, { query: { page: { ...page, limit: pageSize } }, signal }),
  })

export const webhookQuery = (api: Api, id: number) =>
  queryOptions({
    queryKey: [...webhooksKey(api), id],
    queryFn: ({ signal }) => api.callRoute(getWebhook, { params: { id }, signal }),
  })

export const activityQuery = (api: Api, id: number) =>
  queryOptions({
    queryKey: [...webhooksKey(api), id, 'activity'],
    queryFn: async ({ signal }) => (await api.callRoute(getWebhookActivity, { params: { id }, signal })).data,
  })

export type PerformancePoint = RouteOutput<typeof getWebhookPerformance>['data'][number]

export const performanceQuery = (api: Api, id: number, span: PerformanceSpan) =>
  queryOptions({
    queryKey: [...webhooksKey(api), id, 'performance', span],
    queryFn: async ({ signal }) => (await api.callRoute(getWebhookPerformance, { params: { id }, query: { span }, signal })).data,
  })

/** What was dropped of its backlog, the newest first. */
export const dropsQuery = (api: Api, id: number) =>
  queryOptions({
    queryKey: [...webhooksKey(api), id, 'drops'],
    queryFn: async ({ signal }) => (await api.callRoute(listWebhookDrops, { params: { id }, signal })).data,
  })

const mostWebhooks = 100

/** The newest webhooks, to choose one of. */
export const allWebhooksQuery = (api: Api) =>
  queryOptions({
    queryKey: [...webhooksKey(api), 'newest'],
    queryFn: async ({ signal }) => (await api.callRoute(listWebhooks, { query: { page: { limit: mostWebhooks } }, signal })).data,
  })

export const allDeliveriesQuery = (api: Api, filter: DeliveryFilter) =>
  cursorListOptions({
    queryKey: [...webhooksKey(api), 'deliveries', filter],
    fetchPage: (page, signal) => api.callRoute(listDeliveries, { query: { ...filter, page: { ...page, limit: pageSize } }, signal }),
  })

export const deliveriesQuery = (api: Api, id: number, filter: Omit<DeliveryFilter, 'webhookId'>) =>
  cursorListOptions({
    queryKey: [...webhooksKey(api), id, 'deliveries', filter],
    fetchPage: (page, signal) =>
      api.callRoute(listWebhookDeliveries, { params: { id }, query: { ...filter, page: { ...page, limit: pageSize } }, signal }),
  })

const deliveryKey = (api: Api, id: number, deliveryId: number) => [...webhooksKey(api), id, 'delivery', deliveryId] as const

export const deliveryQuery = (api: Api, id: number, deliveryId: number) =>
  queryOptions({
    queryKey: deliveryKey(api, id, deliveryId),
    queryFn: ({ signal }) => api.callRoute(getWebhookDelivery, { params: { id, deliveryId }, signal }),
  })

export const createWebhookMutation = (api: Api) =>
  mutationOptions({
    mutationFn: (body: WebhookInput) => api.callRoute(createWebhook, { body }),
    onSuccess: (_webhook, _body, _result, { client }) => refreshWebhooks(api, client),
  })

export const updateWebhookMutation = (api: Api, id: number) =>
  mutationOptions({
    mutationFn: (body: WebhookChange) => api.callRoute(updateWebhook, { params: { id }, body }),
    onSuccess: (webhook, _body, _result, { client }) => {
      client.setQueryData(webhookQuery(api, id).queryKey, webhook)
      return refreshWebhooks(api, client)
    },
  })

/** Makes many deliveries due again. */
export const resendMutation = (api: Api, id: number) =>
  mutationOptions({
    mutationFn: (body: RouteArguments<typeof resendDeliveries>['body']) => api.callRoute(resendDeliveries, { params: { id }, body }),
    onSuccess: (_counted, _body, _result, { client }) => refreshWebhooks(api, client),
  })

/** Tries settings on an event; changes nothing. */
export const previewMutation = (api: Api) =>
  mutationOptions({ mutationFn: (body: PreviewInput) => api.callRoute(previewWebhook, { body }) })

/** A new secret, in the answer this once; the old one signs too for so many hours. */
export const rotateSecretMutation = (api: Api, id: number) =>
  mutationOptions({
    mutationFn: (overlapHours: number) => api.callRoute(rotateWebhookSecret, { params: { id }, body: { overlapHours } }),
    onSuccess: (_webhook, _overlap, _result, { client }) => refreshWebhooks(api, client),
  })

export const deleteWebhookMutation = (api: Api, id: number) =>
  mutationOptions({
    mutationFn: () => api.callRoute(deleteWebhook, { params: { id } }),
    // Only the list: the page of what is gone is still open for a moment, and would ask for it again.
    onSuccess: (_nothing, _body, _result, { client }) => client.invalidateQueries({ queryKey: [...webhooksKey(api), 'list'] }),
  })

/** Sends a `webhook.test` event; the answer is its delivery with what came back. */
export const testWebhookMutation = (api: Api, id: number) =>
  mutationOptions({
    mutationFn: () => api.callRoute(testWebhook, { params: { id } }),
    onSuccess: (delivery, _body, _result, { client }) => {
      client.setQueryData(deliveryKey(api, id, delivery.id), delivery)
      return refreshWebhooks(api, client)
    },
  })

export const redeliverMutation = (api: Api, id: number) =>
  mutationOptions({
    mutationFn: (deliveryId: number) => api.callRoute(redeliverWebhook, { params: { id, deliveryId } }),
    onSuccess: (delivery, _id, _result, { client }) => {
      client.setQueryData(deliveryKey(api, id, delivery.id), delivery)
      return refreshWebhooks(api, client)
    },
  })
