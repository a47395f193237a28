import { z } from 'zod'
import { authKinds, callSteps, connectorCategories, failureKinds } from '../../connectors/kit/connector.contract.ts'
import { listOf, pageQuery } from '../../contract/pagination.ts'
import { route } from '../../contract/route.ts'
import { connection, connectionChange, connectionFailure, connectionInput, connectionStatuses, testResult } from './connections.contract.ts'

const time = z.iso.datetime()
const jsonSchema = z.record(z.string(), z.unknown())

/** Of a connector, or of a provider of several. */
export const connectorType = z
  .string()
  .max(40)
  .regex(/^[a-z][a-z0-9_]*$/, 'must be a type of connector such as smtp')

export const connectionId = z.int().positive().max(Number.MAX_SAFE_INTEGER)
const idQuery = z.strictObject({
  id: z.coerce.number().pipe(connectionId).optional().describe('Of the connection; the default of its type unless it is given.'),
})

const integration = z
  .object({
    type: z.string(),
    name: z.string(),
    category: z.enum(connectorCategories),
    protocol: z.string().describe('What it speaks.'),
    auth: z.enum(authKinds),
    config: jsonSchema.describe('JSON schema of config, with the names on the wire.'),
    credentials: jsonSchema.describe('JSON schema of credentials, with the names on the wire.'),
    presets: z.array(z.object({ id: z.string(), name: z.string(), config: z.record(z.string(), z.unknown()) })),
    oauth: z
      .object({ provider: z.string(), redirectUri: z.string().describe('To be registered with the vendor.') })
      .nullable()
      .describe('How people sign in to it; null where they do not.'),
    hasBaseUrl: z.boolean().describe('It speaks HTTP, and its base URL can be set.'),
    sync: z.enum(['records', 'backup']).nullable().describe('What it does by itself: keeping records the same, storing back-ups.'),
    actions: z.array(z.object({ name: z.string(), input: jsonSchema, output: jsonSchema })),
    connections: z.array(connection),
  })
  .meta({ id: 'Integration' })

export type IntegrationView = z.input<typeof integration>

const tag = 'Integrations'
const read = { scope: 'integrations:read' } as const
const write = { scope: 'integrations:write' } as const

export const listIntegrations = route({
  method: 'GET',
  path: '/api/integrations',
  operationId: 'list_integrations',
  summary: 'List every connector with its form, and the connections of each',
  tag,
  access: read,
  response: z.object({ data: z.array(integration) }),
})

export const updateIntegrations = route({
  method: 'PUT',
  path: '/api/integrations',
  operationId: 'update_integrations',
  summary: 'Change connections: settings, credentials, default, in use or not',
  tag,
  access: write,
  body: z.strictObject({ data: z.array(connectionChange).min(1).max(50) }).meta({ id: 'IntegrationsUpdate' }),
  response: z.object({ data: z.array(connection) }),
  errors: ['not_found', 'version_conflict'],
  example: { body: { data: [{ id: 1, name: 'Sales mail' }] } },
})

export const connectIntegration = route({
  method: 'POST',
  path: '/api/integrations/{type}/connect',
  operationId: 'connect_integration',
  summary: 'Connect to a vendor: save settings and credentials, and test them',
  description:
    'The connection is kept also when the test fails, with the status `ERROR` and what went wrong. With `id` an existing connection is connected again and keeps its id.',
  tag,
  access: write,
  params: z.strictObject({ type: connectorType }),
  body: z
    .strictObject({ ...connectionInput, id: connectionId.optional(), isDefault: z.boolean().default(false) })
    .meta({ id: 'IntegrationConnect' }),
  response: z.object({ connection, test: testResult }),
  status: 201,
  errors: ['not_found'],
  example: {
    params: { type: 'smtp' },
    body: {
      name: 'Office mail',
      config: { host: '127.0.0.1', port: 9, security: 'none', from_address: 'plant@example.com' },
      credentials: {},
    },
  },
})

export const getIntegrationStatus = route({
  method: 'GET',
  path: '/api/integrations/{type}/status',
  operationId: 'get_integration_status',
  summary: 'Get the state of a connection: when it last worked, what went wrong last, when its token is renewed',
  tag,
  access: read,
  params: z.strictObject({ type: connectorType }),
  query: idQuery,
  response: z
    .object({
      type: z.string(),
      id: z.int().nullable().describe('Null while there is no connection of this type.'),
      status: z.enum(connectionStatuses),
      lastSuccessAt: time.nullable(),
      lastError: connectionFailure.extend({ at: time }).nullable(),
      nextRefreshAt: time.nullable(),
      connections: z.int().describe('Of this type.'),
    })
    .meta({ id: 'IntegrationStatus' }),
  errors: ['not_found'],
  example: { params: { type: 'smtp' } },
})

