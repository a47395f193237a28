import { queryOptions } from '@tanstack/react-query'
import type { RouteOutput } from '../../../src-main/contract/route.ts'
import { listApiKeys } from '../../../src-main/features/api-keys/api-keys.contract.ts'
import { customerType } from '../../../src-main/features/customers/customers.contract.ts'
import { invoiceType } from '../../../src-main/features/invoices/invoices.contract.ts'
import { jobType } from '../../../src-main/features/jobs/jobs.contract.ts'
import { getOverview } from '../../../src-main/features/overview/overview.contract.ts'
import { listRequests } from '../../../src-main/features/requests/requests.contract.ts'
import { listWebhooks } from '../../../src-main/features/webhooks/webhooks.contract.ts'
import type { Api } from '../../lib/api.ts'
import type { Environment } from '../../lib/workspace.ts'
import { jobQueries, openStatuses } from '../jobs/jobs.queries.ts'

const mostLate = 100
const mostOnFloor = 20

export type Overview = RouteOutput<typeof getOverview>

/** What happened since a moment; kept while the next answer is on its way. */
export const overviewQuery = (api: Api, since: string) =>
  queryOptions({
    queryKey: [...api.scopeKey(), 'overview', since],
    queryFn: ({ signal }) => api.callRoute(getOverview, { query: { since }, signal }),
  })

/** Work that is going on or stands still. */
export const floorJobsQuery = (api: Api) =>
  jobQueries.first(api, { filters: { status: { in: 'in_progress,on_hold' } }, sort: 'due_date', limit: mostOnFloor })

/** Planned work that should have begun. */
export const dueJobsQuery = (api: Api, today: string) =>
  jobQueries.first(api, { filters: { status: 'planned', dueDate: { lte: today } }, sort: 'due_date', limit: mostOnFloor })

/** Unfinished work whose day has passed. */
export const lateJobsQuery = (api: Api, today: string) =>
  jobQueries.first(api, {
    filters: { status: { in: openStatuses.join(',') }, dueDate: { lt: today } },
    sort: 'due_date',
    limit: mostLate,
  })

const guideCalls = 20

/** What the first-run guide ticks its steps by, in this environment. */
export const guideQuery = (api: Api, environment: Environment) =>
  queryOptions({
    queryKey: [...api.scopeKey(), 'guide'],
    queryFn: async ({ signal }) => {
      const one = { page: { limit: 1 } }
      const [keys, calls, webhooks, invoices, customers, jobs] = await Promise.all([
        api.callRoute(listApiKeys, { signal }),
        api.callRoute(listRequests, { query: { source: 'system', page: { limit: guideCalls } }, signal }),
        api.callRoute(listWebhooks, { query: one, signal }),
        api.callRoute(invoiceType.routes.list, { query: one, signal }),
        api.callRoute(customerType.routes.list, { query: one, signal }),
        api.callRoute(jobType.routes.list, { query: one, signal }),
      ])
      const own = keys.data.filter((key) => key.environment === environment)
      return {
        hasKey: own.some((key) => key.status === 'active'),
        // The log of calls is cleaned after a while; a key remembers that it was used.
        wasCalled: calls.data.length > 0 || own.some((key) => key.lastUsedAt !== null),
        calls: calls.data,
        hasWebhook: webhooks.data.length > 0,
        hasInvoice: invoices.data.length > 0,
        newestCustomer: customers.data[0],
        newestJob: jobs.data[0],
      }
    },
  })

export type GuideProgress = Awaited<ReturnType<NonNullable<Exclude<ReturnType<typeof guideQuery>['queryFn'], symbol>>>>
