import { accountRoutes, peopleRoutes } from '../features/people/people.routes.ts'
import type { RootRoute, ShellRoute } from '../lib/frame-routes.ts'

/** All pages of the window, one line a feature. */
export const shellPages = (shell: ShellRoute) => [...accountRoutes(shell)] as const

/** Pages without the shell: nobody is signed in there. */
export const outerPages = (root: RootRoute) => [...peopleRoutes(root)] as const
