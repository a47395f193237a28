import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { z } from 'zod'
import { locale } from '../../../src-main/contract/fields.ts'
import type { ShellRoute } from '../../lib/frame-routes.ts'
import { recordListSearch } from '../../lib/record-list-search.ts'
import { periods } from './period.ts'

const listSearch = recordListSearch.extend({
  period: z.enum(periods).optional().catch(undefined),
  customerId: z.int().positive().optional().catch(undefined),
})

/** `?jobs=1,2`: the jobs that are ticked at first. NB: the router reads a lone `1` as a number. */
const newSearch = z.object({ jobs: z.union([z.string(), z.number()]).transform(String).optional().catch(undefined) })

/** Invoices, and the printed view of a job. */
export const invoiceRoutes = (shell: ShellRoute) =>
  [
    createRoute({
      getParentRoute: () => shell,
      path: '/invoices',
      validateSearch: listSearch,
      component: lazyRouteComponent(() => import('./invoices-page.tsx'), 'InvoicesPage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/invoices/new',
      validateSearch: newSearch,
      component: lazyRouteComponent(() => import('./new-invoice-page.tsx'), 'NewInvoicePage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/invoices/$invoiceId',
      component: lazyRouteComponent(() => import('./invoice-page.tsx'), 'InvoicePage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/jobs/$jobId/service-breakdown',
      validateSearch: z.object({ locale: locale.optional().catch(undefined) }),
      component: lazyRouteComponent(() => import('./service-breakdown-page.tsx'), 'ServiceBreakdownPage'),
    }),
  ] as const
