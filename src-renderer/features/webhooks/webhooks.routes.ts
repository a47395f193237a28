import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { z } from 'zod'
import { deliveryStatuses } from '../../../src-main/features/webhooks/deliveries.contract.ts'
import type { ShellRoute } from '../../lib/frame-routes.ts'
import { timeSpans } from '../../lib/time-spans.ts'

const search = z.object({
  status: z.enum(deliveryStatuses).optional().catch(undefined),
  event: z.string().max(100).optional().catch(undefined),
  within: z.enum(timeSpans).optional().catch(undefined),
  q: z.string().max(200).optional().catch(undefined),
})

const searchOfAll = search.extend({ webhook: z.int().positive().optional().catch(undefined) })

export const webhookRoutes = (shell: ShellRoute) => {
  const list = createRoute({
    getParentRoute: () => shell,
    path: '/settings/webhooks',
    component: lazyRouteComponent(() => import('./webhooks-page.tsx'), 'WebhooksPage'),
  })
  const create = createRoute({
    getParentRoute: () => shell,
    path: '/settings/webhooks/new',
    component: lazyRouteComponent(() => import('./new-webhook-page.tsx'), 'NewWebhookPage'),
  })
  return [list, create, allDeliveries(shell), webhookPlace(shell)] as const
}

/** Deliveries of all webhooks, with one beside the list. */
function allDeliveries(shell: ShellRoute) {
  const list = createRoute({
    getParentRoute: () => shell,
    path: '/settings/webhooks/deliveries',
    validateSearch: searchOfAll,
    component: lazyRouteComponent(() => import('./deliveries-page.tsx'), 'DeliveriesPage'),
  })
  const delivery = createRoute({
    getParentRoute: () => list,
    path: '$webhookId/$deliveryId',
    component: lazyRouteComponent(() => import('./delivery-panel.tsx'), 'DeliveryOfAllPanel'),
  })
  return list.addChildren([delivery])
}

/** One webhook, a place of work with parts of its own. */
function webhookPlace(shell: ShellRoute) {
  const page = createRoute({
    getParentRoute: () => shell,
    path: '/settings/webhooks/$webhookId',
    component: lazyRouteComponent(() => import('./webhook-page.tsx'), 'WebhookPage'),
  })
  const deliveries = createRoute({
    getParentRoute: () => page,
    id: 'deliveries',
    validateSearch: search,
    component: lazyRouteComponent(() => import('./deliveries-tab.tsx'), 'DeliveriesTab'),
  })
  const noDelivery = createRoute({ getParentRoute: () => deliveries, path: '/' })
  const delivery = createRoute({
    getParentRoute: () => deliveries,
    path: 'deliveries/$deliveryId',
    component: lazyRouteComponent(() => import('./delivery-panel.tsx'), 'DeliveryPanel'),
  })
  const settings = createRoute({
    getParentRoute: () => page,
    path: 'settings',
    component: lazyRouteComponent(() => import('./settings-tab.tsx'), 'SettingsTab'),
  })
  const secret = createRoute({
    getParentRoute: () => page,
    path: 'secret',
    component: lazyRouteComponent(() => import('./secret-tab.tsx'), 'SecretTab'),
  })
  const performance = createRoute({
    getParentRoute: () => page,
    path: 'performance',
    component: lazyRouteComponent(() => import('./performance-tab.tsx'), 'PerformanceTab'),
  })
  return page.addChildren([deliveries.addChildren([noDelivery, delivery]), performance, settings, secret])
}
