import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { DropReason } from './backlog.contract.ts'

/** What was dropped of a backlog that had reached its bound: a stretch of the event log that somebody never got. */
export const backlogDrops = sqliteTable(
  'backlog_drops',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    /** One of these two. */
    webhookId: integer('webhook_id'),
    consumerId: integer('consumer_id'),
    reason: text('reason').$type<DropReason>().notNull(),
    /** Of the events that it was meant to get. */
    count: integer('count').notNull(),
    fromEventId: text('from_event_id').notNull(),
    toEventId: text('to_event_id').notNull(),
    /** When the first and the last of them happened. */
    fromTime: text('from_time').notNull(),
    toTime: text('to_time').notNull(),
    fromSeq: integer('from_seq').notNull(),
    /** Its owner's place was after this one then. */
    toSeq: integer('to_seq').notNull(),
    /** When the first and the last of them were dropped. */
    droppedAt: text('dropped_at').notNull(),
    lastDroppedAt: text('last_dropped_at').notNull(),
  },
  (table) => [index('backlog_drops_webhook').on(table.webhookId, table.id), index('backlog_drops_consumer').on(table.consumerId, table.id)],
)

export type DropRow = typeof backlogDrops.$inferSelect
