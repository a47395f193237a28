import { and, asc, count, desc, eq, gt, isNotNull, isNull, lt, min, ne, sql } from 'drizzle-orm'
import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import { type MessageRow, messageContents, messages } from './messages.table.ts'

/** The connection is there after it was taken away, for its name; the sandbox sends by none. */
const ofConnection = (column: 'name' | 'type', otherwise: string) =>
  sql<string>`coalesce((SELECT c.${sql.raw(column)} FROM connections c WHERE c.id = messages.connection_id), ${sql.raw(`'${otherwise}'`)})`

/** Columns beside those of the table. */
export const namesOfConnection = { connectionName: ofConnection('name', 'Simulator'), connectionType: ofConnection('type', 'simulator') }

export type NamedMessage = MessageRow & { readonly connectionName: string; readonly connectionType: string }

const byId = prepared((db) =>
  db
    .select()
    .from(messages)
    .where(eq(messages.id, sql.placeholder('id')))
    .prepare(),
)

export const findMessage = (db: Db, id: number): MessageRow | undefined => byId(db).get({ id })

const names = prepared((db) =>
  db
    .select(namesOfConnection)
    .from(messages)
    .where(eq(messages.id, sql.placeholder('id')))
    .prepare(),
)

/** A message with the name of its connection. */
export const named = (db: Db, row: MessageRow): NamedMessage => ({
  connectionName: '',
  connectionType: '',
  ...row,
  ...names(db).get({ id: row.id }),
})

const lastPlace = prepared((db) =>
  db
    .select({ place: sql<number>`coalesce(max(${messages.place}), 0)` })
    .from(messages)
    .where(and(eq(messages.connectionId, sql.placeholder('connectionId')), isNotNull(messages.place)))
    .prepare(),
)

/** The end of the line of a connection. */
export const nextPlace = (db: Db, connectionId: number): number => (lastPlace(db).get({ connectionId })?.place ?? 0) + 1

export const insertMessage = (db: Db, values: typeof messages.$inferInsert, content: Readonly<Record<string, unknown>>): MessageRow => {
  const row = db.insert(messages).values(values).returning().get()
  db.insert(messageContents).values({ messageId: row.id, content }).run()
  return row
}

/** Changes a message; its version counts up. */
export const changeMessage = (db: Db, id: number, changes: Partial<typeof messages.$inferInsert>): MessageRow =>
  db
    .update(messages)
    .set({ ...changes, version: sql`${messages.version} + 1` })
    .where(eq(messages.id, id))
    .returning()
    .get()

const contentOf = prepared((db) =>
  db
    .select()
    .from(messageContents)
    .where(eq(messageContents.messageId, sql.placeholder('id')))
    .prepare(),
)

export const findContent = (db: Db, id: number): Readonly<Record<string, unknown>> => contentOf(db).get({ id })?.content ?? {}

const inLine = isNotNull(messages.place)

const nextConnection = prepared((db) =>
  db
    .select({ id: sql<number | null>`min(${messages.connectionId})` })
    .from(messages)
    .where(and(inLine, gt(messages.connectionId, sql.placeholder('after'))))
    .prepare(),
)

/** The connections that have a line. NB: one step in an index for each, however long the lines are. */
export function listLines(db: Db): number[] {
  const ids: number[] = []
  for (let after = -1; ; ) {
    const id = nextConnection(db).get({ after })?.id ?? null
    if (id === null) return ids
    ids.push(id)
    after = id
  }
}

const line = prepared((db) =>
  db
    .select()
    .from(messages)
    .where(and(eq(messages.connectionId, sql.placeholder('connectionId')), inLine, gt(messages.place, sql.placeholder('after'))))
    .orderBy(asc(messages.place))
    .limit(sql.placeholder('limit'))
    .prepare(),
)

/** The line of a connection from behind a place on, in its order. */
export const listLine = (db: Db, connectionId: number, from: { readonly after: number; readonly limit: number }): MessageRow[] =>
  line(db).all({ connectionId, ...from })

export const listInStatus = (db: Db, status: MessageRow['status']): MessageRow[] =>
  db.select().from(messages).where(eq(messages.status, status)).orderBy(asc(messages.id)).all()

export const countInStatus = (db: Db, status: MessageRow['status']): number =>
  db.select({ count: count() }).from(messages).where(eq(messages.status, status)).get()?.count ?? 0

/** The newest message of a connection that the vendor calls so. */
export const findByVendorId = (db: Db, connectionId: number, vendorId: string): MessageRow | undefined =>
  db
    .select()
    .from(messages)
    .where(and(eq(messages.connectionId, connectionId), eq(messages.vendorId, vendorId), isNotNull(messages.vendorId)))
    .orderBy(desc(messages.id))
    .limit(1)
    .get()

/** What is past its time and waits for nothing, also for no person. */
const settledBefore = (before: string) => and(lt(messages.createdAt, before), isNull(messages.place), ne(messages.status, 'uncertain'))

/** Settled messages from before a time, the oldest ones. */
export const listSettledBefore = (db: Db, before: string, limit: number): number[] =>
  db
    .select({ id: messages.id })
    .from(messages)
    .where(settledBefore(before))
    .orderBy(asc(messages.createdAt))
    .limit(limit)
    .all()
    .map(({ id }) => id)

/** How many settled messages are older than a time. */
export const countSettledBefore = (db: Db, before: string): number =>
  db.select({ count: count() }).from(messages).where(settledBefore(before)).get()?.count ?? 0

/** How many messages there are, and of which time. */
export const keptMessages = (db: Db): { readonly count: number; readonly oldestAt: string | null } =>
  db
    .select({ count: count(), oldestAt: min(messages.createdAt) })
    .from(messages)
    .get() ?? { count: 0, oldestAt: null }

export function deleteMessage(db: Db, id: number): void {
  db.delete(messageContents).where(eq(messageContents.messageId, id)).run()
  db.delete(messages).where(eq(messages.id, id)).run()
}
