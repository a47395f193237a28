import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import type { ShellRoute } from '../../lib/frame-routes.ts'

/** How long events, deliveries and requests are kept. */
export const retentionRoutes = (shell: ShellRoute) =>
  [
    createRoute({
      getParentRoute: () => shell,
      path: '/settings/retention',
      component: lazyRouteComponent(() => import('./retention-page.tsx'), 'RetentionPage'),
    }),
  ] as const
