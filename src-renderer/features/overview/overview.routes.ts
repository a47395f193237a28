import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import type { ShellRoute } from '../../lib/frame-routes.ts'

/** Where the window opens: today. */
export const overviewRoutes = (shell: ShellRoute) =>
  [
    createRoute({
      getParentRoute: () => shell,
      path: '/',
      component: lazyRouteComponent(() => import('./overview-page.tsx'), 'OverviewPage'),
    }),
  ] as const
