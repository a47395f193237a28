import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm'
import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import type { Ticket, TicketComment } from './tickets.contract.ts'
import { ticketComments, tickets } from './tickets.table.ts'

const typeOf = prepared((db) =>
  db
    .select({ type: tickets.type })
    .from(tickets)
    .where(eq(tickets.id, sql.placeholder('id')))
    .prepare(),
)

export const findTicketType = (db: Db, id: number): Ticket['type'] | undefined => typeOf(db).get({ id })?.type

const someChild = prepared((db) =>
  db
    .select({ id: tickets.id })
    .from(tickets)
    .where(and(eq(tickets.parentId, sql.placeholder('id')), isNull(tickets.deletedAt)))
    .limit(1)
    .prepare(),
)

export const hasChildren = (db: Db, id: number): boolean => someChild(db).get({ id }) !== undefined

const insert = prepared((db) =>
  db
    .insert(ticketComments)
    .values({
      ticketId: sql.placeholder('ticketId'),
      body: sql.placeholder('body'),
      authorType: sql.placeholder('authorType'),
      authorId: sql.placeholder('authorId'),
      authorName: sql.placeholder('authorName'),
      createdAt: sql.placeholder('createdAt'),
    })
    .returning()
    .prepare(),
)

export const insertComment = (db: Db, comment: Omit<TicketComment, 'id'>): TicketComment => insert(db).get(comment)

const afterId = prepared((db) =>
  db
    .select()
    .from(ticketComments)
    .where(and(eq(ticketComments.ticketId, sql.placeholder('ticketId')), gt(ticketComments.id, sql.placeholder('afterId'))))
    .orderBy(asc(ticketComments.id))
    .limit(sql.placeholder('limit'))
    .prepare(),
)

/** The comments of a ticket, oldest first. */
export const listComments = (
  db: Db,
  page: { readonly ticketId: number; readonly afterId: number; readonly limit: number },
): TicketComment[] => afterId(db).all(page)
