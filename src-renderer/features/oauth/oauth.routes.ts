import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { z } from 'zod'
import type { RootRoute, ShellRoute } from '../../lib/frame-routes.ts'

/** The clients, the details of one beside them, and the form for a new one. */
export const oauthClientRoutes = (shell: ShellRoute) => {
  const list = createRoute({
    getParentRoute: () => shell,
    path: '/settings/oauth-clients',
    component: lazyRouteComponent(() => import('./oauth-clients-page.tsx'), 'OauthClientsPage'),
  })
  const panel = createRoute({
    getParentRoute: () => list,
    path: '$clientId',
    component: lazyRouteComponent(() => import('./oauth-client-panel.tsx'), 'OauthClientPanel'),
  })
  const create = createRoute({
    getParentRoute: () => shell,
    path: '/settings/oauth-clients/new',
    component: lazyRouteComponent(() => import('./oauth-client-form-page.tsx'), 'NewOauthClientPage'),
  })
  const edit = createRoute({
    getParentRoute: () => shell,
    path: '/settings/oauth-clients/$clientId/edit',
    component: lazyRouteComponent(() => import('./oauth-client-form-page.tsx'), 'EditOauthClientPage'),
  })
  return [list.addChildren([panel]), create, edit] as const
}

/** What an application leads a person to, outside the shell. */
export const consentRoutes = (root: RootRoute) =>
  [
    createRoute({
      getParentRoute: () => root,
      path: '/oauth/consent/$uid',
      component: lazyRouteComponent(() => import('./consent-page.tsx'), 'ConsentPage'),
    }),
    createRoute({
      getParentRoute: () => root,
      path: '/oauth/error',
      validateSearch: z.object({ error: z.string().catch('') }),
      component: lazyRouteComponent(() => import('./oauth-error-page.tsx'), 'OauthErrorPage'),
    }),
  ] as const
