import { and, desc, eq, inArray, lt, sql } from 'drizzle-orm'
import type { Db } from '../../infra/db/database.ts'
import { connections } from '../integrations/connections.table.ts'
import { type SyncNoteRow, type SyncRow, type SyncRunRow, syncNotes, syncRuns, syncs } from './syncs.table.ts'

export const findSync = (db: Db, connectionId: number): SyncRow | undefined =>
  db.select().from(syncs).where(eq(syncs.connectionId, connectionId)).get()

export const putSync = (db: Db, row: SyncRow): void => {
  db.insert(syncs).values(row).onConflictDoUpdate({ target: syncs.connectionId, set: row }).run()
}

export const changeSync = (db: Db, connectionId: number, changes: Partial<SyncRow>): void =>
  void db.update(syncs).set(changes).where(eq(syncs.connectionId, connectionId)).run()

/** Connections in use whose time has come. */
export const listDueSyncs = (db: Db, now: string): number[] =>
  db
    .select({ id: syncs.connectionId })
    .from(syncs)
    .innerJoin(connections, eq(connections.id, syncs.connectionId))
    .where(sql`next_run_at IS NOT NULL AND next_run_at <= ${now} AND status = 'ACTIVE' AND deleted_at IS NULL`)
    .all()
    .map(({ id }) => id)

export const insertRun = (db: Db, values: typeof syncRuns.$inferInsert): SyncRunRow => db.insert(syncRuns).values(values).returning().get()

export const changeRun = (db: Db, id: number, changes: Partial<SyncRunRow>): void =>
  void db.update(syncRuns).set(changes).where(eq(syncRuns.id, id)).run()

export const findRun = (db: Db, id: number): SyncRunRow | undefined => db.select().from(syncRuns).where(eq(syncRuns.id, id)).get()

export const listRunning = (db: Db): SyncRunRow[] => db.select().from(syncRuns).where(sql`state = 'running'`).orderBy(syncRuns.id).all()

export const listRunsBefore = (
  db: Db,
  connectionId: number,
  { beforeId, limit }: { beforeId: number | undefined; limit: number },
): SyncRunRow[] =>
  db
    .select()
    .from(syncRuns)
    .where(and(eq(syncRuns.connectionId, connectionId), beforeId === undefined ? undefined : lt(syncRuns.id, beforeId)))
    .orderBy(desc(syncRuns.id))
    .limit(limit)
    .all()

export const insertNotes = (db: Db, rows: readonly (typeof syncNotes.$inferInsert)[]): void => {
  for (const row of rows) db.insert(syncNotes).values(row).run()
}

export const listNotesBefore = (
  db: Db,
  connectionId: number,
  { beforeId, limit }: { beforeId: number | undefined; limit: number },
): SyncNoteRow[] =>
  db
    .select()
    .from(syncNotes)
    .where(and(eq(syncNotes.connectionId, connectionId), beforeId === undefined ? undefined : lt(syncNotes.id, beforeId)))
    .orderBy(desc(syncNotes.id))
    .limit(limit)
    .all()

/** Deletes runs and notes from before a time, at most so many of each. */
export function purgeSyncRuns(db: Db, before: string, limit: number): void {
  const runs = db.select({ id: syncRuns.id }).from(syncRuns).where(lt(syncRuns.startedAt, before)).limit(limit)
  db.delete(syncRuns).where(inArray(syncRuns.id, runs)).run()
  const notes = db.select({ id: syncNotes.id }).from(syncNotes).where(lt(syncNotes.at, before)).limit(limit)
  db.delete(syncNotes).where(inArray(syncNotes.id, notes)).run()
}
