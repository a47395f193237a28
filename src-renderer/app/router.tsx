import { createRoute, createRouter, redirect } from '@tanstack/react-router'
import { sessionQuery } from '../features/people/people.queries.ts'
import { isApiError } from '../lib/api-error.ts'
import { createFrameRoutes, type RouterContext } from '../lib/frame-routes.ts'
import type { WorkspaceChoice } from '../lib/workspace.ts'
import { NotFoundPage, PageError } from './page-states.tsx'
import { RootFrame } from './root-frame.tsx'
import { outerPages, shellPages } from './routes.tsx'
import { Shell } from './shell.tsx'

export function createWindowRouter(context: RouterContext, workspace: WorkspaceChoice) {
  const { root, shell } = createFrameRoutes({ root: RootFrame, shell: Shell, guard: signedIn(workspace) })
  const anythingElse = createRoute({ getParentRoute: () => shell, path: '$', component: NotFoundPage })
  return createRouter({
    routeTree: root.addChildren([...outerPages(root), shell.addChildren([...shellPages(shell), anythingElse])]),
    context,
    defaultPreload: 'intent',
    defaultNotFoundComponent: NotFoundPage,
    defaultErrorComponent: PageError,
    scrollRestoration: true,
    scrollToTopSelectors: ['main'],
  })
}

const signedIn =
  (workspace: WorkspaceChoice) =>
  async ({ queryClient, api }: RouterContext, href: string): Promise<void> => {
    try {
      await queryClient.ensureQueryData(sessionQuery(api))
    } catch (error) {
      if (isApiError(error, 'unauthorized')) throw redirect({ to: '/login', search: { next: href } })
      if (!isApiError(error, 'forbidden', 'not_found') || workspace.get().company === undefined) throw error
      // The company chosen last time is gone for this person: take the first that there is.
      workspace.choose({ company: undefined })
      await queryClient.ensureQueryData(sessionQuery(api))
    }
  }

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createWindowRouter>
  }
}
