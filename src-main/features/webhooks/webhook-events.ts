import { toWire } from '../../contract/wire.ts'
import type { AnnouncingType } from '../../events/catalog.ts'
import { appendEvent } from '../../events/event-log.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import { webhook } from './webhooks.contract.ts'
import type { WebhookRow } from './webhooks.table.ts'

/** NB: without the address, which may carry a secret of the receiver, and this goes to others. */
const announced = webhook.pick({
  id: true,
  name: true,
  description: true,
  events: true,
  isActive: true,
  disabledReason: true,
  createdAt: true,
})

/** What is told of a webhook's life. */
export const webhookType = {
  name: 'webhook',
  keyField: 'name',
  keyPrefix: '',
  resource: announced,
  isImmutable: true,
  createdEvent: 'disabled',
  example: { name: 'MES', description: null, events: ['job.*'], isActive: false, disabledReason: 'gone' },
} as const satisfies AnnouncingType

/** Says that Interlock has paused a webhook by itself, in the transaction in which it did. */
export const announceDisabled = (tx: Tx, row: WebhookRow): void =>
  void appendEvent(tx, {
    event: 'webhook.disabled',
    recordType: 'webhook',
    recordId: row.id,
    recordKey: row.name,
    data: { webhook: toWire(announced, announced.parse(row)) },
  })
