import { and, desc, eq, gte, inArray, isNotNull, isNull, lt, sql } from 'drizzle-orm'
import type { Db } from '../../infra/db/database.ts'
import { type ConnectionCallRow, connectionCalls } from './connection-calls.table.ts'

export const insertCalls = (db: Db, rows: readonly (typeof connectionCalls.$inferInsert)[]): void => {
  for (const row of rows) db.insert(connectionCalls).values(row).run()
}

interface CallFilter {
  readonly outcome?: 'ok' | 'failed' | undefined
  readonly beforeId: number | undefined
  readonly limit: number
}

/** Of one connection, newest first, from below an id. */
export const listCallsBefore = (db: Db, connectionId: number, { outcome, beforeId, limit }: CallFilter): ConnectionCallRow[] =>
  db
    .select()
    .from(connectionCalls)
    .where(
      and(
        eq(connectionCalls.connectionId, connectionId),
        beforeId === undefined ? undefined : lt(connectionCalls.id, beforeId),
        outcome === undefined ? undefined : outcome === 'ok' ? isNull(connectionCalls.failureKind) : isNotNull(connectionCalls.failureKind),
      ),
    )
    .orderBy(desc(connectionCalls.id))
    .limit(limit)
    .all()

export const findCall = (db: Db, connectionId: number, id: number): ConnectionCallRow | undefined =>
  db
    .select()
    .from(connectionCalls)
    .where(and(eq(connectionCalls.id, id), eq(connectionCalls.connectionId, connectionId)))
    .get()

/** Counts by the beginning of the time, `2026-11-22T08` or `2026-11-22`. */
export const countCallsBy = (db: Db, connectionId: number, { since, characters }: { since: string; characters: number }) =>
  db
    .select({
      key: sql<string>`substr(${connectionCalls.startedAt}, 1, ${sql.raw(String(characters))})`,
      calls: sql<number>`count(*)`,
      failed: sql<number>`count(${connectionCalls.failureKind})`,
      averageMs: sql<number | null>`avg(${connectionCalls.durationMs})`,
    })
    .from(connectionCalls)
    .where(and(eq(connectionCalls.connectionId, connectionId), gte(connectionCalls.startedAt, since)))
    .groupBy(sql`1`)
    .all()

/** Deletes calls from before a time, at most so many. */
export function purgeCalls(db: Db, before: string, limit: number): void {
  const old = db.select({ id: connectionCalls.id }).from(connectionCalls).where(lt(connectionCalls.startedAt, before)).limit(limit)
  db.delete(connectionCalls).where(inArray(connectionCalls.id, old)).run()
}
