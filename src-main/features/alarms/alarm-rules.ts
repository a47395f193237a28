import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import { AppError, invalidField } from '../../lib/app-error.ts'
import { type AlarmKind, alarmKinds, watchedValues } from './alarm-kinds.contract.ts'
import type { AlarmRule, AlarmRuleChange } from './alarm-rules.contract.ts'
import { alarmRules } from './alarms.table.ts'

type Settings = Omit<AlarmRuleChange, 'version'>

const usual: Omit<Settings, 'priority' | 'threshold'> = {
  isEnabled: true,
  deadband: 0,
  onDelaySeconds: 0,
  offDelaySeconds: 0,
  escalation: [],
}

/** What holds until somebody sets it otherwise. Each is something that a person can do something about. */
const defaults: Readonly<Record<AlarmKind, Settings>> = {
  webhook_failing: { ...usual, priority: 'high', threshold: 15, offDelaySeconds: 300 },
  backlog: { ...usual, priority: 'high', threshold: 80, deadband: 10 },
  api_errors: { ...usual, priority: 'medium', threshold: 25, deadband: 5, onDelaySeconds: 120, offDelaySeconds: 300 },
  disk_space: { ...usual, priority: 'critical', threshold: 10, deadband: 2, onDelaySeconds: 60, offDelaySeconds: 60 },
  api_key_expiring: { ...usual, priority: 'medium', threshold: 14 },
  certificate_expiring: { ...usual, priority: 'high', threshold: 21 },
}

const all = prepared((db) => db.select().from(alarmRules).prepare())

/** Every rule of a workspace, in the order of the kinds. */
export function listRules(db: Db): AlarmRule[] {
  const rows = all(db).all()
  return alarmKinds.map((kind) => {
    const { maxThreshold: _, ...watched } = watchedValues[kind]
    const row = rows.find((candidate) => candidate.kind === kind)
    return { ...watched, ...(row ?? { kind, ...defaults[kind], version: 0, updatedAt: null }) }
  })
}

export const getRule = (db: Db, kind: AlarmKind): AlarmRule => listRules(db).find((rule) => rule.kind === kind) as AlarmRule // it has every kind

/**
 * Sets a rule. `isMember` tells who belongs to the company.
 * @throws AppError `version_conflict`; `invalid_request` for a threshold that the value never reaches or never comes back over, and for strangers in the
 * escalation.
 */
export function saveRule(
  tx: Tx,
  { kind, change, isMember }: { kind: AlarmKind; change: AlarmRuleChange; isMember: (userId: number) => boolean },
): AlarmRule {
  const current = getRule(tx.db, kind)
  if (current.version !== change.version) throw stale(current)
  const { maxThreshold, unit } = watchedValues[kind]
  if (change.threshold > maxThreshold) throw invalidField('threshold', `must be at most ${maxThreshold} ${unit}`)
  assertCanResolve(kind, change)
  change.escalation.forEach(({ peopleIds }, step) => {
    const stranger = peopleIds.find((id) => !isMember(id))
    if (stranger === undefined) return
    throw invalidField(
      `escalation.${step}.people_ids`,
      `there is no person ${stranger} in this company`,
      'Choose people of GET /api/people.',
    )
  })
  const values = { ...change, version: change.version + 1, updatedAt: tx.now }
  tx.db
    .insert(alarmRules)
    .values({ kind, ...values })
    .onConflictDoUpdate({ target: alarmRules.kind, set: values })
    .run()
  tx.markChanged()
  return getRule(tx.db, kind)
}

/** NB: a value is never below 0, and a percentage never above 100. */
function assertCanResolve(kind: AlarmKind, { threshold, deadband }: Settings): void {
  const { direction, unit } = watchedValues[kind]
  if (direction === 'above' && threshold <= deadband)
    throw invalidField('deadband', 'must be smaller than the threshold, or the alarm would never resolve')
  if (direction === 'below' && unit === 'percent' && threshold + deadband >= 100)
    throw invalidField('deadband', 'must stay below 100 together with the threshold, or the alarm would never resolve')
}

const stale = ({ version }: AlarmRule): AppError =>
  new AppError('version_conflict', `This alarm was set otherwise in the meantime; its version is now ${version}.`, {
    details: {
      field: 'version',
      current_version: version,
      fix: 'Read it again, apply the change to what is there now, and send that version.',
    },
  })
