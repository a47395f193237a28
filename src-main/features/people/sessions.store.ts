import { and, desc, eq, lt, ne, or, sql } from 'drizzle-orm'
import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import { type SessionRow, sessions, type UserRow, users } from './people.control.table.ts'

const insert = prepared((db) =>
  db
    .insert(sessions)
    .values({
      userId: sql.placeholder('userId'),
      tokenHash: sql.placeholder('tokenHash'),
      userAgent: sql.placeholder('userAgent'),
      ipAddress: sql.placeholder('ipAddress'),
      createdAt: sql.placeholder('now'),
      lastSeenAt: sql.placeholder('now'),
      expiresAt: sql.placeholder('expiresAt'),
    })
    .prepare(),
)

export interface NewSessionRow {
  readonly userId: number
  readonly tokenHash: string
  readonly userAgent: string
  readonly ipAddress: string
  readonly now: string
  readonly expiresAt: string
}

export const insertSession = (db: Db, row: NewSessionRow): void => void insert(db).run({ ...row })

const byHash = prepared((db) =>
  db
    .select({ session: sessions, user: users })
    .from(sessions)
    .innerJoin(users, and(eq(users.id, sessions.userId), eq(users.isActive, true)))
    .where(eq(sessions.tokenHash, sql.placeholder('tokenHash')))
    .prepare(),
)

/** A session and its person, as long as the account is active. */
export const findSession = (db: Db, tokenHash: string): { session: SessionRow; user: UserRow } | undefined => byHash(db).get({ tokenHash })

const ofUser = prepared((db) =>
  db
    .select()
    .from(sessions)
    .where(eq(sessions.userId, sql.placeholder('userId')))
    .orderBy(desc(sessions.lastSeenAt), desc(sessions.id))
    .prepare(),
)

export const listSessionsOfUser = (db: Db, userId: number): SessionRow[] => ofUser(db).all({ userId })

const deleteByHash = prepared((db) =>
  db
    .delete(sessions)
    .where(eq(sessions.tokenHash, sql.placeholder('tokenHash')))
    .prepare(),
)

export const deleteSession = (db: Db, tokenHash: string): void => void deleteByHash(db).run({ tokenHash })

const deleteOfUser = prepared((db) =>
  db
    .delete(sessions)
    .where(and(eq(sessions.userId, sql.placeholder('userId')), ne(sessions.id, sql.placeholder('exceptId'))))
    .prepare(),
)

/** Ends every session of a person but one; `exceptId` 0 ends all. */
export const deleteSessionsOfUser = (db: Db, userId: number, exceptId: number): void => void deleteOfUser(db).run({ userId, exceptId })

const deleteOver = prepared((db) =>
  db
    .delete(sessions)
    .where(or(lt(sessions.expiresAt, sql.placeholder('now')), lt(sessions.lastSeenAt, sql.placeholder('idleSince'))))
    .prepare(),
)

export const deleteEndedSessions = (db: Db, ended: { readonly now: string; readonly idleSince: string }): void =>
  void deleteOver(db).run(ended)

const seen = prepared((db) =>
  db
    .update(sessions)
    .set({ lastSeenAt: sql`${sql.placeholder('at')}` })
    .where(eq(sessions.id, sql.placeholder('id')))
    .prepare(),
)

export const stampLastSeen = (db: Db, stamp: { readonly id: number; readonly at: string }): void => void seen(db).run(stamp)
