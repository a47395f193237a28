import { z } from 'zod'
import { listOf } from '../../contract/pagination.ts'
import { revisions } from '../../contract/revisions.ts'
import { route } from '../../contract/route.ts'
import { type Scope, scopes } from '../../contract/scopes.ts'

export const environments = ['live', 'sandbox'] as const

export const defaultRateLimitPerHour = 1_000

const scope = z.enum(scopes as [Scope, ...Scope[]]) // the list is not empty; enum needs that in the type

export const allowedAddress = z
  .union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], 'is neither an IP address nor a range such as 10.0.4.0/24')
  .describe('An IP address or a range, 192.168.1.20 or 10.0.4.0/24.')

const revisionDates = revisions.map(({ date }) => date)
const currentRevision = String(revisionDates.at(-1))
const apiVersion = z.enum(revisionDates as [string, ...string[]]) // there is at least one

export const apiKey = z
  .object({
    id: z.int(),
    name: z.string(),
    description: z.string().nullable(),
    keyPrefix: z.string().describe('The visible beginning of the key, live_Ab3dEf9h.'),
    environment: z.enum(environments),
    apiVersion: z.string().describe('The revision of the API that it gets unless it sends API-Version.'),
    scopes: z.array(scope),
    rateLimitPerHour: z.int().describe('Reads, and as many writes, that it may make in an hour.'),
    rateLimitId: z.int().nullable().describe('The named limit that it shares instead of its own number.'),
    requiresIdempotencyKey: z.boolean().describe('Whether a write under /api/v1 without X-Idempotency-Key is refused.'),
    allowedAddresses: z.array(z.string()).describe('Empty: any address.'),
    status: z.enum(['active', 'expired', 'revoked']),
    ownerName: z.string().nullable(),
    lastUsedAt: z.iso.datetime().nullable(),
    lastUsedAddress: z.string().nullable(),
    expiresAt: z.iso.datetime().nullable(),
    revokedAt: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'ApiKey' })

export type ApiKey = z.output<typeof apiKey>

export const newApiKey = z
  .strictObject({
    name: z.string().trim().min(1).max(120),
    description: z.string().trim().max(500).nullable().default(null),
    scopes: z.array(scope).min(1).max(scopes.length),
    environment: z.enum(environments),
    apiVersion: apiVersion
      .default(currentRevision)
      .describe('The revision of the API that it gets unless it sends API-Version; the newest unless given.'),
    expiresAt: z.iso.datetime({ offset: true }).nullable().default(null),
    rateLimitPerHour: z.int().min(1).max(10_000_000).default(defaultRateLimitPerHour),
    rateLimitId: z.int().positive().nullable().default(null).describe('A named limit to share instead of a number of its own.'),
    requiresIdempotencyKey: z.boolean().default(true).describe('False lets this key write without X-Idempotency-Key.'),
    allowedAddresses: z.array(allowedAddress).max(50).default([]),
  })
  .meta({ id: 'NewApiKey' })

export type NewApiKey = z.output<typeof newApiKey>

export const createdApiKey = apiKey
  .extend({ key: z.string().describe('The key itself, in this answer only; it cannot be shown again.') })
  .meta({ id: 'CreatedApiKey' })

export type CreatedApiKey = z.output<typeof createdApiKey>

export const createApiKey = route({
  method: 'POST',
  path: '/api/api-keys',
  operationId: 'create_api_key',
  summary: 'Create an API key; the answer shows it once',
  tag: 'API keys',
  access: { scope: 'api_keys:write' },
  body: newApiKey,
  status: 201,
  showsSecret: true,
  response: createdApiKey,
})

export const listApiKeys = route({
  method: 'GET',
  path: '/api/api-keys',
  operationId: 'list_api_keys',
  summary: 'List API keys with their last use, newest first',
  tag: 'API keys',
  access: { scope: 'api_keys:read' },
  response: listOf(apiKey),
})

export const revokeApiKey = route({
  method: 'DELETE',
  path: '/api/api-keys/{id}',
  operationId: 'revoke_api_key',
  summary: 'Revoke an API key; it stops working at once',
  tag: 'API keys',
  access: { scope: 'api_keys:write' },
  params: z.strictObject({ id: z.coerce.number().int().positive() }),
  response: 'empty',
  errors: ['not_found'],
})
