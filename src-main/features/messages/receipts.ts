import { and, asc, eq, lt } from 'drizzle-orm'
import type { DeliveryReceipt } from '../../connectors/kit/receipt.ts'
import type { Db } from '../../infra/db/database.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import type { MessageStatus } from './message.contract.ts'
import { announceMessage } from './message-events.ts'
import { changeMessage, findByVendorId } from './messages.store.ts'
import { keptReceipts, type MessageRow } from './messages.table.ts'

/** How far a message has come. NB: a message that was said to have failed and then arrives has arrived. */
const ranks: Readonly<Partial<Record<MessageStatus, number>>> = { sent: 1, failed: 2, delivered: 3, read: 4 }

/** What a receipt makes of a status; undefined when it tells nothing new, so that what comes late or twice changes nothing. */
export function statusAfter(status: MessageStatus, receipt: DeliveryReceipt['status']): DeliveryReceipt['status'] | undefined {
  const [now, told] = [ranks[status], ranks[receipt]]
  return now !== undefined && told !== undefined && told > now ? receipt : undefined
}

/** Notes what a vendor tells of a message; one that we do not know yet by its name is kept until we do. */
export function applyReceipt(tx: Tx, connectionId: number, receipt: DeliveryReceipt): void {
  const row = findByVendorId(tx.db, connectionId, receipt.vendorId)
  if (row === undefined) tx.db.insert(keptReceipts).values({ connectionId, vendorId: receipt.vendorId, receipt, createdAt: tx.now }).run()
  else noteReceipt(tx, row, receipt)
}

/** Receipts that came before the answer to the message itself. */
export function applyKeptReceipts(tx: Tx, row: MessageRow): void {
  if (row.vendorId === null) return
  const isOfIt = and(eq(keptReceipts.connectionId, row.connectionId), eq(keptReceipts.vendorId, row.vendorId))
  const kept = tx.db.select().from(keptReceipts).where(isOfIt).orderBy(asc(keptReceipts.id)).all()
  if (kept.length === 0) return
  tx.db.delete(keptReceipts).where(isOfIt).run()
  kept.reduce((current, { receipt }) => noteReceipt(tx, current, receipt), row)
}

function noteReceipt(tx: Tx, row: MessageRow, { status: told, code, reason, cost }: DeliveryReceipt): MessageRow {
  const status = statusAfter(row.status, told)
  const costs = cost === null || row.cost !== null ? {} : { cost }
  if (status === undefined) return Object.keys(costs).length === 0 ? row : changeMessage(tx.db, row.id, { ...costs, updatedAt: tx.now })
  const isFailed = status === 'failed'
  const changed = changeMessage(tx.db, row.id, {
    ...costs,
    status,
    failure: isFailed ? { kind: 'by_receipt', detail: null, vendor: { status: null, code, message: reason } } : null,
    // Who has read it has it.
    ...(status === 'delivered' || (status === 'read' && row.deliveredAt === null) ? { deliveredAt: tx.now } : {}),
    ...(status === 'read' ? { readAt: tx.now } : {}),
    updatedAt: tx.now,
  })
  if (status !== 'sent') announceMessage(tx, status, changed)
  return changed
}

/** Receipts of messages that are not ours. */
export const purgeKeptReceipts = (db: Db, before: string): void =>
  void db.delete(keptReceipts).where(lt(keptReceipts.createdAt, before)).run()
