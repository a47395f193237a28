import { and, count, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import type { Db } from '../../infra/db/database.ts'
import { type SyncLinkRow, syncLinks } from './syncs.table.ts'

type Where = { readonly connectionId: number }

const ofConnection = ({ connectionId }: Where) => eq(syncLinks.connectionId, connectionId)

export const insertLink = (db: Db, values: typeof syncLinks.$inferInsert): void => void db.insert(syncLinks).values(values).run()

export const changeLink = (db: Db, id: number, changes: Partial<SyncLinkRow>): void =>
  void db.update(syncLinks).set(changes).where(eq(syncLinks.id, id)).run()

export const deleteLink = (db: Db, id: number): void => void db.delete(syncLinks).where(eq(syncLinks.id, id)).run()

export const deleteLinks = (db: Db, connectionId: number): void => void db.delete(syncLinks).where(ofConnection({ connectionId })).run()

/** By the vendor's id, or one that it had before. */
export function findLinkByRemote(db: Db, where: Where, ids: readonly string[]): SyncLinkRow | undefined {
  const found = db
    .select()
    .from(syncLinks)
    .where(and(ofConnection(where), inArray(syncLinks.remoteId, [...ids])))
    .all()
  return ids.map((id) => found.find(({ remoteId }) => remoteId === id)).find((link) => link !== undefined)
}

export const findLinkByKey = (db: Db, where: Where, key: string): SyncLinkRow | undefined =>
  db
    .select()
    .from(syncLinks)
    .where(and(ofConnection(where), eq(syncLinks.key, key)))
    .get()

export const findLinkOfRecord = (db: Db, where: Where, recordId: number): SyncLinkRow | undefined =>
  db
    .select()
    .from(syncLinks)
    .where(and(ofConnection(where), eq(syncLinks.recordId, recordId)))
    .get()

export const findLink = (db: Db, id: number): SyncLinkRow | undefined => db.select().from(syncLinks).where(eq(syncLinks.id, id)).get()

export const countLinks = (db: Db, where: Where): number =>
  db
    .select({ links: count() })
    .from(syncLinks)
    .where(and(ofConnection(where), eq(syncLinks.state, 'linked')))
    .get()?.links ?? 0

/** What is, or may be, on its way to the vendor. */
export const listCreating = (db: Db, where: Where): SyncLinkRow[] =>
  db
    .select()
    .from(syncLinks)
    .where(and(ofConnection(where), eq(syncLinks.state, 'creating')))
    .all()

/** The vendor's ids of all that is linked. */
export const listRemoteIds = (db: Db, where: Where): string[] =>
  db
    .select({ remoteId: syncLinks.remoteId })
    .from(syncLinks)
    .where(and(ofConnection(where), eq(syncLinks.state, 'linked'), isNotNull(syncLinks.remoteId)))
    .all()
    .flatMap(({ remoteId }) => remoteId ?? [])

/** NB: the tables of records all have these columns; their names come from declarations. */
const joined = (table: string, condition: string) =>
  sql`SELECT l.id FROM sync_links l JOIN ${sql.raw(table)} r ON r.id = l.record_id WHERE l.state = 'linked' AND ${sql.raw(condition)}`

const idsOf = (db: Db, query: ReturnType<typeof sql>): number[] => db.all<{ id: number }>(query).map(({ id }) => id)

/** Links whose record was changed here since the vendor got it. */
export const listChangedHere = (db: Db, { connectionId }: Where, table: string): number[] =>
  idsOf(
    db,
    sql`${joined(table, 'r.deleted_at IS NULL AND r.version <> l.record_version')} AND l.connection_id = ${connectionId} ORDER BY l.id`,
  )

/** Links whose record was deleted here. */
export const listDeletedHere = (db: Db, { connectionId }: Where, table: string): number[] =>
  idsOf(db, sql`${joined(table, 'r.deleted_at IS NOT NULL')} AND l.connection_id = ${connectionId} ORDER BY l.id`)

const unlinked = (what: string, table: string, connectionId: number) =>
  sql`SELECT ${sql.raw(what)} AS id FROM ${sql.raw(table)} r WHERE r.deleted_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM sync_links l WHERE l.connection_id = ${connectionId} AND l.record_id = r.id)`

/** Records that the vendor does not have. */
export const listUnlinked = (db: Db, { connectionId }: Where, { table, limit }: { table: string; limit: number }): number[] =>
  idsOf(db, sql`${unlinked('r.id', table, connectionId)} ORDER BY r.id LIMIT ${limit}`)

export const countUnlinked = (db: Db, { connectionId }: Where, table: string): number =>
  idsOf(db, unlinked('count(*)', table, connectionId))[0] ?? 0
