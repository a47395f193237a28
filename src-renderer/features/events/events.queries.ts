import { queryOptions } from '@tanstack/react-query'
import type { RouteArguments } from '../../../src-main/contract/route.ts'
import { getEvent, listEvents, listEventTypes } from '../../../src-main/features/events/events.contract.ts'
import type { Api } from '../../lib/api.ts'
import { cursorListOptions } from '../../lib/use-cursor-list.ts'

type EventFilter = Omit<NonNullable<RouteArguments<typeof listEvents>['query']>, 'page'>

const pageSize = 50

export const eventsQuery = (api: Api, filter: EventFilter) =>
  cursorListOptions({
    queryKey: [...api.scopeKey(), 'events', filter],
    fetchPage: (page, signal) => api.callRoute(listEvents, { query: { ...filter, page: { ...page, limit: pageSize } }, signal }),
  })

const newestShown = 100

/** The newest events of any type, to choose one of. */
export const newestEventsQuery = (api: Api) =>
  queryOptions({
    queryKey: [...api.scopeKey(), 'events', 'newest'],
    queryFn: async ({ signal }) => (await api.callRoute(listEvents, { query: { page: { limit: newestShown } }, signal })).data,
  })

/** One event; it never changes. */
export const eventQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: [...api.scopeKey(), 'event', id],
    queryFn: ({ signal }) => api.callRoute(getEvent, { params: { id }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** The catalog of events. */
export const eventTypesQuery = (api: Api) =>
  queryOptions({
    queryKey: [...api.scopeKey(), 'event-types'],
    queryFn: async ({ signal }) => (await api.callRoute(listEventTypes, { signal })).data,
    staleTime: Number.POSITIVE_INFINITY,
  })
