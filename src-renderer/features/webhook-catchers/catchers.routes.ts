import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { z } from 'zod'
import { verdicts } from '../../../src-main/features/webhook-catchers/webhook-catchers.contract.ts'
import type { ShellRoute } from '../../lib/frame-routes.ts'

const search = z.object({ verdict: z.enum(verdicts).optional().catch(undefined) })

/** Addresses on Interlock itself; one of them with what it caught, and one of these beside it. */
export const catcherRoutes = (shell: ShellRoute) => {
  const list = createRoute({
    getParentRoute: () => shell,
    path: '/settings/webhooks/catchers',
    component: lazyRouteComponent(() => import('./catchers-page.tsx'), 'CatchersPage'),
  })
  const page = createRoute({
    getParentRoute: () => shell,
    path: '/settings/webhooks/catchers/$catcherId',
    validateSearch: search,
    component: lazyRouteComponent(() => import('./catcher-page.tsx'), 'CatcherPage'),
  })
  const panel = createRoute({
    getParentRoute: () => page,
    path: '$caughtId',
    component: lazyRouteComponent(() => import('./caught-panel.tsx'), 'CaughtPanel'),
  })
  return [list, page.addChildren([panel])] as const
}
