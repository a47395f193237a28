import type { PageQuery } from '../../contract/pagination.ts'
import { toWire } from '../../contract/wire.ts'
import type { Db } from '../../infra/db/database.ts'
import { pageById } from '../../infra/db/page.ts'
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

function listPage(db: Db, tickets: Tickets, { id: idOrKey, page }: { id: string; page: PageQuery | undefined }) {
  const ticketId = tickets.getRow(db, idOrKey).id
  return pageById(page, {
    read: ({ id = 0, limit }) => listComments(db, { ticketId, afterId: id, limit }),
    idOf: ({ id }) => id,
    view: (row) => row,
  })
}
