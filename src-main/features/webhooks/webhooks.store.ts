import { and, asc, desc, eq, isNull, lt, sql } from 'drizzle-orm'
import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import { type WebhookRow, webhooks } from './webhooks.table.ts'

const live = isNull(webhooks.deletedAt)

const byId = prepared((db) =>
  db
    .select()
    .from(webhooks)
    .where(and(eq(webhooks.id, sql.placeholder('id')), live))
    .prepare(),
)

export const findWebhook = (db: Db, id: number): WebhookRow | undefined => byId(db).get({ id })

/** Every webhook, paused ones too, for the dispatcher. */
export const listAllWebhooks = (db: Db): WebhookRow[] => db.select().from(webhooks).where(live).orderBy(asc(webhooks.id)).all()

export const listWebhookNames = (db: Db) => db.select({ id: webhooks.id, name: webhooks.name }).from(webhooks).where(live).all()

/** Newest first, from below an id. */
export const listWebhooksBefore = (db: Db, id: number, limit: number): WebhookRow[] =>
  db
    .select()
    .from(webhooks)
    .where(and(lt(webhooks.id, id), live))
    .orderBy(desc(webhooks.id))
    .limit(limit)
    .all()

export const insertWebhook = (db: Db, values: typeof webhooks.$inferInsert): WebhookRow =>
  db.insert(webhooks).values(values).returning().get()

/** @returns undefined when there is none. */
export const changeWebhook = (db: Db, id: number, values: Partial<typeof webhooks.$inferInsert>): WebhookRow | undefined =>
  db
    .update(webhooks)
    .set({ ...values, version: sql`${webhooks.version} + 1` })
    .where(and(eq(webhooks.id, id), live))
    .returning()
    .get()

/** NB: no new version: nobody has set anything. */
export const saveFailing = (db: Db, id: number, failing: WebhookRow['failing']): void =>
  void db.update(webhooks).set({ failing }).where(eq(webhooks.id, id)).run()

const cursor = prepared((db) =>
  db
    .update(webhooks)
    .set({ cursorSeq: sql`${sql.placeholder('seq')}` })
    .where(eq(webhooks.id, sql.placeholder('id')))
    .prepare(),
)

export const moveCursor = (db: Db, id: number, seq: number): void => {
  cursor(db).run({ id, seq })
}
