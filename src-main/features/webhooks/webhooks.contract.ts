import { z } from 'zod'
import { listOf, pageQuery } from '../../contract/pagination.ts'
import { route } from '../../contract/route.ts'
import { customHeader, webhookFields as fields } from './webhook-settings.contract.ts'
import { webhookTls, webhookTlsInput } from './webhook-tls.contract.ts'

export const disabledReasons = ['gone', 'asked', 'failing'] as const
export type DisabledReason = (typeof disabledReasons)[number]

const time = z.iso.datetime()

const stats = z.object({
  since: time.describe('Start of the 24 hours that delivered and failed count.'),
  delivered: z.int(),
  failed: z.int(),
  waiting: z.int().describe('Not delivered yet: to be tried again, or held by an earlier event of the record.'),
  nextAttemptAt: time.nullable().describe('When the first of those waiting is tried again.'),
  medianResponseMs: z.int().nullable().describe('Of the last 100 delivered.'),
  p99ResponseMs: z.int().nullable().describe('Of the last 100 delivered.'),
  lastDeliveredAt: time.nullable(),
  lastError: z.object({ at: time, kind: z.string(), message: z.string(), responseStatus: z.int().nullable() }).nullable(),
})

export const webhook = z
  .object({
    id: z.int(),
    name: z.string(),
    url: z.string(),
    isHttpAllowed: z.boolean().describe('Plain http is allowed in the private network.'),
    tls: webhookTls,
    description: z.string().nullable(),
    events: z.array(z.string()),
    isActive: z.boolean(),
    disabledReason: z
      .enum(disabledReasons)
      .nullable()
      .describe(
        'Why Interlock paused it by itself. gone: the receiver answered 410; asked: it answered webhook-delivery: disable; failing: nothing arrived for five days in which Interlock ran; it is tried now and then and goes on by itself, the others do not.',
      ),
    failing: z
      .object({
        since: time.describe('Of the first failure since something last arrived.'),
        attempts: z.int().describe('That failed since.'),
        nextProbeAt: time
          .nullable()
          .describe('When a webhook that was disabled for failing is tried by itself; it goes on once something arrives.'),
      })
      .nullable()
      .describe('Null while things arrive.'),
    lastOutage: z
      .object({
        since: time.describe('Of its first failure.'),
        until: time.describe('When it went on.'),
        givenUp: z.int().describe('Deliveries of that time that were given up and can be sent again.'),
      })
      .nullable()
      .describe('The last time that Interlock had disabled it.'),
    filter: z.string().nullable(),
    headers: z.array(customHeader),
    template: z.string().nullable(),
    contentType: z.string(),
    apiVersion: z.string(),
    retryCount: z.int(),
    retrySchedule: z.array(z.int()).describe('Seconds.'),
    timeoutSeconds: z.int(),
    ratePerSecond: z.int().nullable(),
    maxConcurrent: z.int().nullable(),
    isOrdered: z.boolean(),
    ownerId: z.int().nullable(),
    previousSecretUntil: time.nullable().describe('Until then the secret before the last rotation signs too.'),
    version: z.int(),
    createdAt: time,
    updatedAt: time,
    stats,
  })
  .meta({ id: 'Webhook' })

const createdWebhook = webhook
  .extend({ secret: z.string().describe('Key of the signatures. Shown this once.') })
  .meta({ id: 'WebhookCreated' })

export type WebhookView = z.input<typeof webhook>
export type WebhookStats = z.input<typeof stats>

const id = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER)
const webhookParams = z.strictObject({ id })

