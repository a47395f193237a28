import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import type { ShellRoute } from '../../lib/frame-routes.ts'
import { recordListSearch } from '../../lib/record-list-search.ts'

/** The customers, one of them beside the list, and its form. */
export const customerRoutes = (shell: ShellRoute) => {
  const list = createRoute({
    getParentRoute: () => shell,
    path: '/customers',
    validateSearch: recordListSearch,
    component: lazyRouteComponent(() => import('./customers-page.tsx'), 'CustomersPage'),
  })
  const panel = createRoute({
    getParentRoute: () => list,
    path: '$id',
    component: lazyRouteComponent(() => import('./customer-panel.tsx'), 'CustomerPanel'),
  })
  const create = createRoute({
    getParentRoute: () => shell,
    path: '/customers/new',
    component: lazyRouteComponent(() => import('./customer-form-page.tsx'), 'NewCustomerPage'),
  })
  const edit = createRoute({
    getParentRoute: () => shell,
    path: '/customers/$id/edit',
    component: lazyRouteComponent(() => import('./customer-form-page.tsx'), 'EditCustomerPage'),
  })
  return [list.addChildren([panel]), create, edit] as const
}
