import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { z } from 'zod'
import { connectorCategories } from '../../../src-main/connectors/kit/connector.contract.ts'
import type { ShellRoute } from '../../lib/frame-routes.ts'

const catalogueSearch = z.object({
  category: z.enum(connectorCategories).optional().catch(undefined),
  q: z.string().max(100).optional().catch(undefined),
})

const callsSearch = z.object({ outcome: z.enum(['ok', 'failed']).optional().catch(undefined) })

export const integrationRoutes = (shell: ShellRoute) => {
  const list = createRoute({
    getParentRoute: () => shell,
    path: '/settings/integrations',
    validateSearch: catalogueSearch,
    component: lazyRouteComponent(() => import('./integrations-page.tsx'), 'IntegrationsPage'),
  })
  const connect = createRoute({
    getParentRoute: () => shell,
    path: '/settings/integrations/connect/$type',
    component: lazyRouteComponent(() => import('./connect-page.tsx'), 'ConnectPage'),
  })
  return [list, connect, connectionPlace(shell)] as const
}

/** One connection, a place of work with parts of its own. */
function connectionPlace(shell: ShellRoute) {
  const page = createRoute({
    getParentRoute: () => shell,
    path: '/settings/integrations/$connectionId',
    component: lazyRouteComponent(() => import('./connection-page.tsx'), 'ConnectionPage'),
  })
  const calls = createRoute({
    getParentRoute: () => page,
    id: 'calls',
    validateSearch: callsSearch,
    component: lazyRouteComponent(() => import('./calls-tab.tsx'), 'CallsTab'),
  })
  const noCall = createRoute({ getParentRoute: () => calls, path: '/' })
  const call = createRoute({
    getParentRoute: () => calls,
    path: 'calls/$callId',
    component: lazyRouteComponent(() => import('./call-panel.tsx'), 'CallPanel'),
  })
  const usage = createRoute({
    getParentRoute: () => page,
    path: 'usage',
    component: lazyRouteComponent(() => import('./usage-tab.tsx'), 'UsageTab'),
  })
  const sync = createRoute({
    getParentRoute: () => page,
    path: 'sync',
    component: lazyRouteComponent(() => import('./sync-tab.tsx'), 'SyncTab'),
  })
  const settings = createRoute({
    getParentRoute: () => page,
    path: 'settings',
    component: lazyRouteComponent(() => import('./settings-tab.tsx'), 'ConnectionSettingsTab'),
  })
  return page.addChildren([calls.addChildren([noCall, call]), usage, sync, settings])
}
