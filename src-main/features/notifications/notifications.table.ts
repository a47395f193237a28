import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { ChatAddress, digests, MessageChannel, NotificationChannel, NotificationType, Severity } from './notifications.contract.ts'

/** One row a person and event. */
export const notifications = sqliteTable(
  'notifications',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    userId: integer('user_id').notNull(),
    type: text('type').$type<NotificationType>().notNull(),
    severity: text('severity').$type<Severity>().notNull(),
    event: text('event').notNull(),
    eventId: text('event_id').notNull(),
    recordType: text('record_type').notNull(),
    recordId: integer('record_id').notNull(),
    recordKey: text('record_key').notNull(),
    params: text('params', { mode: 'json' }).$type<Record<string, string | number>>().notNull(),
    isInWindow: integer('is_in_window', { mode: 'boolean' }).notNull(),
    /** When the desktop is to show it; null when it is not to, or has. */
    desktopDueAt: text('desktop_due_at'),
    readAt: text('read_at'),
    createdAt: text('created_at').notNull(),
  },
  (table) => [
    uniqueIndex('notifications_event').on(table.userId, table.eventId),
    index('notifications_user').on(table.userId, table.id),
    index('notifications_unread').on(table.userId).where(sql`read_at IS NULL AND is_in_window`),
    index('notifications_due').on(table.userId, table.desktopDueAt).where(sql`desktop_due_at IS NOT NULL`),
    index('notifications_created_at').on(table.createdAt),
  ],
)

/** What waits to be told by mail or chat, until it is in the outbox. */
export const notificationMessages = sqliteTable(
  'notification_messages',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    notificationId: integer('notification_id')
      .notNull()
      .references(() => notifications.id, { onDelete: 'cascade' }),
    userId: integer('user_id').notNull(),
    channel: text('channel').$type<MessageChannel>().notNull(),
    dueAt: text('due_at').notNull(),
    createdAt: text('created_at').notNull(),
  },
  (table) => [
    index('notification_messages_due').on(table.dueAt),
    index('notification_messages_of').on(table.userId, table.channel, table.dueAt),
    index('notification_messages_notification').on(table.notificationId),
  ],
)

/** What a person has chosen; who has chosen nothing is told as the types say. */
export const notificationSettings = sqliteTable('notification_settings', {
  userId: integer('user_id').primaryKey(),
  channels: text('channels', { mode: 'json' }).$type<Partial<Record<NotificationType, NotificationChannel[]>>>().notNull(),
  quietFrom: text('quiet_from'),
  quietTo: text('quiet_to'),
  digest: text('digest').$type<(typeof digests)[number]>().notNull(),
  digestAt: text('digest_at').notNull(),
  chat: text('chat', { mode: 'json' }).$type<ChatAddress>(),
  updatedAt: text('updated_at').notNull(),
})

export type NotificationRow = typeof notifications.$inferSelect
