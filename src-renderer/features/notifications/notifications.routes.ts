import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { z } from 'zod'
import { notificationTypes, severities } from '../../../src-main/features/notifications/notifications.contract.ts'
import type { ShellRoute } from '../../lib/frame-routes.ts'

const search = z.object({
  state: z.enum(['unread', 'read']).optional().catch(undefined),
  type: z.enum(notificationTypes).optional().catch(undefined),
  severity: z.enum(severities).optional().catch(undefined),
})

export const notificationRoutes = (shell: ShellRoute) =>
  [
    createRoute({
      getParentRoute: () => shell,
      path: '/notifications',
      validateSearch: search,
      component: lazyRouteComponent(() => import('./notifications-page.tsx'), 'NotificationsPage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/settings/notifications',
      component: lazyRouteComponent(() => import('./notification-settings-page.tsx'), 'NotificationSettingsPage'),
    }),
  ] as const
