import { z } from 'zod'
import { scope } from '../../contract/fields.ts'
import { listOf } from '../../contract/pagination.ts'
import { revisions } from '../../contract/revisions.ts'
import { route } from '../../contract/route.ts'
import { scopes } from '../../contract/scopes.ts'

export const environments = ['live', 'sandbox'] as const

export const defaultRateLimitPerHour = 1_000

const revisionDates = revisions.map(({ date }) => date)
const currentRevision = String(revisionDates.at(-1))
const apiVersion = z.enum(revisionDates as [string, ...string[]]) // there is at least one

export const allowedAddress = z
  .union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], 'is neither an IP address nor a range such as 10.0.4.0/24')
  .describe('An IP address or a range, 192.168.1.20 or 10.0.4.0/24.')

/** What a key's metadata may take as JSON, in bytes. */
const maxMetadataBytes = 10 * 1024

const metadata = z
  .record(z.string().min(1).max(100), z.string())
  .refine((value) => new TextEncoder().encode(JSON.stringify(value)).length <= maxMetadataBytes, 'is larger than 10 KB')
  .describe('Names and texts of your own, up to 10 KB of JSON.')

const apiKeySecret = z
  .object({
    keyPrefix: z.string(),
    createdAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime().nullable(),
    lastUsedAddress: z.string().nullable(),
    endsAt: z.iso.datetime().nullable().describe('When it stops working at the latest; null for the current one.'),
    graceHours: z.int().nullable().describe('Hours that it goes on working after the new one was first used.'),
  })
  .meta({ id: 'ApiKeySecret' })

export const apiKey = z
  .object({
    id: z.int(),
    name: z.string(),
    description: z.string().nullable(),
    keyPrefix: z.string().describe('The visible beginning of the key, live_Ab3dEf9h.'),
    environment: z.enum(environments),
    scopes: z.array(scope),
    rateLimitPerHour: z.int().describe('Reads, and as many writes, that it may make in an hour.'),
    rateLimitId: z.int().nullable().describe('The named limit that it shares instead of its own number.'),
    requiresIdempotencyKey: z.boolean().describe('Whether a write under /api/v1 without X-Idempotency-Key is refused.'),
    apiVersion: z.string().describe('The revision of the API that it gets unless it sends API-Version.'),
    allowedAddresses: z.array(z.string()).describe('Empty: any address.'),
    metadata: z.record(z.string(), z.string()),
    status: z.enum(['active', 'expired', 'revoked']),
    ownerId: z.int().nullable(),
    ownerName: z.string().nullable(),
    lastUsedAt: z.iso.datetime().nullable(),
    lastUsedAddress: z.string().nullable(),
    secrets: z.array(apiKeySecret).describe('Those that work: the current one, and while it is rotated the one before.'),
    expiresAt: z.iso.datetime().nullable(),
    revokedAt: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'ApiKey' })

export type ApiKey = z.output<typeof apiKey>

const fields = {
  name: z.string().trim().min(1).max(120),
  description: z.string().trim().max(500).nullable(),
  scopes: z.array(scope).min(1).max(scopes.length),
  expiresAt: z.iso.datetime({ offset: true }).nullable(),
  rateLimitPerHour: z.int().min(1).max(10_000_000),
  rateLimitId: z.int().positive().nullable().describe('A named limit to share instead of a number of its own.'),
  requiresIdempotencyKey: z.boolean().describe('False lets this key write without X-Idempotency-Key.'),
  apiVersion: apiVersion.describe('The revision of the API that it gets unless it sends API-Version; the newest unless given.'),
  allowedAddresses: z.array(allowedAddress).max(50),
  ownerId: z.int().positive().nullable().describe('The person who looks after it; somebody of the company.'),
  metadata,
}

export const newApiKey = z
  .strictObject({
    ...fields,
    description: fields.description.default(null),
    environment: z.enum(environments),
    expiresAt: fields.expiresAt.default(null),
    rateLimitPerHour: fields.rateLimitPerHour.default(defaultRateLimitPerHour),
    rateLimitId: fields.rateLimitId.default(null),
    requiresIdempotencyKey: fields.requiresIdempotencyKey.default(true),
    apiVersion: fields.apiVersion.default(currentRevision),
    allowedAddresses: fields.allowedAddresses.default([]),
    ownerId: fields.ownerId.optional(),
    metadata: fields.metadata.default({}),
  })
  .meta({ id: 'NewApiKey' })

export type NewApiKey = z.output<typeof newApiKey>

const apiKeyChange = z.strictObject(fields).partial().meta({ id: 'ApiKeyChange', description: 'The fields to change; the others stay.' })

export type ApiKeyChange = z.output<typeof apiKeyChange>

export const createdApiKey = apiKey
  .extend({ key: z.string().describe('The key itself, in this answer only; it cannot be shown again.') })
  .meta({ id: 'CreatedApiKey' })

