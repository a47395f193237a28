import { and, asc, count, desc, eq, getTableColumns, gt, isNull, lt, lte, max, sql } from 'drizzle-orm'
import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import { webhooks } from '../webhooks/webhooks.table.ts'
import type { Verdict } from './webhook-catchers.contract.ts'
import { type CatcherRow, type CaughtRow, caughtRequests, webhookCatchers } from './webhook-catchers.table.ts'

const { placeholder } = sql

export const findCatcher = (db: Db, id: number): CatcherRow | undefined =>
  db.select().from(webhookCatchers).where(eq(webhookCatchers.id, id)).get()

const listening = prepared((db) =>
  db
    .select()
    .from(webhookCatchers)
    .where(and(eq(webhookCatchers.token, placeholder('token')), gt(webhookCatchers.listensUntil, placeholder('now'))))
    .prepare(),
)

/** The catcher with this token, while it listens. */
export const findListeningCatcher = (db: Db, token: string, now: string): CatcherRow | undefined => listening(db).get({ token, now })

/** Newest first, from below an id. */
export const listCatchersBefore = (db: Db, beforeId: number | undefined, limit: number): CatcherRow[] =>
  db
    .select()
    .from(webhookCatchers)
    .where(beforeId === undefined ? undefined : lt(webhookCatchers.id, beforeId))
    .orderBy(desc(webhookCatchers.id))
    .limit(limit)
    .all()

export const countCatchers = (db: Db): number => db.select({ count: count() }).from(webhookCatchers).get()?.count ?? 0

export const insertCatcher = (db: Db, values: typeof webhookCatchers.$inferInsert): CatcherRow =>
  db.insert(webhookCatchers).values(values).returning().get()

/** @returns undefined when there is none. */
export const changeCatcher = (db: Db, id: number, values: Partial<typeof webhookCatchers.$inferInsert>): CatcherRow | undefined =>
  db.update(webhookCatchers).set(values).where(eq(webhookCatchers.id, id)).returning().get()

export const deleteCatcher = (db: Db, id: number): void => void db.delete(webhookCatchers).where(eq(webhookCatchers.id, id)).run()

/** The URL of a webhook that is in use. */
export const findWebhookUrl = (db: Db, id: number): string | undefined =>
  db
    .select({ url: webhooks.url })
    .from(webhooks)
    .where(and(eq(webhooks.id, id), isNull(webhooks.deletedAt)))
    .get()?.url

const pointingAt = prepared((db) =>
  db
    .select({
      id: webhooks.id,
      name: webhooks.name,
      secret: webhooks.secret,
      previousSecret: webhooks.previousSecret,
      previousSecretUntil: webhooks.previousSecretUntil,
      headers: webhooks.headers,
    })
    .from(webhooks)
    .where(and(isNull(webhooks.deletedAt), sql`instr(${webhooks.url}, ${placeholder('path')}) > 0`))
    .orderBy(asc(webhooks.id))
    .limit(placeholder('limit'))
    .prepare(),
)

/** Webhooks whose URL leads to a path of Interlock itself. */
export const listWebhooksPointingAt = (db: Db, path: string, limit: number) => pointingAt(db).all({ path, limit })

const { body: _, headers: __, signatures: ___, ...listed } = getTableColumns(caughtRequests)

export type CaughtItem = Omit<CaughtRow, 'body' | 'headers' | 'signatures'>

/** Newest first, from below an id. */
export const listCaughtBefore = (
  db: Db,
  catcherId: number,
  { verdict, beforeId, limit }: { verdict: Verdict | undefined; beforeId: number | undefined; limit: number },
): CaughtItem[] =>
  db
    .select(listed)
    .from(caughtRequests)
    .where(
      and(
        eq(caughtRequests.catcherId, catcherId),
        verdict === undefined ? undefined : eq(caughtRequests.verdict, verdict),
        beforeId === undefined ? undefined : lt(caughtRequests.id, beforeId),
      ),
    )
    .orderBy(desc(caughtRequests.id))
    .limit(limit)
    .all()

export const findCaught = (db: Db, catcherId: number, id: number): CaughtRow | undefined =>
  db
    .select()
    .from(caughtRequests)
    .where(and(eq(caughtRequests.id, id), eq(caughtRequests.catcherId, catcherId)))
    .get()

export const insertCaught = (db: Db, values: typeof caughtRequests.$inferInsert): number =>
  db.insert(caughtRequests).values(values).returning({ id: caughtRequests.id }).get().id

const sizes = prepared((db) =>
  db
    .select({ id: caughtRequests.id, storedBytes: caughtRequests.storedBytes })
    .from(caughtRequests)
    .where(eq(caughtRequests.catcherId, placeholder('catcherId')))
    .orderBy(desc(caughtRequests.id))
    .prepare(),
)

/** What each kept request takes, newest first. */
export const listSizes = (db: Db, catcherId: number) => sizes(db).all({ catcherId })

const removeUpTo = prepared((db) =>
  db
    .delete(caughtRequests)
    .where(and(eq(caughtRequests.catcherId, placeholder('catcherId')), lte(caughtRequests.id, placeholder('id'))))
    .prepare(),
)

/** Forgets a catcher's requests up to one. */
export const deleteCaughtUpTo = (db: Db, catcherId: number, id: number): void => void removeUpTo(db).run({ catcherId, id })

/** Forgets what came before a time, of every catcher. */
export const purgeCaught = (db: Db, before: string): void =>
  void db.delete(caughtRequests).where(lt(caughtRequests.receivedAt, before)).run()

const summary = prepared((db) =>
  db
    .select({ requestCount: count(), lastReceivedAt: max(caughtRequests.receivedAt) })
    .from(caughtRequests)
    .where(eq(caughtRequests.catcherId, placeholder('catcherId')))
    .prepare(),
)

export const summarizeCaught = (db: Db, catcherId: number): { requestCount: number; lastReceivedAt: string | null } =>
  summary(db).get({ catcherId }) ?? { requestCount: 0, lastReceivedAt: null }

const change = prepared((db) =>
  db.$client
    .prepare<[], string>(
      `SELECT (SELECT coalesce(max(id), 0) || ' ' || count(*) FROM caught_requests) || ' ' ||
         (SELECT coalesce(max(id), 0) || ' ' || count(*) || ' ' || coalesce(max(updated_at), '') FROM webhook_catchers)`,
    )
    .pluck(),
)

/** Another text after each request that was caught or forgotten, and each change of a catcher. */
export const newestCatcherChange = (db: Db): string => change(db).get() ?? ''
