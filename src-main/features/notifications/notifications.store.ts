import { and, count, desc, eq, inArray, isNotNull, isNull, lt, lte, type SQL, sql } from 'drizzle-orm'
import type { EventRow } from '../../events/events.table.ts'
import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import type { NotificationType, Severity } from './notifications.contract.ts'
import { type NotificationRow, notificationSettings, notifications } from './notifications.table.ts'

export type SettingsRow = typeof notificationSettings.$inferSelect

const settingsOfUser = prepared((db) =>
  db
    .select()
    .from(notificationSettings)
    .where(eq(notificationSettings.userId, sql.placeholder('userId')))
    .prepare(),
)

export const findSettings = (db: Db, userId: number): SettingsRow | undefined => settingsOfUser(db).get({ userId })

export const putSettings = (db: Db, row: SettingsRow): void => {
  db.insert(notificationSettings).values(row).onConflictDoUpdate({ target: notificationSettings.userId, set: row }).run()
}

/** NB: one that is there already came before a crash. @returns its id, when it is new. */
export const insertNotification = (db: Db, values: typeof notifications.$inferInsert): number | undefined =>
  db.insert(notifications).values(values).onConflictDoNothing().returning({ id: notifications.id }).get()?.id

const inWindow = eq(notifications.isInWindow, true)

const ofUser = (userId: number, ...conditions: (SQL | undefined)[]): SQL | undefined => and(eq(notifications.userId, userId), ...conditions)

export interface NotificationFilter {
  readonly state?: 'unread' | 'read' | undefined
  readonly type?: NotificationType | undefined
  readonly severity?: Severity | undefined
}

/** A person's notifications newest first, from below an id. */
export const listNotificationsBefore = (
  db: Db,
  { userId, state, type, severity }: NotificationFilter & { userId: number },
  page: { beforeId: number | undefined; limit: number },
): NotificationRow[] =>
  db
    .select()
    .from(notifications)
    .where(
      ofUser(
        userId,
        inWindow,
        page.beforeId === undefined ? undefined : lt(notifications.id, page.beforeId),
        state === undefined ? undefined : state === 'unread' ? isNull(notifications.readAt) : isNotNull(notifications.readAt),
        type === undefined ? undefined : eq(notifications.type, type),
        severity === undefined ? undefined : eq(notifications.severity, severity),
      ),
    )
    .orderBy(desc(notifications.id))
    .limit(page.limit)
    .all()

export const findNotification = (db: Db, userId: number, id: number): NotificationRow | undefined =>
  db
    .select()
    .from(notifications)
    .where(ofUser(userId, inWindow, eq(notifications.id, id)))
    .get()

const unread = prepared((db) =>
  db
    .select({ count: count() })
    .from(notifications)
    .where(and(eq(notifications.userId, sql.placeholder('userId')), isNull(notifications.readAt), sql`is_in_window`))
    .prepare(),
)

export const countUnread = (db: Db, userId: number): number => unread(db).get({ userId })?.count ?? 0

/** What somebody has read is not shown any more. */
const isDue = (userId: number, now: string) =>
  ofUser(userId, isNotNull(notifications.desktopDueAt), lte(notifications.desktopDueAt, now), isNull(notifications.readAt))

export const countDue = (db: Db, userId: number, now: string): number =>
  db.select({ count: count() }).from(notifications).where(isDue(userId, now)).get()?.count ?? 0

/** Due ones, newest first. */
export const listDue = (db: Db, userId: number, now: string, limit: number): NotificationRow[] =>
  db.select().from(notifications).where(isDue(userId, now)).orderBy(desc(notifications.id)).limit(limit).all()

/** Takes what is due off the desktop's list. */
export const settleDue = (db: Db, userId: number, now: string): number =>
  db.update(notifications).set({ desktopDueAt: null }).where(isDue(userId, now)).run().changes

/** Marks as read what came up to an id and is not read yet. */
export const markReadUpTo = (db: Db, userId: number, change: { upToId: number; now: string }): void => {
  db.update(notifications)
    .set({ readAt: change.now })
    .where(ofUser(userId, lte(notifications.id, change.upToId), isNull(notifications.readAt)))
    .run()
}

export const markRead = (db: Db, id: number, now: string): void => {
  db.update(notifications)
    .set({ readAt: now })
    .where(and(eq(notifications.id, id), isNull(notifications.readAt)))
    .run()
}

/** Deletes notifications from before a time, at most so many. @returns how many. */
export function purgeNotifications(db: Db, before: string, limit: number): number {
  const old = db.select({ id: notifications.id }).from(notifications).where(lt(notifications.createdAt, before)).limit(limit)
  return db.delete(notifications).where(inArray(notifications.id, old)).run().changes
}

export type ToldEvent = Pick<
  EventRow,
  'seq' | 'id' | 'event' | 'recordType' | 'recordId' | 'recordKey' | 'data' | 'actorType' | 'actorId' | 'createdAt'
>

/** Events of these names after a place in the log, oldest first. */
export const eventsAfter = (names: readonly string[]) =>
  prepared((db) =>
    db.$client.prepare<[number, number], ToldEvent>(`
      SELECT seq, id, event, record_type AS recordType, record_id AS recordId, record_key AS recordKey, data,
        actor_type AS actorType, actor_id AS actorId, created_at AS createdAt
      FROM events WHERE seq > ? AND event IN (${names.map((name) => `'${name}'`).join(', ')}) ORDER BY seq LIMIT ?`),
  )

/** NB: looked at all the time, so each part comes from an index that holds little: what is unread, and what the desktop has still to show. */
const stamp = prepared((db) =>
  db.$client
    .prepare<[string], string>(
      `SELECT (SELECT coalesce(max(id), 0) FROM notifications) || ' ' ||
         (SELECT count(*) FROM notifications WHERE read_at IS NULL AND is_in_window) || ' ' ||
         (SELECT count(*) FROM notifications WHERE desktop_due_at IS NOT NULL AND desktop_due_at <= ?)`,
    )
    .pluck(),
)

/** Another text after each new notification, each that is read, and each whose time on the desktop has come. */
export const notificationsStamp = (db: Db, now: string): string => stamp(db).get(now) ?? ''
