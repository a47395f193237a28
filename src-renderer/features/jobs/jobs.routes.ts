import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { z } from 'zod'
import type { ShellRoute } from '../../lib/frame-routes.ts'
import { jobListSearch } from './job-list-search.ts'

const newSearch = z.object({ customerId: z.int().positive().optional().catch(undefined) })

/** The jobs, one of them beside the list, and its form. */
export const jobRoutes = (shell: ShellRoute) => {
  const list = createRoute({
    getParentRoute: () => shell,
    path: '/jobs',
    validateSearch: jobListSearch,
    component: lazyRouteComponent(() => import('./jobs-page.tsx'), 'JobsPage'),
  })
  const panel = createRoute({
    getParentRoute: () => list,
    path: '$id',
    component: lazyRouteComponent(() => import('./job-panel.tsx'), 'JobPanel'),
  })
  const create = createRoute({
    getParentRoute: () => shell,
    path: '/jobs/new',
    validateSearch: newSearch,
    component: lazyRouteComponent(() => import('./job-form-page.tsx'), 'NewJobPage'),
  })
  const edit = createRoute({
    getParentRoute: () => shell,
    path: '/jobs/$id/edit',
    component: lazyRouteComponent(() => import('./job-form-page.tsx'), 'EditJobPage'),
  })
  return [list.addChildren([panel]), create, edit] as const
}
