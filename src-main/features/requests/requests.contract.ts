import { z } from 'zod'
import { loggedAtQuery, loggedWordsQuery } from '../../contract/log-query.ts'
import { listOf, pageQuery } from '../../contract/pagination.ts'
import { route } from '../../contract/route.ts'
import { causedEvent, maxCausedEvents } from '../threads/threads.contract.ts'

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
    requestBytes: z.int().describe('Size of the body that was sent.'),
    responseBytes: z.int().describe('Size of the body that was answered.'),
    ipAddress: z.string(),
    userAgent: z.string(),
    apiKeyId: z.int().nullable(),
    oauthClientId: z.int().nullable().describe('Set for every call of an OAuth client, for itself or for a person.'),
    userId: z.int().nullable(),
    actorName: z.string(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'ApiRequest' })

export type ApiRequest = z.output<typeof apiRequest>

const headers = z.record(z.string(), z.string())

/** What was sent and answered, without secrets, each body up to 16 KiB. */
const apiExchange = z
  .object({
    requestHeaders: headers.describe('Those that say something about the answer; never a credential.'),
    requestBody: z.string().nullable(),
    isRequestBodyCut: z.boolean(),
    responseHeaders: headers,
    responseBody: z.string().nullable().describe('Null for an empty answer and for a file.'),
    isResponseBodyCut: z.boolean(),
  })
  .meta({ id: 'ApiExchange' })

const apiRequestDetail = apiRequest
  .extend({
    exchange: apiExchange
      .nullable()
      .describe('Null when it is not kept: reads of the window, requests under heavy load, and what is past its time.'),
    events: z.array(causedEvent).describe(`What the request caused, at most ${maxCausedEvents}, each with its deliveries.`),
    eventCount: z.int(),
  })
  .meta({ id: 'ApiRequestDetail' })

export type ApiRequestDetail = z.output<typeof apiRequestDetail>

const id = z.coerce.number().int().positive().optional()

export const requestSources = ['system', 'api_key', 'oauth_client', 'user'] as const
export type RequestSource = (typeof requestSources)[number]

export const requestMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

export const listRequests = route({
  method: 'GET',
  path: '/api/requests',
  operationId: 'list_requests',
  summary: 'List requests to the API, newest first',
  tag: 'Requests',
  access: { scope: 'requests:read' },
  query: z.strictObject({
    page: pageQuery.optional(),
    source: z
      .enum(requestSources)
      .optional()
      .describe('Made by a system, which is an API key or an OAuth client, by one of both, or by a person in the window.'),
    outcome: z.enum(['ok', 'failed']).optional().describe('`failed` is every answer of 400 and above.'),
    status: z
      .string()
      .regex(/^[1-5](?:xx|\d\d)$/, 'is neither a status like 404 nor a class like 4xx')
      .optional()
      .describe('A status such as 404, or a class such as 4xx.'),
    method: z.enum(requestMethods).optional(),
    path: z.string().max(200).optional().describe('Text that the path contains.'),
    q: loggedWordsQuery.describe('Words that begin like these, in the bodies that are kept of what was sent and answered.'),
    apiKeyId: id.describe('Made with this API key.'),
    oauthClientId: id.describe('Made by this OAuth client.'),
    userId: id.describe('Made by this person.'),
    requestId: z.string().max(100).optional().describe('The id of the answer.'),
    errorCode: z.string().max(60).optional().describe('Answered with this code.'),
    createdAt: loggedAtQuery,
  }),
  response: listOf(apiRequest),
  errors: ['invalid_cursor'],
})

export const getRequest = route({
  method: 'GET',
  path: '/api/requests/{requestId}',
  operationId: 'get_request',
  summary: 'Get a request by the id that its answer carried in X-Request-Id, with its bodies and what it caused',
  tag: 'Requests',
  access: { scope: 'requests:read' },
  params: z.strictObject({ requestId: z.string().max(100) }),
  response: apiRequestDetail,
  errors: ['not_found'],
})

const retention = z
  .strictObject({
    entryDays: z.int().min(1).max(3_650).describe('Days that entries are kept.'),
    bodyDays: z.int().min(0).max(365).describe('Days that headers and bodies are kept.'),
    maxEntries: z.int().min(1_000).max(50_000_000).describe('Most entries; the oldest go first.'),
    maxBodyMegabytes: z.int().min(1).max(100_000).describe('Most room for bodies, in millions of bytes; the oldest go first.'),
  })
  .meta({ id: 'RequestRetention' })

export type Retention = z.output<typeof retention>

export const defaultRetention: Retention = { entryDays: 30, bodyDays: 7, maxEntries: 2_000_000, maxBodyMegabytes: 500 }

const keptRequests = retention
  .extend({
    entries: z.int().describe('Entries that are there now.'),
    bodyBytes: z.int().describe('Room that bodies take now.'),
  })
  .meta({ id: 'KeptRequests' })

export const getRequestRetention = route({
  method: 'GET',
  path: '/api/requests/retention',
  operationId: 'get_request_retention',
  summary: 'Get how long requests are kept, and how many there are',
  tag: 'Requests',
  access: { scope: 'requests:read' },
  response: keptRequests,
})

export const changeRequestRetention = route({
  method: 'PUT',
  path: '/api/requests/retention',
  operationId: 'change_request_retention',
  summary: 'Choose how long requests are kept; what is beyond goes within ten minutes',
  tag: 'Requests',
  access: { scope: 'requests:write' },
  body: retention,
  response: keptRequests,
  example: { body: { entryDays: 30, bodyDays: 7, maxEntries: 2_000_000, maxBodyMegabytes: 500 } },
})