export const disconnectIntegration = route({
  method: 'DELETE',
  path: '/api/integrations/{type}',
  operationId: 'disconnect_integration',
  summary: 'Disconnect: forget the credentials and take the connection away',
  tag,
  access: write,
  params: z.strictObject({ type: connectorType }),
  query: idQuery,
  response: 'empty',
  errors: ['not_found', 'conflict'],
  example: { params: { type: 'smtp' }, query: { id: 1 } },
})

export const testIntegration = route({
  method: 'POST',
  path: '/api/integrations/test/{provider}',
  operationId: 'test_integration',
  summary: 'Test a connection, or settings before they are saved; names the step that fails',
  tag,
  access: write,
  params: z.strictObject({ provider: connectorType }),
  body: z
    .strictObject({ ...connectionInput, id: connectionId.optional() })
    .describe('With id alone the connection as it is; with more, as it would be.')
    .meta({ id: 'IntegrationTest' }),
  response: testResult,
  errors: ['not_found'],
  example: {
    params: { provider: 'smtp' },
    body: { config: { host: '127.0.0.1', port: 9, security: 'none', from_address: 'plant@example.com' } },
  },
})

const connectionParams = z.strictObject({ id: z.coerce.number().pipe(connectionId) })

export const getConnection = route({
  method: 'GET',
  path: '/api/connections/{id}',
  operationId: 'get_connection',
  summary: 'Get a connection',
  tag,
  access: read,
  params: connectionParams,
  response: connection,
  errors: ['not_found'],
})

export const runConnectionAction = route({
  method: 'POST',
  path: '/api/connections/{id}/actions/{action}',
  operationId: 'run_connection_action',
  summary: 'Have a connection do one of the things that its connector can: send a mail, call an API',
  description: 'The input is checked by the schema of the action, which `GET /api/integrations` has; so is what comes out.',
  tag,
  access: write,
  params: z.strictObject({
    ...connectionParams.shape,
    action: z
      .string()
      .max(60)
      .regex(/^[a-z][a-z0-9_]*$/, 'must be an action such as send_mail'),
  }),
  body: z.strictObject({ input: z.record(z.string(), z.unknown()).default({}) }).meta({ id: 'ConnectionActionRun' }),
  response: z.object({ output: z.record(z.string(), z.unknown()) }).meta({ id: 'ConnectionActionResult' }),
  errors: ['not_found', 'connection_failed'],
  example: { params: { id: 1, action: 'send_mail' }, body: { input: { to: ['ali@example.com'], subject: 'Test', text: 'It works.' } } },
})

const call = z
  .object({
    id: z.int(),
    connectionId: z.int(),
    purpose: z.string().describe('The action, test, sync or refresh.'),
    startedAt: time,
    durationMs: z.number(),
    attempt: z.int(),
    method: z.string(),
    url: z.string(),
    responseStatus: z.int().nullable(),
    failureKind: z.enum(failureKinds).nullable(),
    failureStep: z.enum(callSteps).nullable(),
  })
  .meta({ id: 'ConnectionCall' })

export const listConnectionCalls = route({
  method: 'GET',
  path: '/api/connections/{id}/calls',
  operationId: 'list_connection_calls',
  summary: 'List the calls of a connection to its vendor, newest first',
  tag,
  access: read,
  params: connectionParams,
  query: z.strictObject({ outcome: z.enum(['ok', 'failed']).optional(), page: pageQuery.optional() }),
  response: listOf(call),
  errors: ['not_found', 'invalid_cursor'],
})

const timing = z.object({
  isReused: z.boolean(),
  waitMs: z.number().nullable(),
  dnsMs: z.number().nullable(),
  connectMs: z.number().nullable(),
  tlsMs: z.number().nullable(),
  firstByteMs: z.number().nullable(),
  bodyMs: z.number().nullable(),
  totalMs: z.number(),
})

const headers = z.record(z.string(), z.string())

export const getConnectionCall = route({
  method: 'GET',
  path: '/api/connections/{id}/calls/{callId}',
  operationId: 'get_connection_call',
  summary: 'Get one call with request and answer, without secrets',
  tag,
  access: read,
  params: z.strictObject({ ...connectionParams.shape, callId: z.coerce.number().pipe(connectionId) }),
  response: call
    .extend({
      requestHeaders: headers,
      requestBody: z.string(),
      isRequestBodyCut: z.boolean(),
      responseHeaders: headers,
      responseBody: z.string(),
      isResponseBodyCut: z.boolean(),
      timing: timing.nullable(),
      failure: connectionFailure.nullable(),
    })
    .meta({ id: 'ConnectionCallDetail' }),
  errors: ['not_found'],
})

export const getConnectionUsage = route({
  method: 'GET',
  path: '/api/connections/{id}/usage',
  operationId: 'get_connection_usage',
  summary: 'Count the calls of a connection and those that failed, by hour or day',
  tag,
  access: read,
  params: connectionParams,
  query: z.strictObject({ span: z.enum(['day', 'week', 'month']).default('day') }),
  response: z.object({
    data: z.array(z.object({ start: time, calls: z.int(), failed: z.int(), averageMs: z.number().nullable() })),
  }),
  errors: ['not_found'],
})
