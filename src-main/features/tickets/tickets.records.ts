import type { Tx } from '../../infra/db/write-queue.ts'
import { AppError, invalidField } from '../../lib/app-error.ts'
import type { DeclaredRecords } from '../../records/declared-records.ts'
import type { RecordRules } from '../../records/record-service.ts'
import { type Ticket, ticketType } from './tickets.contract.ts'
import { ticketRoutes } from './tickets.routes.ts'
import { findTicketType, hasChildren } from './tickets.store.ts'
import { tickets } from './tickets.table.ts'

const beforeSave: RecordRules['beforeSave'] = (tx, row, previous) => {
  const ticket = row as unknown as Ticket // validated by the contract
  checkParent(tx, ticket)
  if (previous?.['type'] === 'epic' && ticket.type !== 'epic' && hasChildren(tx.db, previous.id)) throw stillHolds(previous.id)
  return previous === undefined ? reporterOf(tx, ticket) : {}
}

function checkParent(tx: Tx, { parentId, type }: Ticket): void {
  if (parentId === null) return
  if (type === 'epic') throw invalidField('parent_id', 'an epic belongs to no other ticket')
  if (findTicketType(tx.db, parentId) !== 'epic')
    throw invalidField('parent_id', `TIC-${parentId} is no epic`, 'Use the id of an epic, or leave it out.')
}

const stillHolds = (id: number): AppError =>
  new AppError('conflict', `TIC-${id} is an epic with tickets and cannot become another type.`, {
    details: { field: 'type', fix: 'Take its tickets out of it first.' },
  })

/** Who creates a ticket in the window reports it. */
const reporterOf = ({ actor }: Tx, { reporterId }: Ticket) =>
  reporterId === null && actor.type === 'user' ? { reporterId: actor.id, reporterName: actor.name } : {}

const rules: RecordRules = {
  beforeSave,
  onTransition: (tx, _row, to) => ({ closedAt: to === 'done' || to === 'canceled' ? tx.now : null }),
  announces: (row, previous) =>
    row['assigneeId'] !== null && row['assigneeId'] !== (previous?.['assigneeId'] ?? null) ? ['assigned'] : [],
}

export const ticketRecords: DeclaredRecords = { type: ticketType, table: tickets, rules, routes: ticketRoutes }
