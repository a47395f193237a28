import { z } from 'zod'
import { route } from '../../contract/route.ts'

export const dropReasons = ['count', 'age'] as const
export type DropReason = (typeof dropReasons)[number]

const time = z.iso.datetime()

export const backlogDrop = z
  .object({
    id: z.int(),
    reason: z.enum(dropReasons).describe('The bound that was reached: most events that may wait, or most days that one may wait.'),
    count: z.int().describe('Events that it was meant to get and did not.'),
    fromEventId: z.string(),
    toEventId: z.string(),
    fromTime: time.describe('When the first of them happened.'),
    toTime: time.describe('When the last of them happened.'),
    droppedAt: time.describe('When the first of them was dropped.'),
    lastDroppedAt: time,
    isKept: z.boolean().describe('The events are all in the log still, and can be sent again or fetched.'),
  })
  .meta({ id: 'BacklogDrop' })

export type BacklogDrop = z.input<typeof backlogDrop>

const dropped = z.object({ data: z.array(backlogDrop).describe('The newest first, at most 100.') })

export const listWebhookDrops = route({
  method: 'GET',
  path: '/api/webhooks/{id}/drops',
  operationId: 'list_webhook_drops',
  summary: 'List what was dropped because the backlog of a webhook had reached its bound',
  tag: 'Webhooks',
  access: { scope: 'webhooks:read' },
  params: z.strictObject({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) }),
  response: dropped,
  errors: ['not_found'],
})

export const listConsumerDrops = route({
  method: 'GET',
  path: '/api/event-consumers/{name}/drops',
  operationId: 'list_event_consumer_drops',
  summary: 'List what was dropped because the backlog of an event consumer had reached its bound',
  tag: 'Event consumers',
  access: { scope: 'webhooks:read' },
  params: z.strictObject({ name: z.string().max(63) }),
  response: dropped,
  errors: ['not_found'],
  example: { params: { name: 'erp-behind-firewall' } },
})
