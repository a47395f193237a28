import type { Workspace } from '../../infra/db/workspace.ts'
import { type BoundRoute, read, write } from '../../infra/http/bind.ts'
import { viewAlarm } from './alarm-events.ts'
import { listAlarmRules, updateAlarmRule } from './alarm-rules.contract.ts'
import { listRules, saveRule } from './alarm-rules.ts'
import { acknowledgeAlarm, countAlarms, getAlarm, listAlarms, shelveAlarm, unshelveAlarm } from './alarms.contract.ts'
import { acknowledge, countByState, getAlarmRow, pageOfAlarms, shelve, unshelve } from './alarms.service.ts'

interface AlarmRoutesOptions {
  /** Whether a person belongs to the company of a workspace. */
  readonly isMember: (workspace: Workspace, userId: number) => boolean
}

export const alarmRoutes = ({ isMember }: AlarmRoutesOptions): BoundRoute[] => [
  read(listAlarms, ({ principal, query }) => pageOfAlarms(principal.workspace.db, query)),
  // NB: before the route by id, which would take the word for one.
  read(countAlarms, ({ principal }) => countByState(principal.workspace.db)),
  read(listAlarmRules, ({ principal }) => ({ data: listRules(principal.workspace.db) })),
  write(updateAlarmRule, (tx, { principal: { workspace }, params: { kind }, body }) =>
    saveRule(tx, { kind, change: body, isMember: (userId) => isMember(workspace, userId) }),
  ),
  read(getAlarm, ({ principal, params }) => viewAlarm(getAlarmRow(principal.workspace.db, params.id))),
  write(acknowledgeAlarm, (tx, { params, body }) => acknowledge(tx, params.id, body.note)),
  write(shelveAlarm, (tx, { params, body }) => shelve(tx, params.id, body)),
  write(unshelveAlarm, (tx, { params }) => unshelve(tx, params.id)),
]
