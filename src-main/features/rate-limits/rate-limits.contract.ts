import { z } from 'zod'
import { listOf } from '../../contract/pagination.ts'
import { route } from '../../contract/route.ts'

const perHour = z.int().min(1).max(10_000_000)

const fields = {
  name: z.string().trim().min(1).max(120),
  readsPerHour: perHour,
  writesPerHour: perHour,
}

export const rateLimit = z
  .object({
    id: z.int(),
    name: z.string(),
    readsPerHour: z.int(),
    writesPerHour: z.int(),
    keyCount: z.int().describe('How many API keys that are not revoked share it.'),
    clientCount: z.int().describe('How many OAuth clients share it.'),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'RateLimit', description: 'A limit with a name. The API keys and OAuth clients that refer to it share one count.' })

export type RateLimit = z.output<typeof rateLimit>

const newRateLimit = z.strictObject(fields).meta({ id: 'NewRateLimit' })

export type NewRateLimit = z.output<typeof newRateLimit>

const rateLimitChange = z
  .strictObject({ ...fields, version: z.int().positive().describe('The version that was read; a newer one answers 409.') })
  .meta({ id: 'RateLimitChange' })

export type RateLimitChange = z.output<typeof rateLimitChange>

const tag = 'API keys'
const params = z.strictObject({ id: z.coerce.number().int().positive() })

export const listRateLimits = route({
  method: 'GET',
  path: '/api/rate-limits',
  operationId: 'list_rate_limits',
  summary: 'List the named limits that API keys and OAuth clients share, by name',
  tag,
  access: { scope: 'api_keys:read' },
  response: listOf(rateLimit),
})

export const createRateLimit = route({
  method: 'POST',
  path: '/api/rate-limits',
  operationId: 'create_rate_limit',
  summary: 'Create a named limit',
  tag,
  access: { scope: 'api_keys:write' },
  changesCompany: true,
  body: newRateLimit,
  status: 201,
  response: rateLimit,
  errors: ['conflict'],
  example: { body: { name: 'Line 2 gateways', readsPerHour: 5_000, writesPerHour: 2_000 } },
})

export const updateRateLimit = route({
  method: 'PUT',
  path: '/api/rate-limits/{id}',
  operationId: 'update_rate_limit',
  summary: 'Replace a named limit; it holds at once',
  tag,
  access: { scope: 'api_keys:write' },
  changesCompany: true,
  params,
  body: rateLimitChange,
  response: rateLimit,
  errors: ['not_found', 'conflict', 'version_conflict'],
  example: { body: { name: 'Gateways of lines 2 and 3', readsPerHour: 10_000, writesPerHour: 4_000, version: 1 } },
})

export const deleteRateLimit = route({
  method: 'DELETE',
  path: '/api/rate-limits/{id}',
  operationId: 'delete_rate_limit',
  summary: 'Delete a named limit that nothing refers to any more',
  tag,
  access: { scope: 'api_keys:write' },
  changesCompany: true,
  params,
  response: 'empty',
  errors: ['not_found', 'conflict'],
})
