import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { SignatureCheck, Verdict } from './webhook-catchers.contract.ts'

/** Addresses on Interlock itself that webhooks can be sent to, to look at them. */
export const webhookCatchers = sqliteTable('webhook_catchers', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  name: text('name').notNull(),
  /** The unguessable part of its address. */
  token: text('token').notNull().unique(),
  /** Null when it was stopped. */
  listensUntil: text('listens_until'),
  /** The webhook that was pointed here, and where it sent to before. */
  webhookId: integer('webhook_id'),
  replacedUrl: text('replaced_url'),
  createdAt: text('created_at').notNull(),
  updatedAt: text('updated_at').notNull(),
})

/** What was sent to a catcher. NB: the large columns stand at the end, so that lists do not read them. */
export const caughtRequests = sqliteTable(
  'caught_requests',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    catcherId: integer('catcher_id')
      .notNull()
      .references(() => webhookCatchers.id),
    /** Of headers and body as they are kept. */
    storedBytes: integer('stored_bytes').notNull(),
    verdict: text('verdict').$type<Verdict>().notNull(),
    webhookId: integer('webhook_id'),
    webhookName: text('webhook_name'),
    eventId: text('event_id'),
    eventType: text('event_type'),
    attemptNumber: integer('attempt_number'),
    bodyBytes: integer('body_bytes').notNull(),
    isBodyCut: integer('is_body_cut', { mode: 'boolean' }).notNull(),
    ipAddress: text('ip_address').notNull(),
    receivedAt: text('received_at').notNull(),
    url: text('url').notNull(),
    signatures: text('signatures', { mode: 'json' }).$type<SignatureCheck[]>().notNull(),
    headers: text('headers', { mode: 'json' }).$type<Record<string, string>>().notNull(),
    body: text('body').notNull(),
  },
  // The row id stands at the end of every index by itself, so this gives the order of the list.
  (table) => [index('caught_requests_catcher').on(table.catcherId)],
)

export type CatcherRow = typeof webhookCatchers.$inferSelect
export type CaughtRow = typeof caughtRequests.$inferSelect
