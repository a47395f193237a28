import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { z } from 'zod'
import { messageKinds, messageStatuses } from '../../../src-main/features/messages/message.contract.ts'
import type { ShellRoute } from '../../lib/frame-routes.ts'

const search = z.object({
  q: z.string().max(200).optional().catch(undefined),
  status: z.enum(messageStatuses).optional().catch(undefined),
  kind: z.enum(messageKinds).optional().catch(undefined),
  direction: z.enum(['out', 'in']).optional().catch(undefined),
})

/** The outbox and what came in, with one message beside it. */
export const messageRoutes = (shell: ShellRoute) => {
  const list = createRoute({
    getParentRoute: () => shell,
    path: '/messages',
    validateSearch: search,
    component: lazyRouteComponent(() => import('./messages-page.tsx'), 'MessagesPage'),
  })
  const panel = createRoute({
    getParentRoute: () => list,
    path: '$messageId',
    component: lazyRouteComponent(() => import('./message-panel.tsx'), 'MessagePanel'),
  })
  return [list.addChildren([panel])] as const
}
