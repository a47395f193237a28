import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { z } from 'zod'
import { alarmKinds, alarmPriorities, alarmStates } from '../../../src-main/features/alarms/alarm-kinds.contract.ts'
import type { ShellRoute } from '../../lib/frame-routes.ts'

const search = z.object({
  /** Without it what is not closed is shown. */
  state: z.enum(alarmStates).optional().catch(undefined),
  kind: z.enum(alarmKinds).optional().catch(undefined),
  priority: z.enum(alarmPriorities).optional().catch(undefined),
})

/** The list of alarms with one of them beside it, and what is watched. */
export const alarmRoutes = (shell: ShellRoute) => {
  const list = createRoute({
    getParentRoute: () => shell,
    path: '/alarms',
    validateSearch: search,
    component: lazyRouteComponent(() => import('./alarms-page.tsx'), 'AlarmsPage'),
  })
  const panel = createRoute({
    getParentRoute: () => list,
    path: '$alarmId',
    component: lazyRouteComponent(() => import('./alarm-panel.tsx'), 'AlarmPanel'),
  })
  const rules = createRoute({
    getParentRoute: () => shell,
    path: '/settings/alarms',
    component: lazyRouteComponent(() => import('./alarm-rules-page.tsx'), 'AlarmRulesPage'),
  })
  return [list.addChildren([panel]), rules] as const
}
