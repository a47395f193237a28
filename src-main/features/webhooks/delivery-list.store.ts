import { and, asc, desc, eq, gte, inArray, isNull, lt, type SQL, sql } from 'drizzle-orm'
import { newestSeq } from '../../events/event-log.ts'
import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import { readStatement } from '../../infra/db/statement.ts'
import { indexedUpTo } from '../../records/following-index.ts'
import { phraseQuery } from '../../records/search-index.ts'
import { eventSearchTable } from '../events/event-search.table.ts'
import { answerSearchTable } from './answer-search.ts'
import { type DeliveryStatus, deliveryStatuses } from './deliveries.contract.ts'
import { type DeliveryRow, webhookDeliveries as table, webhooks } from './webhooks.table.ts'

/** What a list of deliveries is to hold; nothing left out. */
export interface DeliveryFilter {
  /** All webhooks that are in use, unless one is given. */
  readonly webhookId?: number | undefined
  readonly status?: DeliveryStatus | undefined
  readonly event?: string | undefined
  /** Of the delivery, in UTC. */
  readonly createdAt?: { readonly gte?: string | undefined; readonly lt?: string | undefined } | undefined
  /** Typed words. */
  readonly q?: string | undefined
}

/** The end of the page before; pages go on from there. */
export interface DeliveryPlace {
  readonly createdAt: string
  readonly id: number
}

interface DeliveryPage {
  readonly before?: DeliveryPlace | undefined
  readonly limit: number
}

export type ListedDelivery = DeliveryRow & { readonly webhookName: string }

/** Newest first. */
export function listDeliveries(db: Db, filter: DeliveryFilter, page: DeliveryPage): ListedDelivery[] {
  const words = filter.q === undefined ? undefined : phraseQuery(filter.q)
  if (filter.q !== undefined && words === undefined) return []
  const ids = words === undefined ? newestIds(db, filter, page) : foundIdsQuery(db, { ...filter, words }, page).all()
  if (ids.length === 0) return []
  const order = new Map(ids.map(({ id }, index) => [id, index]))
  return byIds(db, [...order.keys()]).toSorted((one, other) => Number(order.get(one.id)) - Number(order.get(other.id)))
}

const byIds = (db: Db, ids: readonly number[]): ListedDelivery[] =>
  db
    .select({ delivery: table, webhookName: webhooks.name })
    .from(table)
    .innerJoin(webhooks, eq(webhooks.id, table.webhookId))
    .where(inArray(table.id, [...ids]))
    .all()
    .map(({ delivery, webhookName }) => ({ ...delivery, webhookName }))

const webhookIds = (db: Db, { webhookId }: DeliveryFilter): number[] =>
  webhookId === undefined
    ? db
        .select({ id: webhooks.id })
        .from(webhooks)
        .where(isNull(webhooks.deletedAt))
        .orderBy(asc(webhooks.id))
        .all()
        .map(({ id }) => id)
    : [webhookId]

/**
 * The newest of the lists of each webhook in each status: each of them is the end of an index, and is read only as far as it is newer than what was
 * found already.
 */
function newestIds(db: Db, filter: DeliveryFilter, { before, limit }: DeliveryPage): DeliveryPlace[] {
  const query = readStatement(db, branchQuery(db, filter, { before, limit }))
  let found: DeliveryPlace[] = []
  let oldest = ''
  for (const webhookId of webhookIds(db, filter)) {
    for (const status of filter.status === undefined ? deliveryStatuses : [filter.status]) {
      found.push(...query.all({ webhookId, status, oldest }))
      if (found.length < 4 * limit) continue
      found = found.sort(newestFirst).slice(0, limit)
      oldest = found.at(-1)?.createdAt ?? ''
    }
  }
  return found.sort(newestFirst).slice(0, limit)
}

const newestFirst = (one: DeliveryPlace, other: DeliveryPlace): number => {
  if (one.createdAt === other.createdAt) return other.id - one.id
  return one.createdAt < other.createdAt ? 1 : -1
}

/** One webhook in one status, newest first. */
export const branchQuery = (db: Db, { event, createdAt }: DeliveryFilter, { before, limit }: DeliveryPage) =>
  db
    .select({ id: table.id, createdAt: table.createdAt })
    .from(table)
    .where(
      and(
        eq(table.webhookId, sql.placeholder('webhookId')),
        eq(table.status, sql.placeholder('status')),
        gte(table.createdAt, sql.placeholder('oldest')),
        event === undefined ? undefined : eq(table.eventType, event),
        ...within({ createdAt, before }),
      ),
    )
    .orderBy(desc(table.createdAt), desc(table.id))
    .limit(limit)

const within = ({ createdAt, before }: Pick<DeliveryFilter, 'createdAt'> & Pick<DeliveryPage, 'before'>): (SQL | undefined)[] => [
  createdAt?.gte === undefined ? undefined : gte(table.createdAt, createdAt.gte),
  createdAt?.lt === undefined ? undefined : lt(table.createdAt, createdAt.lt),
  before === undefined ? undefined : sql`(${table.createdAt}, ${table.id}) < (${before.createdAt}, ${before.id})`,
]

/** Events, and attempts, with the words that are looked at, the newest ones; bounds what a common word costs. */
const maxMatches = 2_000

const matches = (name: string, words: string): SQL =>
  sql`(SELECT rowid AS id FROM ${sql.raw(name)} WHERE ${sql.raw(name)} MATCH ${words} ORDER BY rowid DESC LIMIT ${sql.raw(String(maxMatches))})`

/** Deliveries of events, or with attempts, that have the words. NB: a cross join is what SQLite does not turn round. */
export const foundIdsQuery = (
  db: Db,
  { webhookId, status, event, createdAt, words }: DeliveryFilter & { readonly words: string },
  { before, limit }: DeliveryPage,
) =>
  db
    .select({ id: table.id })
    .from(
      sql`(
        SELECT d.id FROM ${matches(eventSearchTable, words)} AS found CROSS JOIN webhook_deliveries AS d ON d.event_seq = found.id
        UNION SELECT a.delivery_id FROM ${matches(answerSearchTable, words)} AS found CROSS JOIN webhook_attempts AS a ON a.id = found.id
      ) AS matching`,
    )
    .crossJoin(table)
    .where(
      and(
        sql`${table.id} = matching.id`,
        webhookId === undefined
          ? sql`${table.webhookId} IN (SELECT id FROM webhooks WHERE deleted_at IS NULL)`
          : eq(table.webhookId, webhookId),
        status === undefined ? undefined : eq(table.status, status),
        event === undefined ? undefined : eq(table.eventType, event),
        ...within({ createdAt, before }),
      ),
    )
    .orderBy(desc(table.createdAt), desc(table.id))
    .limit(limit)

const newestAttempt = prepared((db) => db.$client.prepare<[], number>('SELECT coalesce(max(id), 0) FROM webhook_attempts').pluck())

/** Whether words that were just written cannot be found yet. */
export const isSearchBehind = (db: Db): boolean =>
  indexedUpTo(db, eventSearchTable) < newestSeq(db) || indexedUpTo(db, answerSearchTable) < (newestAttempt(db).get() ?? 0)
