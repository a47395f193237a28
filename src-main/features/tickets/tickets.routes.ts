import type { PageQuery } from '../../contract/pagination.ts'
import { toWire } from '../../contract/wire.ts'
import { decodeCursor, encodeCursor } from '../../infra/db/cursor.ts'
import type { Db } from '../../infra/db/database.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import { type BoundRoute, read, write } from '../../infra/http/bind.ts'
import type { RecordService } from '../../records/record-service.ts'
import { commentTicket, listTicketComments, type TicketComment, ticketComment } from './tickets.contract.ts'
import { insertComment, listComments } from './tickets.store.ts'

type Tickets = Pick<RecordService<unknown>, 'getRow' | 'announce'>

/** The comments of tickets. */
export const ticketRoutes = (tickets: Tickets): BoundRoute[] => [
  read(listTicketComments, ({ principal, params, query }) =>
    listPage(principal.workspace.db, tickets, { id: params.id, page: query.page }),
  ),
  write(commentTicket, (tx, { params, body }) => comment(tx, tickets, { id: params.id, body: body.body })),
]

function comment(tx: Tx, tickets: Tickets, { id, body }: { id: string; body: string }): TicketComment {
  const ticket = tickets.getRow(tx.db, id)
  const { type, id: authorId, name } = tx.actor
  const added = insertComment(tx.db, { ticketId: ticket.id, body, authorType: type, authorId, authorName: name, createdAt: tx.now })
  tickets.announce(tx, ticket, 'commented', { beside: { comment: toWire(ticketComment, added) } })
  return added
}

function listPage(db: Db, tickets: Tickets, { id, page }: { id: string; page: PageQuery | undefined }) {
  const limit = page?.limit ?? 20
  const ticketId = tickets.getRow(db, id).id
  const afterId = page?.after === undefined ? 0 : Number(decodeCursor(page.after, 1)[0])
  const rows = listComments(db, { ticketId, afterId, limit: limit + 1 })
  const data = rows.slice(0, limit)
  const last = data.at(-1)
  return { data, pagination: { limit, nextCursor: rows.length > limit && last !== undefined ? encodeCursor([last.id]) : null } }
}
