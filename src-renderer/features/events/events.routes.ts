import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { z } from 'zod'
import type { ShellRoute } from '../../lib/frame-routes.ts'
import { timeSpans } from '../../lib/time-spans.ts'

const search = z.object({
  event: z.string().max(100).optional().catch(undefined),
  within: z.enum(timeSpans).optional().catch(undefined),
  q: z.string().max(200).optional().catch(undefined),
})

/** What happened, with one event beside the list. */
export const eventRoutes = (shell: ShellRoute) => {
  const list = createRoute({
    getParentRoute: () => shell,
    path: '/events',
    validateSearch: search,
    component: lazyRouteComponent(() => import('./events-page.tsx'), 'EventsPage'),
  })
  const panel = createRoute({
    getParentRoute: () => list,
    path: '$eventId',
    component: lazyRouteComponent(() => import('./event-panel.tsx'), 'EventPanel'),
  })
  return [list.addChildren([panel])] as const
}
