import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { z } from 'zod'
import type { ShellRoute } from '../../lib/frame-routes.ts'

const search = z.object({
  /** Without it the calls of systems are shown: the window's own would drown them. */
  source: z.enum(['user', 'all']).optional().catch(undefined),
  outcome: z.enum(['ok', 'failed']).optional().catch(undefined),
  path: z.string().max(200).optional().catch(undefined),
  apiKeyId: z.int().positive().optional().catch(undefined),
})

/** The log of requests, with one of them beside it. */
export const requestRoutes = (shell: ShellRoute) => {
  const list = createRoute({
    getParentRoute: () => shell,
    path: '/requests',
    validateSearch: search,
    component: lazyRouteComponent(() => import('./requests-page.tsx'), 'RequestsPage'),
  })
  const panel = createRoute({
    getParentRoute: () => list,
    path: '$requestId',
    component: lazyRouteComponent(() => import('./request-panel.tsx'), 'RequestPanel'),
  })
  return [list.addChildren([panel])] as const
}
