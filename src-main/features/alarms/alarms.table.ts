import { sql } from 'drizzle-orm'
import { index, integer, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { AlarmKind, AlarmPriority } from './alarm-kinds.contract.ts'
import type { EscalationStep } from './alarm-rules.contract.ts'

/** What is watched, where somebody has set it otherwise than it came. */
export const alarmRules = sqliteTable('alarm_rules', {
  kind: text('kind').$type<AlarmKind>().primaryKey(),
  isEnabled: integer('is_enabled', { mode: 'boolean' }).notNull(),
  priority: text('priority').$type<AlarmPriority>().notNull(),
  threshold: real('threshold').notNull(),
  deadband: real('deadband').notNull(),
  onDelaySeconds: integer('on_delay_seconds').notNull(),
  offDelaySeconds: integer('off_delay_seconds').notNull(),
  escalation: text('escalation', { mode: 'json' }).$type<EscalationStep[]>().notNull(),
  version: integer('version').notNull(),
  updatedAt: text('updated_at').notNull(),
})

/** One row a point that is not normal: a kind and what it is about. It is never two rows as long as the first is not closed. */
export const alarms = sqliteTable(
  'alarms',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    kind: text('kind').$type<AlarmKind>().notNull(),
    /** What it is about, `webhook:3`. */
    subject: text('subject').notNull(),
    subjectId: integer('subject_id'),
    subjectName: text('subject_name'),
    priority: text('priority').$type<AlarmPriority>().notNull(),
    value: real('value').notNull(),
    threshold: real('threshold').notNull(),
    /** Since when the condition waits for its on-delay; null when none does. */
    breachedAt: text('breached_at'),
    /** Null while the on-delay of the first time runs: then nobody knows of it yet. */
    openedAt: text('opened_at'),
    /** Since when the condition of an open alarm is gone and waits for the off-delay. */
    clearedAt: text('cleared_at'),
    resolvedAt: text('resolved_at'),
    occurrences: integer('occurrences').notNull(),
    escalations: integer('escalations').notNull(),
    escalatesAt: text('escalates_at'),
    acknowledgedAt: text('acknowledged_at'),
    acknowledgedBy: text('acknowledged_by'),
    acknowledgeNote: text('acknowledge_note'),
    shelvedUntil: text('shelved_until'),
    shelvedBy: text('shelved_by'),
    shelveNote: text('shelve_note'),
    closedAt: text('closed_at'),
  },
  (table) => [
    uniqueIndex('alarms_point').on(table.kind, table.subject).where(sql`closed_at IS NULL`),
    index('alarms_closed').on(table.closedAt).where(sql`closed_at IS NOT NULL`),
  ],
)

export type AlarmRow = typeof alarms.$inferSelect
export type AlarmRuleRow = typeof alarmRules.$inferSelect