export type CreatedApiKey = z.output<typeof createdApiKey>

export const rotationDefaults = { graceHours: 24, overlapDays: 30 } as const

const rotation = z
  .strictObject({
    graceHours: z
      .int()
      .min(0)
      .max(720)
      .default(rotationDefaults.graceHours)
      .describe('Hours that the old secret goes on working after the new one was first used.'),
    overlapDays: z
      .int()
      .min(1)
      .max(90)
      .default(rotationDefaults.overlapDays)
      .describe('Days after which the old secret ends even if the new one was never used.'),
  })
  .meta({ id: 'ApiKeyRotation' })

export type Rotation = z.output<typeof rotation>

const tag = 'API keys'
const params = z.strictObject({ id: z.coerce.number().int().positive() })

export const createApiKey = route({
  method: 'POST',
  path: '/api/api-keys',
  operationId: 'create_api_key',
  summary: 'Create an API key; the answer shows it once',
  tag,
  access: { scope: 'api_keys:write' },
  showsSecret: true,
  body: newApiKey,
  status: 201,
  response: createdApiKey,
})

export const listApiKeys = route({
  method: 'GET',
  path: '/api/api-keys',
  operationId: 'list_api_keys',
  summary: 'List API keys with their last use, newest first',
  tag,
  access: { scope: 'api_keys:read' },
  response: listOf(apiKey),
})

export const getApiKey = route({
  method: 'GET',
  path: '/api/api-keys/{id}',
  operationId: 'get_api_key',
  summary: 'Get an API key',
  tag,
  access: { scope: 'api_keys:read' },
  params,
  response: apiKey,
  errors: ['not_found'],
})

export const changeApiKey = route({
  method: 'PATCH',
  path: '/api/api-keys/{id}',
  operationId: 'change_api_key',
  summary: 'Change an API key; it holds from the next call on',
  tag,
  access: { scope: 'api_keys:write' },
  params,
  body: apiKeyChange,
  response: apiKey,
  errors: ['not_found', 'conflict'],
})

export const rotateApiKey = route({
  method: 'POST',
  path: '/api/api-keys/{id}/rotate',
  operationId: 'rotate_api_key',
  summary: 'Give an API key a new secret; the old one works until a grace time after the new one is first used',
  tag,
  access: { scope: 'api_keys:write' },
  showsSecret: true,
  params,
  body: rotation,
  response: createdApiKey,
  errors: ['not_found', 'conflict'],
})

export const revokeApiKey = route({
  method: 'DELETE',
  path: '/api/api-keys/{id}',
  operationId: 'revoke_api_key',
  summary: 'Revoke an API key; it stops working at once',
  tag,
  access: { scope: 'api_keys:write' },
  params,
  response: 'empty',
  errors: ['not_found'],
})

const apiKeyUsage = z
  .object({
    callsLastDay: z.int().describe('In the last 24 hours.'),
    failedLastDay: z.int(),
    callsLastMonth: z.int().describe('In the last 30 days.'),
    addressesLastDay: z.array(z.object({ address: z.string(), calls: z.int() })).describe('Where it was used from, most calls first.'),
    lastError: z.object({ code: z.string(), requestId: z.string(), at: z.iso.datetime() }).nullable(),
  })
  .meta({ id: 'ApiKeyUsage' })

export type ApiKeyUsage = z.output<typeof apiKeyUsage>

export const getApiKeyUsage = route({
  method: 'GET',
  path: '/api/api-keys/{id}/usage',
  operationId: 'get_api_key_usage',
  summary: 'Get how much an API key is used, and from where',
  tag,
  access: { scope: 'api_keys:read' },
  params,
  response: apiKeyUsage,
  errors: ['not_found'],
})

export const safetyFindings = [
  'never_used',
  'idle',
  'expired',
  'never_expires',
  'long_lived',
  'no_limit',
  'any_address',
  'wide_scope',
] as const
export type SafetyFinding = (typeof safetyFindings)[number]

const credentialSafety = z
  .object({
    kind: z.enum(['api_key']),
    id: z.int(),
    name: z.string(),
    prefix: z.string(),
    environment: z.enum(environments),
    findings: z.array(z.enum(safetyFindings)),
    isSafeToRemove: z.boolean().describe('Nothing has used it for 90 days, or nothing can.'),
    lastUsedAt: z.iso.datetime().nullable(),
    expiresAt: z.iso.datetime().nullable(),
    ownerName: z.string().nullable(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'CredentialSafety' })

export type CredentialSafety = z.output<typeof credentialSafety>

export const listCredentialSafety = route({
  method: 'GET',
  path: '/api/api-keys/safety',
  operationId: 'list_credential_safety',
  summary: 'List the credentials that could be safer, those that are safe to remove first',
  tag,
  access: { scope: 'api_keys:read' },
  response: listOf(credentialSafety),
})
