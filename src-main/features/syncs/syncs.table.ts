import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { LastError } from '../integrations/connections.contract.ts'
import type { SyncCounts, SyncNoteKind, SyncPhase, SyncRunState, SyncSide, SyncStopReason } from './syncs.contract.ts'

/** What a connection does by itself: when, and where it stands. */
export const syncs = sqliteTable(
  'syncs',
  {
    connectionId: integer('connection_id').primaryKey(),
    /** Null when it runs only when somebody asks. */
    intervalMinutes: integer('interval_minutes'),
    nextRunAt: text('next_run_at'),
    /** Somebody has seen what the first run would do, and wants it. */
    isConfirmed: integer('is_confirmed', { mode: 'boolean' }).notNull(),
    /** The vendor's account that the links are of. */
    account: text('account'),
    /** Where the vendor's next listing goes on from. */
    since: text('since'),
  },
  (table) => [index('syncs_next_run').on(table.nextRunAt).where(sql`next_run_at IS NOT NULL`)],
)

export type SyncRow = typeof syncs.$inferSelect

/** Each time that it ran. One that is `running` at a start of the program goes on. */
export const syncRuns = sqliteTable(
  'sync_runs',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    connectionId: integer('connection_id').notNull(),
    state: text('state').$type<SyncRunState>().notNull(),
    /** It only counts what it would do. */
    isPreview: integer('is_preview', { mode: 'boolean' }).notNull(),
    /** Somebody said that it may also delete much. */
    isConfirmed: integer('is_confirmed', { mode: 'boolean' }).notNull(),
    /** Who asked for it; null for the clock. */
    askedBy: text('asked_by'),
    phase: text('phase').$type<SyncPhase>().notNull(),
    done: integer('done').notNull(),
    total: integer('total'),
    counts: text('counts', { mode: 'json' }).$type<SyncCounts>().notNull(),
    failure: text('failure', { mode: 'json' }).$type<LastError>(),
    stopReason: text('stop_reason').$type<SyncStopReason>(),
    startedAt: text('started_at').notNull(),
    finishedAt: text('finished_at'),
  },
  (table) => [
    index('sync_runs_connection').on(table.connectionId, table.id),
    index('sync_runs_running').on(table.id).where(sql`state = 'running'`),
  ],
)

export type SyncRunRow = typeof syncRuns.$inferSelect

/** A record here and its counterpart at the vendor. */
export const syncLinks = sqliteTable(
  'sync_links',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    connectionId: integer('connection_id').notNull(),
    recordId: integer('record_id').notNull(),
    /** Null while it is being created there. */
    remoteId: text('remote_id'),
    /** Under which it is found there when the answer to its creation got lost. */
    key: text('key').notNull(),
    /** `apart`: one side has it and the other must not, such as a record that others refer to. */
    state: text('state').$type<'creating' | 'linked' | 'apart'>().notNull(),
    /** As both sides had it when they last agreed. */
    fields: text('fields', { mode: 'json' }).$type<Readonly<Record<string, string | null>>>().notNull(),
    /** Version of the record that the vendor has; 0 when it lacks something. */
    recordVersion: integer('record_version').notNull(),
    changedThereAt: text('changed_there_at'),
    createdAt: text('created_at').notNull(),
  },
  (table) => [
    uniqueIndex('sync_links_record').on(table.connectionId, table.recordId),
    uniqueIndex('sync_links_remote').on(table.connectionId, table.remoteId),
    uniqueIndex('sync_links_key').on(table.connectionId, table.key),
  ],
)

export type SyncLinkRow = typeof syncLinks.$inferSelect

/** What somebody may want to look at: values that lost, deletions that were not followed. */
export const syncNotes = sqliteTable(
  'sync_notes',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    connectionId: integer('connection_id').notNull(),
    runId: integer('run_id').notNull(),
    at: text('at').notNull(),
    kind: text('kind').$type<SyncNoteKind>().notNull(),
    recordId: integer('record_id').notNull(),
    title: text('title').notNull(),
    field: text('field'),
    kept: text('kept'),
    lost: text('lost'),
    /** Whose value was kept. */
    side: text('side').$type<SyncSide>(),
  },
  (table) => [index('sync_notes_connection').on(table.connectionId, table.id)],
)

export type SyncNoteRow = typeof syncNotes.$inferSelect
