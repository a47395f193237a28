import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { z } from 'zod'
import { expiryKinds } from '../../../src-main/features/expiry/expiry.contract.ts'
import type { ShellRoute } from '../../lib/frame-routes.ts'
import { withinChoices } from './within.ts'

const search = z.object({
  within: z.coerce.string().pipe(z.enum(withinChoices)).optional().catch(undefined),
  kind: z.enum(expiryKinds).optional().catch(undefined),
})

/** Everything that can end. */
export const expiryRoutes = (shell: ShellRoute) =>
  [
    createRoute({
      getParentRoute: () => shell,
      path: '/settings/expiry',
      validateSearch: search,
      component: lazyRouteComponent(() => import('./expiry-page.tsx'), 'ExpiryPage'),
    }),
  ] as const
