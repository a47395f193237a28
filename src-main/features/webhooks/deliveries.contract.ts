import { z } from 'zod'
import { instant } from '../../contract/fields.ts'
import { isSearchBehind, loggedAtQuery, loggedWordsQuery } from '../../contract/log-query.ts'
import { listOf, pageQuery } from '../../contract/pagination.ts'
import { route } from '../../contract/route.ts'

const time = z.iso.datetime()

/** Why a delivery was given up. */
export const failureReasons = ['exhausted', 'gone', 'asked', 'aborted', 'template', 'test', 'dropped'] as const
export type FailureReason = (typeof failureReasons)[number]

const attemptError = z.object({ kind: z.string(), message: z.string() }).nullable()

export const deliveryStatuses = ['pending', 'delivered', 'failed'] as const
export type DeliveryStatus = (typeof deliveryStatuses)[number]

export const webhookDelivery = z
  .object({
    id: z.int(),
    webhookId: z.int(),
    webhookName: z.string(),
    eventId: z.string(),
    eventType: z.string(),
    recordKey: z.string().nullable(),
    status: z.enum(deliveryStatuses),
    failureReason: z
      .enum(failureReasons)
      .nullable()
      .describe(
        'Why it was given up. exhausted: no retries left; gone, asked, aborted: the receiver said so; template: it failed on this event; test: tests are not repeated; dropped: the backlog of the paused webhook had reached its bound.',
      ),
    attemptNumber: z.int().describe('Attempts so far.'),
    isTest: z.boolean(),
    nextAttemptAt: time.nullable(),
    responseStatus: z.int().nullable(),
    responseTimeMs: z.int().nullable(),
    editedAt: time.nullable().describe('When its body was last edited by a person.'),
    editedBy: z.string().nullable(),
    deliveredAt: time.nullable(),
    createdAt: time,
  })
  .meta({ id: 'WebhookDelivery' })

const part = z.number().nullable()

const timing = z
  .object({
    isReused: z.boolean().describe('It went over a connection that was open already.'),
    waitMs: part.describe('Until a connection was free or begun.'),
    dnsMs: part,
    connectMs: part,
    tlsMs: part,
    firstByteMs: part.describe('From sending to the head of the answer.'),
    bodyMs: part.describe('The rest of the answer.'),
    totalMs: z.number(),
  })
  .describe('Milliseconds; null for a part that was not needed or not reached.')

const attempt = z.object({
  attemptNumber: z.int(),
  isManual: z.boolean().describe('Sent by a person or an API call, not by the schedule.'),
  startedAt: time,
  responseTimeMs: z.int(),
  timing: timing.nullable().describe('Where the time went; null when nothing was sent.'),
  request: z
    .object({
      method: z.literal('POST'),
      url: z.string(),
      headers: z.record(z.string(), z.string()),
      body: z.string().nullable().describe('As it went out; null when its event is no longer kept.'),
    })
    .nullable()
    .describe('Null when nothing was sent, because the template failed.'),
  response: z
    .object({
      status: z.int(),
      headers: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
      body: z.string(),
      isBodyCut: z.boolean().describe('The body went on after these 64 KiB.'),
    })
    .nullable(),
  error: attemptError,
})

const nextAttempt = z.object({
  attempt: z.int().describe('Which of the attempts that count it will be.'),
  of: z.int().describe('How many there are.'),
  basis: z
    .enum(['schedule', 'retry_after', 'turn', 'order', 'paused', 'failing', 'ended'])
    .describe(
      'schedule: the step of the schedule; retry_after: the receiver asked for it; turn: as soon as it is its turn; order: an earlier event of its record waits; paused: a person paused the webhook; failing: the webhook was disabled because nothing arrived for days, see since and probe_at; ended: its receiver asked for no more.',
    ),
  since: time.nullable().describe('For failing: of the first failure since something last arrived.'),
  probeAt: time.nullable().describe('For failing: when the webhook is tried by itself; it goes on once something arrives.'),
  waitSeconds: z.int().nullable().describe('What the schedule or the receiver says; each wait differs by up to a fifth.'),
  restsUntil: time.nullable().describe('Until when the receiver is left alone, after failures in a row or because it is overloaded.'),
})

