import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Environment } from '../infra/db/workspace.ts'

/**
 * Events of what control.db keeps, on their way into the log of a workspace, which is another file: written with the change itself, and deleted
 * once they are in the log under this id. A crash between the two files repeats the delivery, never the event.
 */
export const announcements = sqliteTable('announcements', {
  seq: integer('seq').primaryKey({ autoIncrement: true }),
  eventId: text('event_id').notNull(),
  event: text('event').notNull(),
  recordType: text('record_type').notNull(),
  recordId: integer('record_id').notNull(),
  recordKey: text('record_key').notNull(),
  company: text('company').notNull(),
  environment: text('environment').$type<Environment>().notNull(),
  /** JSON text of the payload's `data` in wire form. */
  data: text('data').notNull(),
  actorType: text('actor_type').notNull(),
  actorId: integer('actor_id').notNull(),
  actorName: text('actor_name').notNull(),
  requestId: text('request_id'),
  createdAt: text('created_at').notNull(),
})
