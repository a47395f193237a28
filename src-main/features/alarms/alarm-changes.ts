import { isoTime } from '../../lib/identity.ts'
import type { AlarmRule } from './alarm-rules.contract.ts'
import type { AlarmRow } from './alarms.table.ts'

/** One thing of a kind that could be alarming, and how it stands. */
export interface Measured {
  /** Names it among those of its kind, `webhook:3`; the same for ever. */
  readonly subject: string
  readonly subjectId: number | null
  readonly subjectName: string | null
  /** In the unit of the kind. */
  readonly value: number
}

interface Opening {
  readonly rule: AlarmRule
  readonly alarm: AlarmRow
  readonly measured: Measured | undefined
}

/** What an alarm becomes when it opens, for the first time or again. */
export const opened = (now: string, { rule, alarm, measured }: Opening): Partial<AlarmRow> => ({
  ...(measured === undefined ? {} : { value: measured.value, subjectName: measured.subjectName }),
  priority: rule.priority,
  threshold: rule.threshold,
  breachedAt: null,
  openedAt: alarm.openedAt ?? now,
  clearedAt: null,
  resolvedAt: null,
  occurrences: alarm.occurrences + 1,
  escalations: 0,
  escalatesAt: escalationAfter(now, rule, 0),
})

/** What an alarm whose condition has gone becomes; one that was acknowledged is over. */
export const resolved = (now: string, { acknowledgedAt }: AlarmRow): Partial<AlarmRow> => ({
  clearedAt: null,
  resolvedAt: now,
  escalatesAt: null,
  closedAt: acknowledgedAt === null ? null : now,
})

/** A shelved alarm that is back wants to be acknowledged anew. */
export const unshelved = (now: string, rule: AlarmRule): Partial<AlarmRow> => ({
  shelvedUntil: null,
  shelvedBy: null,
  shelveNote: null,
  acknowledgedAt: null,
  acknowledgedBy: null,
  acknowledgeNote: null,
  escalations: 0,
  escalatesAt: escalationAfter(now, rule, 0),
})

/** When the step with this number comes; the last one comes again and again. */
export function escalationAfter(now: string, { escalation }: AlarmRule, step: number): string | null {
  const next = escalation[Math.min(step, escalation.length - 1)]
  return next === undefined ? null : isoTime(Date.parse(now) + next.afterMinutes * 60_000)
}

interface Note {
  readonly by: string
  readonly note: string | null
}

/** What an alarm becomes that somebody takes note of; one whose condition has gone is over. */
export const acknowledged = (now: string, { resolvedAt }: AlarmRow, { by, note }: Note): Partial<AlarmRow> => ({
  acknowledgedAt: now,
  acknowledgedBy: by,
  acknowledgeNote: note,
  escalatesAt: null,
  closedAt: resolvedAt === null ? null : now,
})

export const shelved = (now: string, { by, note, minutes }: Note & { readonly minutes: number }): Partial<AlarmRow> => ({
  shelvedUntil: isoTime(Date.parse(now) + minutes * 60_000),
  shelvedBy: by,
  shelveNote: note,
  escalatesAt: null,
})
