import { z } from 'zod'
import { listOf, pageQuery } from '../../contract/pagination.ts'
import { route } from '../../contract/route.ts'

export const apiRequest = z
  .object({
    id: z.int(),
    requestId: z.string(),
    method: z.string(),
    path: z.string(),
    queryParams: z.string().nullable(),
    responseStatus: z.int(),
    errorCode: z.string().nullable(),
    responseTimeMs: z.number(),
    ipAddress: z.string(),
    userAgent: z.string(),
    apiKeyId: z.int().nullable(),
    userId: z.int().nullable(),
    actorName: z.string(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'ApiRequest' })

export type ApiRequest = z.output<typeof apiRequest>

export const listRequests = route({
  method: 'GET',
  path: '/api/requests',
  operationId: 'list_requests',
  summary: 'List requests to the API, newest first',
  tag: 'Requests',
  access: { scope: 'requests:read' },
  query: z.strictObject({
    page: pageQuery.optional(),
    source: z.enum(['api_key', 'user']).optional().describe('Made with an API key, or by a person in the window.'),
    outcome: z.enum(['ok', 'failed']).optional().describe('`failed` is every answer of 400 and above.'),
    apiKeyId: z.coerce.number().int().positive().optional().describe('Made with this API key.'),
    path: z.string().max(200).optional().describe('Text that the path contains.'),
  }),
  response: listOf(apiRequest),
  errors: ['invalid_cursor'],
})

export const getRequest = route({
  method: 'GET',
  path: '/api/requests/{requestId}',
  operationId: 'get_request',
  summary: 'Get a request by the id that its answer carried in X-Request-Id',
  tag: 'Requests',
  access: { scope: 'requests:read' },
  params: z.strictObject({ requestId: z.string().max(100) }),
  response: apiRequest,
  errors: ['not_found'],
})
