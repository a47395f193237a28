import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { z } from 'zod'
import { apiKey } from '../../../src-main/features/api-keys/api-keys.contract.ts'
import type { ShellRoute } from '../../lib/frame-routes.ts'
import { scopePresets } from '../../lib/scope-choice.ts'

const search = z.object({
  status: apiKey.shape.status.optional().catch(undefined),
  environment: apiKey.shape.environment.optional().catch(undefined),
})

/** What the key is for, chosen by whoever leads here. */
const newKeySearch = z.object({ preset: z.enum(scopePresets).optional().catch(undefined) })

/** The keys, the details of one beside them, the forms, and what could be safer. */
export const apiKeyRoutes = (shell: ShellRoute) => {
  const list = createRoute({
    getParentRoute: () => shell,
    path: '/settings/api-keys',
    validateSearch: search,
    component: lazyRouteComponent(() => import('./api-keys-page.tsx'), 'ApiKeysPage'),
  })
  const panel = createRoute({
    getParentRoute: () => list,
    path: '$keyId',
    component: lazyRouteComponent(() => import('./api-key-panel.tsx'), 'ApiKeyPanel'),
  })
  const create = createRoute({
    getParentRoute: () => shell,
    path: '/settings/api-keys/new',
    validateSearch: newKeySearch,
    component: lazyRouteComponent(() => import('./new-api-key-page.tsx'), 'NewApiKeyPage'),
  })
  const edit = createRoute({
    getParentRoute: () => shell,
    path: '/settings/api-keys/$keyId/edit',
    component: lazyRouteComponent(() => import('./edit-api-key-page.tsx'), 'EditApiKeyPage'),
  })
  const safety = createRoute({
    getParentRoute: () => shell,
    path: '/settings/api-keys/safety',
    component: lazyRouteComponent(() => import('./safety-page.tsx'), 'SafetyPage'),
  })
  return [list.addChildren([panel]), create, edit, safety] as const
}