const create = z.strictObject(fields).meta({ id: 'WebhookCreate' })
const update = z
  .strictObject({
    name: fields.name.optional(),
    url: fields.url.optional(),
    isHttpAllowed: z.boolean().optional(),
    tls: webhookTlsInput.optional(),
    description: z.string().trim().max(500).nullable().optional(),
    events: fields.events.optional(),
    filter: fields.filter.unwrap().optional(),
    headers: fields.headers.unwrap().optional().describe('All of them; what is left out is taken away.'),
    template: fields.template.unwrap().optional(),
    contentType: fields.contentType.unwrap().optional(),
    apiVersion: fields.apiVersion.unwrap().optional(),
    isActive: z.boolean().optional(),
    retryCount: fields.retryCount.unwrap().optional(),
    retrySchedule: fields.retrySchedule.unwrap().optional(),
    timeoutSeconds: fields.timeoutSeconds.unwrap().optional(),
    ratePerSecond: fields.ratePerSecond.unwrap().optional(),
    maxConcurrent: fields.maxConcurrent.unwrap().optional(),
    isOrdered: z.boolean().optional(),
    version: z.int().optional().describe('The version that you changed; when given, a newer one answers 409 version_conflict.'),
  })
  .meta({ id: 'WebhookUpdate' })

export type WebhookCreate = z.output<typeof create>
export type WebhookUpdate = z.output<typeof update>

const tag = 'Webhooks'
const read = { scope: 'webhooks:read' } as const
const write = { scope: 'webhooks:write' } as const

export const createWebhook = route({
  method: 'POST',
  path: '/api/webhooks',
  operationId: 'create_webhook',
  summary: 'Register a webhook; its secret is shown once',
  tag,
  access: write,
  body: create,
  showsSecret: true,
  response: createdWebhook,
  status: 201,
  example: {
    body: { name: 'MES gateway', url: 'http://127.0.0.1:4790/', events: ['job.completed', 'production_output.recorded'] },
  },
})

const maxOverlapHours = 168

export const rotateWebhookSecret = route({
  method: 'POST',
  path: '/api/webhooks/{id}/rotate-secret',
  operationId: 'rotate_webhook_secret',
  summary: 'Give a webhook a new secret, shown once; for a while the old one signs too',
  tag,
  access: write,
  params: webhookParams,
  body: z.strictObject({
    overlapHours: z.int().min(0).max(maxOverlapHours).default(24).describe('How long both secrets sign; 0 ends the old one at once.'),
  }),
  showsSecret: true,
  response: createdWebhook,
  errors: ['not_found'],
  example: { params: { id: 2 }, body: { overlapHours: 24 } },
})

export const listWebhooks = route({
  method: 'GET',
  path: '/api/webhooks',
  operationId: 'list_webhooks',
  summary: 'List webhooks, newest first',
  tag,
  access: read,
  query: z.strictObject({ page: pageQuery.optional() }),
  response: listOf(webhook),
  errors: ['invalid_cursor'],
})

export const getWebhook = route({
  method: 'GET',
  path: '/api/webhooks/{id}',
  operationId: 'get_webhook',
  summary: 'Get a webhook',
  tag,
  access: read,
  params: webhookParams,
  response: webhook,
  errors: ['not_found'],
})

export const updateWebhook = route({
  method: 'PUT',
  path: '/api/webhooks/{id}',
  operationId: 'update_webhook',
  summary: 'Change a webhook, pause or resume it',
  tag,
  access: write,
  params: webhookParams,
  body: update,
  response: webhook,
  errors: ['not_found', 'version_conflict'],
  example: { body: { events: ['job.*', 'invoice.sent'], timeoutSeconds: 10, version: 1 } },
})

export const deleteWebhook = route({
  method: 'DELETE',
  path: '/api/webhooks/{id}',
  operationId: 'delete_webhook',
  summary: 'Delete a webhook',
  tag,
  access: write,
  params: webhookParams,
  response: 'empty',
  errors: ['not_found'],
})

export const getWebhookActivity = route({
  method: 'GET',
  path: '/api/webhooks/{id}/activity',
  operationId: 'get_webhook_activity',
  summary: 'Count the deliveries of the last 24 hours by hour',
  tag,
  access: read,
  params: webhookParams,
  response: z.object({
    data: z.array(z.object({ hour: time.describe('Its start.'), delivered: z.int(), failed: z.int(), waiting: z.int() })),
  }),
  errors: ['not_found'],
})
