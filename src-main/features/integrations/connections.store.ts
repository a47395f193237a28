import { and, asc, eq, isNull, ne, sql } from 'drizzle-orm'
import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import { type ConnectionRow, connections } from './connections.table.ts'

const live = isNull(connections.deletedAt)

const byId = prepared((db) =>
  db
    .select()
    .from(connections)
    .where(and(eq(connections.id, sql.placeholder('id')), live))
    .prepare(),
)

export const findConnection = (db: Db, id: number): ConnectionRow | undefined => byId(db).get({ id })

/** Of all types, in the order in which they were connected. */
export const listConnections = (db: Db): ConnectionRow[] => db.select().from(connections).where(live).orderBy(asc(connections.id)).all()

export const listConnectionsOfType = (db: Db, type: string): ConnectionRow[] =>
  db
    .select()
    .from(connections)
    .where(and(eq(connections.type, type), live))
    .orderBy(asc(connections.id))
    .all()

export const insertConnection = (db: Db, values: typeof connections.$inferInsert): ConnectionRow =>
  db.insert(connections).values(values).returning().get()

/** Changes what an admin sets: the version counts up. */
export const changeConnection = (db: Db, id: number, changes: Partial<ConnectionRow>): ConnectionRow | undefined =>
  db
    .update(connections)
    .set({ ...changes, version: sql`${connections.version} + 1` })
    .where(and(eq(connections.id, id), live))
    .returning()
    .get()

/** Notes what became of its use; what an admin has set stays, and its version. */
export const noteConnection = (
  db: Db,
  id: number,
  noted: Partial<Pick<ConnectionRow, 'status' | 'lastSuccessAt' | 'lastError' | 'account' | 'nextRefreshAt'>>,
): void => {
  db.update(connections).set(noted).where(eq(connections.id, id)).run()
}

/** Takes the default of a type from every connection but one. */
export const clearDefaults = (db: Db, type: string, exceptId: number): void => {
  db.update(connections)
    .set({ isDefault: false })
    .where(and(eq(connections.type, type), ne(connections.id, exceptId), eq(connections.isDefault, true)))
    .run()
}
