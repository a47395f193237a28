import { z } from 'zod'
import { toWire } from '../../contract/wire.ts'
import type { AnnouncingType } from '../../events/catalog.ts'
import { appendEvent } from '../../events/event-log.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import { webhook } from './webhooks.contract.ts'
import type { WebhookRow } from './webhooks.table.ts'

/** NB: without the address, which may carry a secret of the receiver, and this goes to others. */
const shown = webhook.pick({
  id: true,
  name: true,
  description: true,
  events: true,
  isActive: true,
  disabledReason: true,
  createdAt: true,
})

const announced = shown.extend({
  failingDays: z.int().describe('Whole days in which nothing has arrived, of those in which Interlock ran.'),
})

/** What is told of a webhook's life. */
export const webhookType = {
  name: 'webhook',
  keyField: 'name',
  keyPrefix: '',
  resource: announced,
  isImmutable: true,
  createdEvent: 'disabled',
  ownEvents: {
    failing: { description: 'When nothing has arrived at a webhook for one, three and four days; after five it is disabled' },
    events_dropped: {
      description:
        'When the oldest events that waited for a webhook are dropped because its backlog has reached its bound; once a day at most',
    },
    enabled: { description: 'When a webhook that was disabled because nothing arrived goes on, because something has arrived' },
  },
  example: { name: 'MES', description: null, events: ['job.*'], isActive: false, disabledReason: 'gone', failingDays: 0 },
} as const satisfies AnnouncingType

const dayMs = 86_400_000

/** Says what Interlock has done with a webhook by itself, in the transaction in which it did. */
export const announceWebhook = (tx: Tx, event: 'disabled' | keyof typeof webhookType.ownEvents, row: WebhookRow): void =>
  void appendEvent(tx, {
    event: `webhook.${event}`,
    recordType: 'webhook',
    recordId: row.id,
    recordKey: row.name,
    data: { webhook: toWire(announced, announced.parse({ ...row, failingDays: Math.floor((row.failing?.forMs ?? 0) / dayMs) })) },
  })
