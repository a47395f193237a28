import type { Workspace } from '../../infra/db/workspace.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import type { DueWork } from '../../infra/workers/due-worker.ts'
import { assertNever } from '../../lib/assert.ts'
import { escalationAfter, type Measured, opened, resolved, unshelved } from './alarm-changes.ts'
import { announce } from './alarm-events.ts'
import type { AlarmKind } from './alarm-kinds.contract.ts'
import type { AlarmRule } from './alarm-rules.contract.ts'
import { listRules } from './alarm-rules.ts'
import { type AlarmStep, nextStep } from './alarm-state.ts'
import { changeAlarm, deleteAlarm, insertAlarm, listPoints } from './alarms.store.ts'
import type { AlarmRow } from './alarms.table.ts'

/** What is to be measured of a workspace, by kind; bounded reads. */
export type Measures = Readonly<Record<AlarmKind, (workspace: Workspace, now: number) => readonly Measured[]>>

/** How often it looks, milliseconds. */
const lookEveryMs = 15_000

/** Steps of one point in one look: an on-delay of nothing opens at once, and a shelved alarm may come back and be gone. */
const maxSteps = 4

/** Looks at everything that is watched in a workspace, and opens, escalates and resolves its alarms. What it knows is in the database. */
export function createAlarmWatch({ workspace, measures }: { workspace: Workspace; measures: Measures }): DueWork {
  let nextLookAt = 0
  return {
    // NB: a clock that was set back must not put the next look off.
    isDue: (_db, now) => now >= nextLookAt || nextLookAt - now > lookEveryMs,
    run: (tx) => {
      nextLookAt = Date.parse(tx.now) + lookEveryMs
      const points = listPoints(tx.db)
      for (const rule of listRules(tx.db)) {
        const measured = rule.isEnabled ? measures[rule.kind](workspace, Date.parse(tx.now)) : []
        look(tx, { rule, measured, points: points.filter(({ kind }) => kind === rule.kind) })
      }
    },
    nextLookMs: (_db, now) => Math.min(nextLookAt - now, lookEveryMs),
  }
}

interface Look {
  readonly rule: AlarmRule
  readonly measured: readonly Measured[]
  /** What of this kind is not normal. */
  readonly points: readonly AlarmRow[]
}

function look(tx: Tx, { rule, measured, points }: Look): void {
  const alarmOf = new Map(points.map((row) => [row.subject, row]))
  for (const one of measured) follow(tx, { rule, alarm: alarmOf.get(one.subject), measured: one })
  const seen = new Set(measured.map(({ subject }) => subject))
  for (const alarm of points) if (!seen.has(alarm.subject)) follow(tx, { rule, alarm, measured: undefined })
}

interface Point {
  readonly rule: AlarmRule
  readonly alarm: AlarmRow | undefined
  readonly measured: Measured | undefined
}

/** Takes the steps that are due at one point. */
function follow(tx: Tx, { rule, alarm, measured }: Point): void {
  let row = alarm
  for (let count = 0; count < maxSteps; count += 1) {
    const step = nextStep({ alarm: row, value: measured?.value, rule, now: tx.now })
    if (step === undefined) break
    row = row === undefined ? begin(tx, { rule, measured: measured as Measured }) : take(tx, step, { rule, alarm: row, measured }) // only a value begins one
    if (row?.closedAt !== null) return
  }
  keepValue(tx, row, measured)
}

/** Keeps how an alarm stands now, where that can be told from what is kept. */
function keepValue(tx: Tx, alarm: AlarmRow | undefined, measured: Measured | undefined): void {
  if (alarm === undefined || measured === undefined || alarm.resolvedAt !== null || alarm.clearedAt !== null) return
  if (Math.round(alarm.value) !== Math.round(measured.value)) changeAlarm(tx.db, alarm.id, { value: measured.value })
}

const begin = (tx: Tx, { rule, measured }: { rule: AlarmRule; measured: Measured }): AlarmRow =>
  insertAlarm(tx.db, {
    kind: rule.kind,
    ...measured,
    priority: rule.priority,
    threshold: rule.threshold,
    breachedAt: tx.now,
    occurrences: 0,
    escalations: 0,
  })

/** @returns the alarm as it then is; undefined when it is forgotten. */
function take(tx: Tx, step: AlarmStep, { rule, alarm, measured }: Point & { readonly alarm: AlarmRow }): AlarmRow | undefined {
  const set = (values: Partial<AlarmRow>): AlarmRow => changeAlarm(tx.db, alarm.id, values)
  const tell = (event: Parameters<typeof announce>[2]['event'], values: Partial<AlarmRow>): AlarmRow => {
    const changed = set(values)
    announce(tx, changed, { event })
    return changed
  }
  switch (step) {
    case 'begin_on_delay':
      return set({ breachedAt: tx.now })
    case 'forget_on_delay':
      if (alarm.openedAt !== null) return set({ breachedAt: null })
      deleteAlarm(tx.db, alarm.id)
      return undefined
    case 'open':
      return tell('opened', opened(tx.now, { rule, alarm, measured }))
    case 'begin_off_delay':
      return set({ clearedAt: tx.now })
    case 'forget_off_delay':
      return set({ clearedAt: null })
    case 'resolve':
      return tell('resolved', resolved(tx.now, alarm))
    case 'unshelve':
      return tell('unshelved', unshelved(tx.now, rule))
    case 'escalate':
      return escalate(tx, alarm, rule)
    default:
      return assertNever(step)
  }
}

/** NB: a rule whose steps were taken away meanwhile tells nobody. */
function escalate(tx: Tx, alarm: AlarmRow, rule: AlarmRule): AlarmRow {
  const step = rule.escalation[Math.min(alarm.escalations, rule.escalation.length - 1)]
  const escalations = alarm.escalations + (step === undefined ? 0 : 1)
  const changed = changeAlarm(tx.db, alarm.id, { escalations, escalatesAt: escalationAfter(tx.now, rule, escalations) })
  if (step !== undefined) announce(tx, changed, { event: 'escalated', peopleIds: step.peopleIds })
  return changed
}
