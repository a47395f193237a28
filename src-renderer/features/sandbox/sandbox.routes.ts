import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import type { ShellRoute } from '../../lib/frame-routes.ts'

/** Magic values, clock and reset of the sandbox. */
export const sandboxRoutes = (shell: ShellRoute) =>
  [
    createRoute({
      getParentRoute: () => shell,
      path: '/settings/sandbox',
      component: lazyRouteComponent(() => import('./sandbox-page.tsx'), 'SandboxPage'),
    }),
  ] as const
