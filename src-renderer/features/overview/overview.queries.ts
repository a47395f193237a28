import { queryOptions } from '@tanstack/react-query'
import type { RouteOutput } from '../../../src-main/contract/route.ts'
import { getOverview } from '../../../src-main/features/overview/overview.contract.ts'
import type { Api } from '../../lib/api.ts'
import { jobQueries, openStatuses } from '../jobs/jobs.queries.ts'

const pollMs = 5_000
const mostLate = 100
const mostOnFloor = 20

export type Overview = RouteOutput<typeof getOverview>

/** What happened since a moment; kept while the next answer is on its way. */
export const overviewQuery = (api: Api, since: string) =>
  queryOptions({
    queryKey: [...api.scopeKey(), 'overview', since],
    queryFn: ({ signal }) => api.callRoute(getOverview, { query: { since }, signal }),
    refetchInterval: pollMs,
  })

/** Work that is going on or stands still. */
export const floorJobsQuery = (api: Api) => ({
  ...jobQueries.first(api, { filters: { status: { in: 'in_progress,on_hold' } }, sort: 'due_date', limit: mostOnFloor }),
  refetchInterval: pollMs,
})

/** Planned work that should have begun. */
export const dueJobsQuery = (api: Api, today: string) => ({
  ...jobQueries.first(api, { filters: { status: 'planned', dueDate: { lte: today } }, sort: 'due_date', limit: mostOnFloor }),
  refetchInterval: pollMs,
})

/** Unfinished work whose day has passed. */
export const lateJobsQuery = (api: Api, today: string) => ({
  ...jobQueries.first(api, {
    filters: { status: { in: openStatuses.join(',') }, dueDate: { lt: today } },
    sort: 'due_date',
    limit: mostLate,
  }),
  refetchInterval: pollMs,
})
