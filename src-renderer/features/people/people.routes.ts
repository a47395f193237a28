import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { z } from 'zod'
import type { RootRoute, ShellRoute } from '../../lib/frame-routes.ts'

/** Sign in and first set-up, outside the shell. */
export const peopleRoutes = (root: RootRoute) =>
  [
    createRoute({
      getParentRoute: () => root,
      path: '/login',
      validateSearch: z.object({ next: z.string().optional().catch(undefined) }),
      component: lazyRouteComponent(() => import('./login-page.tsx'), 'LoginPage'),
    }),
    createRoute({
      getParentRoute: () => root,
      path: '/setup',
      validateSearch: z.object({ token: z.string().catch('') }),
      component: lazyRouteComponent(() => import('./setup-page.tsx'), 'SetupPage'),
    }),
  ] as const

/** The person's own settings. */
export const accountRoutes = (shell: ShellRoute) =>
  [
    createRoute({
      getParentRoute: () => shell,
      path: '/settings',
      beforeLoad: () => {
        throw redirect({ to: '/settings/account', replace: true })
      },
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/settings/account',
      component: lazyRouteComponent(() => import('./account-page.tsx'), 'AccountPage'),
    }),
  ] as const
