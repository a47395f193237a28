import { and, asc, eq, inArray, lt, lte, min } from 'drizzle-orm'
import type { Db } from '../../infra/db/database.ts'
import type { MessageChannel } from './notifications.contract.ts'
import { type NotificationRow, notifications, notificationMessages as table } from './notifications.table.ts'

/** What one person is to be told in one message. */
export interface DueMessage {
  readonly userId: number
  readonly channel: MessageChannel
  /** Of what waits, and what it says, oldest first. */
  readonly ids: readonly number[]
  readonly told: readonly NotificationRow[]
}

export const insertWaiting = (db: Db, values: typeof table.$inferInsert): void => {
  db.insert(table).values(values).run()
}

/** Most that one message tells; the rest comes with the next. */
const mostTold = 100

/** The message that is due for longest. */
export function findDueMessage(db: Db, now: string): DueMessage | undefined {
  const first = db.select().from(table).where(lte(table.dueAt, now)).orderBy(asc(table.dueAt), asc(table.id)).limit(1).get()
  if (first === undefined) return undefined
  const { userId, channel } = first
  const rows = db
    .select({ id: table.id, notification: notifications })
    .from(table)
    .innerJoin(notifications, eq(notifications.id, table.notificationId))
    .where(and(eq(table.userId, userId), eq(table.channel, channel), lte(table.dueAt, now)))
    .orderBy(asc(table.id))
    .limit(mostTold)
    .all()
  return { userId, channel, ids: rows.map(({ id }) => id), told: rows.map(({ notification }) => notification) }
}

export const nextDueAt = (db: Db): string | undefined =>
  db
    .select({ at: min(table.dueAt) })
    .from(table)
    .get()?.at ?? undefined

export const removeWaiting = (db: Db, ids: readonly number[]): void => {
  db.delete(table)
    .where(inArray(table.id, [...ids]))
    .run()
}

export const postpone = (db: Db, ids: readonly number[], dueAt: string): void => {
  db.update(table)
    .set({ dueAt })
    .where(inArray(table.id, [...ids]))
    .run()
}

/** Drops what has waited for longer than since a time. */
export const dropOlder = (db: Db, before: string): void => {
  db.delete(table).where(lt(table.createdAt, before)).run()
}
