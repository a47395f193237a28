import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Receivers that fetch their events because nothing can call them, and how far each has come. */
export const eventConsumers = sqliteTable('event_consumers', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  name: text('name').notNull().unique(),
  events: text('events', { mode: 'json' }).$type<string[]>().notNull(),
  /** Sealed by the vault. */
  secret: text('secret').notNull(),
  /** Sealed; the one before the last rotation, which signs too until then. */
  previousSecret: text('previous_secret'),
  previousSecretUntil: text('previous_secret_until'),
  filter: text('filter'),
  /** Every event up to here was acknowledged, or does not concern it. */
  cursorSeq: integer('cursor_seq').notNull(),
  acknowledgedAt: text('acknowledged_at'),
  createdAt: text('created_at').notNull(),
})

export type ConsumerRow = typeof eventConsumers.$inferSelect