export const webhookDeliveryDetail = webhookDelivery
  .extend({
    requestBody: z
      .string()
      .nullable()
      .describe('What the next attempt would send; null when its event is no longer kept or its template fails.'),
    next: nextAttempt.nullable().describe('Why the next attempt is when it is; null when there will be none.'),
    attempts: z.array(attempt),
  })
  .meta({ id: 'WebhookDeliveryDetail' })

export type DeliveryView = z.input<typeof webhookDelivery>
export type DeliveryDetail = z.input<typeof webhookDeliveryDetail>
export type AttemptView = z.input<typeof attempt>

const id = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER)
const webhookParams = z.strictObject({ id })
const deliveryParams = z.strictObject({ id, deliveryId: id })

const filters = {
  page: pageQuery.optional(),
  status: z.enum(deliveryStatuses).optional(),
  event: z.string().min(1).max(100).optional().describe('Exact event name.'),
  createdAt: loggedAtQuery,
  q: loggedWordsQuery.describe(
    'Words that begin like these, in the payload of the event, the key of its record, the answers, or what went wrong. What has just happened is found a moment later.',
  ),
}

const deliveryList = listOf(webhookDelivery).extend({ isBehind: isSearchBehind })

const tag = 'Webhooks'
const read = { scope: 'webhooks:read' } as const
const write = { scope: 'webhooks:write' } as const

export const listWebhookDeliveries = route({
  method: 'GET',
  path: '/api/webhooks/{id}/deliveries',
  operationId: 'list_webhook_deliveries',
  summary: 'List deliveries, newest first',
  tag,
  access: read,
  params: webhookParams,
  query: z.strictObject(filters),
  response: deliveryList,
  errors: ['not_found', 'invalid_cursor'],
})

export const listDeliveries = route({
  method: 'GET',
  path: '/api/webhook-deliveries',
  operationId: 'list_deliveries',
  summary: 'List the deliveries of all webhooks, newest first',
  tag,
  access: read,
  query: z.strictObject({ ...filters, webhookId: z.coerce.number().int().positive().optional().describe('Only those to this webhook.') }),
  response: deliveryList,
  errors: ['not_found', 'invalid_cursor'],
})

export const getWebhookDelivery = route({
  method: 'GET',
  path: '/api/webhooks/{id}/deliveries/{deliveryId}',
  operationId: 'get_webhook_delivery',
  summary: 'Get a delivery with every attempt’s request and response',
  tag,
  access: read,
  params: deliveryParams,
  response: webhookDeliveryDetail,
  errors: ['not_found'],
})

export const testWebhook = route({
  method: 'POST',
  path: '/api/webhooks/{id}/test',
  operationId: 'test_webhook',
  summary: 'Send a webhook.test event now and answer with what came back',
  tag,
  access: write,
  params: webhookParams,
  response: webhookDeliveryDetail,
  errors: ['not_found'],
})

export const redeliverWebhook = route({
  method: 'POST',
  path: '/api/webhooks/{id}/redeliver/{deliveryId}',
  operationId: 'redeliver_webhook',
  summary: 'Send a delivery again now, with the same event id',
  tag,
  access: write,
  params: deliveryParams,
  response: webhookDeliveryDetail,
  errors: ['not_found', 'conflict'],
})

export const resendDeliveries = route({
  method: 'POST',
  path: '/api/webhooks/{id}/resend',
  operationId: 'resend_webhook_deliveries',
  summary: 'Send again what failed, what was never attempted, or every event of a time',
  tag,
  access: write,
  params: webhookParams,
  body: z.strictObject({
    which: z
      .enum(['failed', 'missed', 'all'])
      .describe(
        'failed: what was given up; missed: what was never attempted, by the events and filter of now; all: every event that it means.',
      ),
    since: instant.describe('Of the delivery for failed, else of the event.'),
    until: instant.optional().describe('Now unless it is given.'),
  }),
  response: z.object({
    count: z.int().describe('Deliveries that are sent at the pace of the webhook, from now on.'),
    isCut: z.boolean().describe('There may be more in the range; call again, for all with a later since.'),
  }),
  errors: ['not_found', 'conflict'],
})
