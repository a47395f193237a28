import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { RouteArguments, RouteOutput } from '../../../src-main/contract/route.ts'
import {
  createEventConsumer,
  deleteEventConsumer,
  listEventConsumers,
  rewindEventConsumer,
  rotateConsumerSecret,
  updateEventConsumer,
} from '../../../src-main/features/webhooks/event-consumers.contract.ts'
import type { Api } from '../../lib/api.ts'

export type EventConsumer = RouteOutput<typeof listEventConsumers>['data'][number]

const consumersKey = (api: Api) => [...api.scopeKey(), 'webhooks', 'consumers'] as const

const refresh = (api: Api, client: QueryClient) => client.invalidateQueries({ queryKey: consumersKey(api) })

export const eventConsumersQuery = (api: Api) =>
  queryOptions({
    queryKey: consumersKey(api),
    queryFn: async ({ signal }) => (await api.callRoute(listEventConsumers, { signal })).data,
  })

export const createConsumerMutation = (api: Api) =>
  mutationOptions({
    mutationFn: (body: RouteArguments<typeof createEventConsumer>['body']) => api.callRoute(createEventConsumer, { body }),
    onSuccess: (_created, _body, _result, { client }) => refresh(api, client),
  })

export const updateConsumerMutation = (api: Api, name: string) =>
  mutationOptions({
    mutationFn: (body: RouteArguments<typeof updateEventConsumer>['body']) =>
      api.callRoute(updateEventConsumer, { params: { name }, body }),
    onSuccess: (_changed, _body, _result, { client }) => refresh(api, client),
  })

export const rewindConsumerMutation = (api: Api, name: string) =>
  mutationOptions({
    mutationFn: (body: RouteArguments<typeof rewindEventConsumer>['body']) =>
      api.callRoute(rewindEventConsumer, { params: { name }, body }),
    onSuccess: (_rewound, _place, _result, { client }) => refresh(api, client),
  })

export const rotateConsumerMutation = (api: Api, name: string) =>
  mutationOptions({
    mutationFn: (overlapHours: number) => api.callRoute(rotateConsumerSecret, { params: { name }, body: { overlapHours } }),
    onSuccess: (_rotated, _hours, _result, { client }) => refresh(api, client),
  })

export const deleteConsumerMutation = (api: Api, name: string) =>
  mutationOptions({
    mutationFn: () => api.callRoute(deleteEventConsumer, { params: { name } }),
    onSuccess: (_nothing, _none, _result, { client }) => refresh(api, client),
  })
