import { type AlarmState, watchedValues } from './alarm-kinds.contract.ts'
import type { AlarmRule } from './alarm-rules.contract.ts'
import type { AlarmRow } from './alarms.table.ts'

/** What the watch does with a point next; it decides again afterwards, until there is nothing more to do. */
export type AlarmStep =
  | 'begin_on_delay'
  | 'forget_on_delay'
  | 'open'
  | 'begin_off_delay'
  | 'forget_off_delay'
  | 'resolve'
  | 'unshelve'
  | 'escalate'

type Point = Pick<
  AlarmRow,
  'breachedAt' | 'openedAt' | 'clearedAt' | 'resolvedAt' | 'acknowledgedAt' | 'shelvedUntil' | 'escalatesAt' | 'closedAt'
>

interface Situation {
  /** The alarm of the point that is not closed. */
  readonly alarm: Point | undefined
  /** What was measured; undefined when there is nothing to measure any more, or nobody wants to know. */
  readonly value: number | undefined
  readonly rule: Pick<AlarmRule, 'kind' | 'threshold' | 'deadband' | 'onDelaySeconds' | 'offDelaySeconds'>
  /** ISO 8601. */
  readonly now: string
}

/** The next thing to do with a point, if any. Whatever it needs to know is in the row, so that a restart changes nothing. */
export function nextStep({ alarm, value, rule, now }: Situation): AlarmStep | undefined {
  const isThere = value !== undefined && isBreached(rule, value)
  if (alarm === undefined) return isThere ? 'begin_on_delay' : undefined
  if (alarm.openedAt === null || alarm.resolvedAt !== null) return stepOfQuiet(alarm, { isThere, rule, now })
  if (alarm.shelvedUntil !== null) return alarm.shelvedUntil <= now ? 'unshelve' : stepOfCondition(alarm, { isThere, value, rule })
  if (alarm.clearedAt !== null && !isThere && hasPassed(alarm.clearedAt, value === undefined ? 0 : rule.offDelaySeconds, now))
    return 'resolve'
  const ofCondition = stepOfCondition(alarm, { isThere, value, rule })
  if (ofCondition !== undefined) return ofCondition
  return alarm.escalatesAt !== null && alarm.escalatesAt <= now ? 'escalate' : undefined
}

/** A point that is not alarming: its condition may have come, or come again. */
function stepOfQuiet({ breachedAt }: Point, { isThere, rule, now }: Pick<Situation, 'rule' | 'now'> & { isThere: boolean }) {
  if (!isThere) return breachedAt === null ? undefined : 'forget_on_delay'
  if (breachedAt === null) return 'begin_on_delay'
  return hasPassed(breachedAt, rule.onDelaySeconds, now) ? 'open' : undefined
}

/** An open alarm whose condition goes, or comes back before the off-delay has passed. In the deadband nothing changes. */
function stepOfCondition({ clearedAt }: Point, { isThere, value, rule }: Pick<Situation, 'value' | 'rule'> & { isThere: boolean }) {
  if (clearedAt !== null) return isThere ? 'forget_off_delay' : undefined
  return value === undefined || hasReturned(rule, value) ? 'begin_off_delay' : undefined
}

const isBreached = ({ kind, threshold }: Situation['rule'], value: number): boolean =>
  watchedValues[kind].direction === 'above' ? value >= threshold : value <= threshold

/** Whether the value is back on the good side of the threshold, by more than the deadband. */
const hasReturned = ({ kind, threshold, deadband }: Situation['rule'], value: number): boolean =>
  watchedValues[kind].direction === 'above' ? value < threshold - deadband : value > threshold + deadband

const hasPassed = (since: string, seconds: number, now: string): boolean => Date.parse(since) + seconds * 1_000 <= Date.parse(now)

/** The state that people see. */
export function stateOf({ closedAt, shelvedUntil, resolvedAt, acknowledgedAt }: Omit<Point, 'breachedAt'>): AlarmState {
  if (closedAt !== null) return 'closed'
  if (shelvedUntil !== null) return 'shelved'
  if (resolvedAt !== null) return 'returned_unacknowledged'
  return acknowledgedAt === null ? 'active_unacknowledged' : 'active_acknowledged'
}
