import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import type { ShellRoute } from '../../lib/frame-routes.ts'

/** Where the calls of the company may go, and how. */
export const outgoingCallsRoutes = (shell: ShellRoute) =>
  [
    createRoute({
      getParentRoute: () => shell,
      path: '/settings/outgoing-calls',
      component: lazyRouteComponent(() => import('./outgoing-calls-page.tsx'), 'OutgoingCallsPage'),
    }),
  ] as const
