import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { z } from 'zod'
import { requestMethods } from '../../../src-main/features/requests/requests.contract.ts'
import type { ShellRoute } from '../../lib/frame-routes.ts'
import { timeSpans } from '../../lib/time-spans.ts'
import { statusClasses } from './request-filter.ts'

const search = z.object({
  /** Without it the calls of systems are shown: the window's own would drown them. */
  source: z.enum(['api_key', 'oauth_client', 'user', 'all']).optional().catch(undefined),
  status: z.enum(statusClasses).optional().catch(undefined),
  method: z.enum(requestMethods).optional().catch(undefined),
  within: z.enum(timeSpans).optional().catch(undefined),
  /** Part of a path, or a request's id. */
  text: z.string().max(200).optional().catch(undefined),
  /** Words of the bodies. */
  q: z.string().max(200).optional().catch(undefined),
  apiKeyId: z.int().positive().optional().catch(undefined),
  oauthClientId: z.int().positive().optional().catch(undefined),
  errorCode: z.string().max(60).optional().catch(undefined),
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
