import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, type RouteComponent } from '@tanstack/react-router'
import type { Api } from './api.ts'

/** What loaders and guards of routes get. */
export interface RouterContext {
  readonly api: Api
  readonly queryClient: QueryClient
}

interface Frame {
  readonly root: RouteComponent
  readonly shell: RouteComponent
  /** Lets pass who is signed in; sends others to the sign-in page. */
  readonly guard: (context: RouterContext, href: string) => Promise<void>
}

/** The two parents of all pages: `root` for pages without the shell (sign in), `shell` for everything behind it. */
export function createFrameRoutes(frame: Frame) {
  const root = createRootRouteWithContext<RouterContext>()({ component: frame.root })
  const shell = createRoute({
    getParentRoute: () => root,
    id: 'shell',
    component: frame.shell,
    beforeLoad: ({ context, location }) => frame.guard(context, location.href),
  })
  return { root, shell }
}

export type RootRoute = ReturnType<typeof createFrameRoutes>['root']
export type ShellRoute = ReturnType<typeof createFrameRoutes>['shell']
