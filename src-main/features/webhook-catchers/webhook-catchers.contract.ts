import { z } from 'zod'
import { shortText } from '../../contract/fields.ts'
import { listOf, pageQuery } from '../../contract/pagination.ts'
import { route } from '../../contract/route.ts'

const time = z.iso.datetime()

/** Where catchers are posted to, `/catch/<token>`. */
export const catchPath = '/catch/'

/** Most requests that a catcher keeps; the oldest go first. */
export const maxCaughtRequests = 100

/** How long a catcher listens after it was switched on, in days, and how long it keeps a request. */
export const listensForDays = 7

export const webhookCatcher = z
  .object({
    id: z.int(),
    name: z.string(),
    url: z.string().describe('Where to send webhooks to. Whoever knows it can; nobody can guess it.'),
    isListening: z.boolean(),
    listensUntil: time.nullable().describe('Then it stops by itself; null when it was stopped.'),
    webhookId: z.int().nullable().describe('The webhook that was pointed here by “Catch here”.'),
    replacedUrl: z.string().nullable().describe('Where that webhook sent to before.'),
    requestCount: z.int().describe(`Requests that are kept, at most ${maxCaughtRequests}.`),
    lastReceivedAt: time.nullable(),
    createdAt: time,
    updatedAt: time,
  })
  .meta({ id: 'WebhookCatcher' })

export const verdicts = ['right', 'wrong', 'unsigned', 'unchecked'] as const
export type Verdict = (typeof verdicts)[number]

export const signatureSchemes = ['x_signature', 'standard_webhooks'] as const
export type SignatureScheme = (typeof signatureSchemes)[number]

export const signatureResults = ['right', 'missing', 'malformed', 'too_old', 'too_new', 'mismatch', 'no_secret'] as const
export type SignatureResult = (typeof signatureResults)[number]

const signatureCheck = z.object({
  scheme: z
    .enum(signatureSchemes)
    .describe('x_signature: the header X-Signature; standard_webhooks: webhook-id, -timestamp and -signature.'),
  result: z
    .enum(signatureResults)
    .describe(
      'too_old, too_new: its time is more than five minutes away, though it is signed rightly; mismatch: it fits none of the secrets; no_secret: no webhook sends here.',
    ),
  secondsAway: z.int().nullable().describe('How long before its arrival it was signed; negative for a time that is still to come.'),
})

const caughtRequest = z
  .object({
    id: z.int(),
    catcherId: z.int(),
    verdict: z
      .enum(verdicts)
      .describe('unsigned: it has no signature; unchecked: no webhook sends here, so that there is no secret to check it with.'),
    webhookId: z.int().nullable().describe('The webhook whose secret signed it.'),
    webhookName: z.string().nullable(),
    eventId: z.string().nullable(),
    eventType: z.string().nullable(),
    attemptNumber: z.int().nullable(),
    bodyBytes: z.int(),
    ipAddress: z.string(),
    receivedAt: time,
  })
  .meta({ id: 'CaughtRequest' })

const caughtRequestDetail = caughtRequest
  .extend({
    url: z.string(),
    headers: z.record(z.string(), z.string()).describe('As they came; those that hold a secret are hidden.'),
    body: z.string(),
    isBodyCut: z.boolean().describe('The body went on after these 256 KiB; it was checked whole.'),
    signatures: z.array(signatureCheck),
  })
  .meta({ id: 'CaughtRequestDetail' })

export type CatcherView = z.input<typeof webhookCatcher>
export type CaughtView = z.input<typeof caughtRequest>
export type CaughtDetail = z.input<typeof caughtRequestDetail>
export type SignatureCheck = z.output<typeof signatureCheck>

const id = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER)
const params = z.strictObject({ id })

const tag = 'Webhook catchers'
const read = { scope: 'webhooks:read' } as const
const write = { scope: 'webhooks:write' } as const

const create = z
  .strictObject({
    name: shortText,
    webhookId: z.int().positive().optional().describe('The webhook that will be pointed here; its URL is remembered.'),
  })
  .meta({ id: 'WebhookCatcherCreate' })

const update = z
  .strictObject({
    name: shortText.optional(),
    isListening: z.boolean().optional().describe(`On for ${listensForDays} more days, or off.`),
  })
  .meta({ id: 'WebhookCatcherUpdate' })

export type CatcherCreate = z.output<typeof create>
export type CatcherUpdate = z.output<typeof update>

export const createWebhookCatcher = route({
  method: 'POST',
  path: '/api/webhook-catchers',
  operationId: 'create_webhook_catcher',
  summary: 'Make an address on Interlock itself that shows what a webhook sends',
  description: `It takes requests for ${listensForDays} days without a credential, checks their signatures, and keeps the last ${maxCaughtRequests}. They count in no limit and stand in no log of requests.`,
  tag,
  access: write,
  body: create,
  response: webhookCatcher,
  status: 201,
  errors: ['not_found', 'conflict'],
  example: { body: { name: 'Deneme alıcısı' } },
})

export const listWebhookCatchers = route({
  method: 'GET',
  path: '/api/webhook-catchers',
  operationId: 'list_webhook_catchers',
  summary: 'List catchers, newest first',
  tag,
  access: read,
  query: z.strictObject({ page: pageQuery.optional() }),
  response: listOf(webhookCatcher),
  errors: ['invalid_cursor'],
})

export const getWebhookCatcher = route({
  method: 'GET',
  path: '/api/webhook-catchers/{id}',
  operationId: 'get_webhook_catcher',
  summary: 'Get a catcher',
  tag,
  access: read,
  params,
  response: webhookCatcher,
  errors: ['not_found'],
})

export const updateWebhookCatcher = route({
  method: 'PUT',
  path: '/api/webhook-catchers/{id}',
  operationId: 'update_webhook_catcher',
  summary: 'Rename a catcher, stop it or let it listen for longer',
  tag,
  access: write,
  params,
  body: update,
  response: webhookCatcher,
  errors: ['not_found'],
  example: { body: { isListening: true } },
})

export const deleteWebhookCatcher = route({
  method: 'DELETE',
  path: '/api/webhook-catchers/{id}',
  operationId: 'delete_webhook_catcher',
  summary: 'Delete a catcher with what it caught',
  tag,
  access: write,
  params,
  response: 'empty',
  errors: ['not_found'],
  example: { params: { id: 2 } },
})

export const listCaughtRequests = route({
  method: 'GET',
  path: '/api/webhook-catchers/{id}/caught',
  operationId: 'list_caught_requests',
  summary: 'List what a catcher caught, newest first',
  tag,
  access: read,
  params,
  query: z.strictObject({ page: pageQuery.optional(), verdict: z.enum(verdicts).optional() }),
  response: listOf(caughtRequest),
  errors: ['not_found', 'invalid_cursor'],
})

export const getCaughtRequest = route({
  method: 'GET',
  path: '/api/webhook-catchers/{id}/caught/{caughtId}',
  operationId: 'get_caught_request',
  summary: 'Get a caught request with its headers, its body and what is right or wrong with its signatures',
  tag,
  access: read,
  params: z.strictObject({ id, caughtId: id }),
  response: caughtRequestDetail,
  errors: ['not_found'],
})

export const clearCaughtRequests = route({
  method: 'DELETE',
  path: '/api/webhook-catchers/{id}/caught',
  operationId: 'clear_caught_requests',
  summary: 'Forget what a catcher caught',
  tag,
  access: write,
  params,
  response: 'empty',
  errors: ['not_found'],
})
