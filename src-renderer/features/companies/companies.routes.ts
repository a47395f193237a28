import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import type { ShellRoute } from '../../lib/frame-routes.ts'

/** What the company prints on its documents. */
export const companyRoutes = (shell: ShellRoute) =>
  [
    createRoute({
      getParentRoute: () => shell,
      path: '/settings/company',
      component: lazyRouteComponent(() => import('./company-page.tsx'), 'CompanyPage'),
    }),
  ] as const
