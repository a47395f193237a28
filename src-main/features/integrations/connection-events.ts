import { z } from 'zod'
import { toWire } from '../../contract/wire.ts'
import type { AnnouncingType } from '../../events/catalog.ts'
import { appendEvent } from '../../events/event-log.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import { connectionStatuses } from './connections.contract.ts'
import type { ConnectionRow } from './connections.table.ts'

const announced = z.object({
  id: z.int(),
  type: z.string(),
  name: z.string(),
  status: z.enum(connectionStatuses),
  failureKind: z.string().nullable().describe('Why it needs somebody, as in its log.'),
  createdAt: z.iso.datetime(),
})

/** What is told of a connection's life. */
export const connectionType = {
  name: 'connection',
  keyField: 'name',
  keyPrefix: '',
  resource: announced,
  isImmutable: true,
  createdEvent: 'failed',
  ownEvents: { restored: { description: 'When a connection that needed somebody works again' } },
  example: { name: 'Office mail', type: 'smtp', status: 'ERROR', failureKind: 'wrong_credentials' },
} as const satisfies AnnouncingType

/** Says what became of a connection, in the transaction that notes it. */
export const announceConnection = (tx: Tx, event: 'failed' | 'restored', row: ConnectionRow): void =>
  void appendEvent(tx, {
    event: `connection.${event}`,
    recordType: 'connection',
    recordId: row.id,
    recordKey: row.name,
    data: { connection: toWire(announced, announced.parse({ ...row, failureKind: row.lastError?.kind ?? null })) },
  })
