import { z } from 'zod'
import { listOf } from '../../contract/pagination.ts'
import { route } from '../../contract/route.ts'
import { credentialFields, credentialUsage, credentialView, newCredentialFields } from '../credentials/credentials.contract.ts'

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
    ...credentialView,
    keyPrefix: z.string().describe('The visible beginning of the key, live_Ab3dEf9h.'),
    requiresIdempotencyKey: z.boolean().describe('Whether a write under /api/v1 without X-Idempotency-Key is refused.'),
    status: z.enum(['active', 'expired', 'revoked']),
    secrets: z.array(apiKeySecret).describe('Those that work: the current one, and while it is rotated the one before.'),
    revokedAt: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'ApiKey' })

export type ApiKey = z.output<typeof apiKey>

const fields = { requiresIdempotencyKey: z.boolean().describe('False lets this key write without X-Idempotency-Key.') }

export const newApiKey = z
  .strictObject({
    ...newCredentialFields,
    requiresIdempotencyKey: fields.requiresIdempotencyKey.default(true),
  })
  .meta({ id: 'NewApiKey' })

export type NewApiKey = z.output<typeof newApiKey>

const apiKeyChange = z
  .strictObject({ ...credentialFields, ...fields })
  .partial()
  .meta({ id: 'ApiKeyChange', description: 'The fields to change; the others stay.' })

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
  example: { body: { name: 'MES gateway', environment: 'sandbox', scopes: ['jobs:write', 'production_outputs:write', 'assets:read'] } },
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
  example: { params: { id: 2 }, body: { description: 'Gateway of line 2', allowedAddresses: ['192.168.1.0/24'] } },
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
  example: { params: { id: 2 }, body: { graceHours: 24, overlapDays: 30 } },
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
  example: { params: { id: 2 } },
})

export const getApiKeyUsage = route({
  method: 'GET',
  path: '/api/api-keys/{id}/usage',
  operationId: 'get_api_key_usage',
  summary: 'Get how much an API key is used, and from where',
  tag,
  access: { scope: 'api_keys:read' },
  params,
  response: credentialUsage,
  errors: ['not_found'],
})
