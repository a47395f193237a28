import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import type { ShellRoute } from '../../lib/frame-routes.ts'

/** The limits that keys and clients share, and one of them with who shares it. */
export const rateLimitRoutes = (shell: ShellRoute) =>
  [
    createRoute({
      getParentRoute: () => shell,
      path: '/settings/api-keys/limits',
      component: lazyRouteComponent(() => import('./rate-limits-page.tsx'), 'RateLimitsPage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/settings/api-keys/limits/new',
      component: lazyRouteComponent(() => import('./rate-limit-page.tsx'), 'NewRateLimitPage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/settings/api-keys/limits/$limitId',
      component: lazyRouteComponent(() => import('./rate-limit-page.tsx'), 'RateLimitPage'),
    }),
  ] as const
