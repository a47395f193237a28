import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { z } from 'zod'
import type { RootRoute, ShellRoute } from '../../lib/frame-routes.ts'

/** Sign in, first set-up and the links of invitations, outside the shell. */
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
    createRoute({
      getParentRoute: () => root,
      path: '/invitation',
      validateSearch: z.object({ token: z.string().catch('') }),
      component: lazyRouteComponent(() => import('./invitation-page.tsx'), 'InvitationPage'),
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

/** The people of the company, one of them beside the list, and the form that adds one. */
export const companyPeopleRoutes = (shell: ShellRoute) => {
  const list = createRoute({
    getParentRoute: () => shell,
    path: '/settings/people',
    component: lazyRouteComponent(() => import('./company-people-page.tsx'), 'CompanyPeoplePage'),
  })
  const person = createRoute({
    getParentRoute: () => list,
    path: '$personId',
    component: lazyRouteComponent(() => import('./person-panel.tsx'), 'PersonPanel'),
  })
  const invitation = createRoute({
    getParentRoute: () => list,
    path: 'invitations/$invitationId',
    component: lazyRouteComponent(() => import('./invitation-panel.tsx'), 'InvitationPanel'),
  })
  const add = createRoute({
    getParentRoute: () => shell,
    path: '/settings/people/new',
    component: lazyRouteComponent(() => import('./new-person-page.tsx'), 'NewPersonPage'),
  })
  return [list.addChildren([person, invitation]), add] as const
}
