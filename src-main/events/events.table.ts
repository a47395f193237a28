import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { ActorType } from '../contract/event-definition.ts'

/** The event log: what happened, in the order of commits. Every consumer keeps its own cursor on `seq`. */
export const events = sqliteTable(
  'events',
  {
    seq: integer('seq').primaryKey({ autoIncrement: true }),
    id: text('id').notNull().unique(),
    event: text('event').notNull(),
    recordType: text('record_type').notNull(),
    recordId: integer('record_id').notNull(),
    recordKey: text('record_key').notNull(),
    /** JSON text of the payload's `data`, already in wire form. */
    data: text('data').notNull(),
    actorType: text('actor_type').$type<ActorType>().notNull(),
    actorId: integer('actor_id').notNull(),
    actorName: text('actor_name').notNull(),
    requestId: text('request_id'),
    createdAt: text('created_at').notNull(),
  },
  (table) => [
    index('events_record').on(table.recordType, table.recordId, table.seq),
    index('events_created_at').on(table.createdAt),
    index('events_event').on(table.event, table.createdAt),
    index('events_request').on(table.requestId),
  ],
)

export type EventRow = typeof events.$inferSelect
