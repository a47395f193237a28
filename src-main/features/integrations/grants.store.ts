import { eq, sql } from 'drizzle-orm'
import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import { connections } from './connections.table.ts'
import { connectionGrants, type GrantRow } from './grants.table.ts'

const byConnection = prepared((db) =>
  db
    .select()
    .from(connectionGrants)
    .where(eq(connectionGrants.connectionId, sql.placeholder('id')))
    .prepare(),
)

export const findGrant = (db: Db, connectionId: number): GrantRow | undefined => byConnection(db).get({ id: connectionId })

export const putGrant = (db: Db, row: GrantRow): void => {
  db.insert(connectionGrants).values(row).onConflictDoUpdate({ target: connectionGrants.connectionId, set: row }).run()
}

export const deleteGrant = (db: Db, connectionId: number): void => {
  db.delete(connectionGrants).where(eq(connectionGrants.connectionId, connectionId)).run()
}

/** It is over: nothing is renewed by it any more. */
export const dropRefreshToken = (db: Db, connectionId: number): void => {
  db.update(connectionGrants).set({ refreshToken: null }).where(eq(connectionGrants.connectionId, connectionId)).run()
}

const due = prepared((db) =>
  db
    .select({ id: connections.id })
    .from(connections)
    .where(sql`next_refresh_at IS NOT NULL AND deleted_at IS NULL AND next_refresh_at <= ${sql.placeholder('now')}`)
    .prepare(),
)

/** Connections whose token is to be renewed by now. */
export const listDueRefreshes = (db: Db, now: string): number[] =>
  due(db)
    .all({ now })
    .map(({ id }) => id)
