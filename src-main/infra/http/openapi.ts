import { z } from 'zod'
import { type ErrorCode, errorStatuses } from '../../contract/error-codes.ts'
import type { RouteSpec } from '../../contract/route.ts'
import { scopeDescription, scopes } from '../../contract/scopes.ts'
import { wireTemplate } from '../../contract/wire.ts'
import { wireJsonSchema } from '../../contract/wire-schema.ts'
import { failureHeadersOf, headerComponents, parameterComponents, requestHeadersOf, successHeadersOf } from './openapi-headers.ts'

type Json = Record<string, unknown>

/** Codes that any route may answer. */
const anywhere: readonly ErrorCode[] = ['invalid_request', 'internal_error', 'storage_unavailable', 'overloaded']
const withCredential: readonly ErrorCode[] = [
  'unauthorized',
  'api_key_expired',
  'api_key_revoked',
  'access_token_expired',
  'access_token_revoked',
  'address_not_allowed',
  'forbidden',
  'rate_limited',
  'origin_not_allowed',
]
const withBody: readonly ErrorCode[] = ['payload_too_large', 'unsupported_media_type', 'storage_full']

const publicWrite: readonly ErrorCode[] = ['idempotency_key_required', 'idempotency_conflict', 'idempotency_in_progress']

const errorSchema: Json = {
  type: 'object',
  required: ['code', 'message', 'requestId', 'details'],
  properties: {
    code: { type: 'string', enum: Object.keys(errorStatuses) },
    message: { type: 'string', description: 'In the language of Accept-Language: en, tr or id.' },
    requestId: { type: 'string', description: 'Also in X-Request-Id; the request log finds it.' },
    details: {
      type: 'object',
      properties: {
        field: { type: 'string' },
        fields: { type: 'array', items: { type: 'object', properties: { field: { type: 'string' }, reason: { type: 'string' } } } },
        fix: { type: 'string', description: 'What the caller can do.' },
        docs: { type: 'string', description: 'Where this code is explained.' },
        reason: { type: 'string', description: 'What happened in particular, in English, where it has no translation.' },
      },
      additionalProperties: true,
    },
  },
}

const oauthScopes = Object.fromEntries(scopes.map((scope) => [scope, scopeDescription(scope)]))

/** Both ways to a token; the addresses are relative to the server, under whatever name it is reached. */
const oauth2Scheme: Json = {
  type: 'oauth2',
  flows: {
    clientCredentials: { tokenUrl: '/api/oauth/token', refreshUrl: '/api/oauth/token', scopes: oauthScopes },
    authorizationCode: {
      authorizationUrl: '/api/oauth/authorize',
      tokenUrl: '/api/oauth/token',
      refreshUrl: '/api/oauth/token',
      scopes: oauthScopes,
    },
  },
}

/** The OpenAPI 3.1 document of the routes, made from their contracts alone. */
export function openApiDocument(routes: readonly RouteSpec[], info: { readonly version: string }): Json {
  const components: Json = { Error: errorSchema }
  const paths: Record<string, Json> = {}
  for (const spec of routes.toSorted(
    (first, second) => first.path.localeCompare(second.path) || first.method.localeCompare(second.method),
  )) {
    const path = wireTemplate(spec.path)
    paths[path] = { ...paths[path], [spec.method.toLowerCase()]: operation(spec, components) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Interlock API', version: info.version, description: 'Paths under /api/v1 are also served under /v1.' },
    servers: [{ url: 'http://127.0.0.1:4780', description: 'The workstation that Interlock runs on.' }],
    tags: [...new Set(routes.map((spec) => spec.tag))].sort().map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        ApiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key', description: `Scopes: ${scopes.join(', ')}.` },
        OAuth2: oauth2Scheme,
        Session: { type: 'apiKey', in: 'cookie', name: 'interlock_session', description: 'The window; writes also need X-CSRF-Token.' },
      },
      parameters: parameterComponents,
      headers: headerComponents,
      schemas: Object.fromEntries(Object.entries(components).sort(([first], [second]) => first.localeCompare(second))),
    },
  }
}

function operation(spec: RouteSpec, components: Json): Json {
  const parameters = [
    ...parametersOf(spec.params, 'path', components),
    ...parametersOf(spec.query, 'query', components),
    ...idempotencyOf(spec),
    ...requestHeadersOf(spec),
  ]
  return {
    operationId: spec.operationId,
    summary: spec.summary,
    tags: [spec.tag],
    security: securityOf(spec),
    ...(spec.deprecated === undefined ? {} : { deprecated: true }),
    ...(typeof spec.access === 'object' ? { 'x-scope': spec.access.scope } : {}),
    ...(spec.changesCompany === true ? { 'x-environment': 'live' } : {}),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(spec.body === undefined ? {} : { requestBody: { required: true, content: bodyContent(spec, spec.body, components) } }),
    responses: { ...successOf(spec, components), ...errorsOf(spec) },
  }
}

function securityOf({ access }: RouteSpec): Json[] {
  if (access === 'public') return []
  if (access === 'credential') return [{ ApiKey: [] }, { OAuth2: [] }, { Session: [] }]
  return access === 'signed_in' ? [{ Session: [] }] : [{ ApiKey: [] }, { OAuth2: [access.scope] }, { Session: [] }]
}

function parametersOf(schema: z.ZodObject | undefined, place: 'path' | 'query', components: Json): Json[] {
  if (schema === undefined) return []
  const { properties = {}, required = [] } = wireJsonSchema(schema, 'input', components) as {
    properties?: Record<string, Json>
    required?: string[]
  } // of an object
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(description === undefined ? {} : { description }),
    ...(place === 'query' && hasObject(rest) ? { style: 'deepObject', explode: true } : {}),
    schema: rest,
  }))
}

/** Whether a parameter is written with brackets: `page[limit]`, `created_at[gte]`. */
const hasObject = (schema: Json): boolean => schema['type'] === 'object'

function idempotencyOf(spec: RouteSpec): Json[] {
  if (!isKeyed(spec)) return []
  const description =
    'A fresh key for each write; the same key with the same body within 24 hours gives the same answer. Idempotency-Key is taken as well.'
  return [
    { name: 'X-Idempotency-Key', in: 'header', required: isPublicWrite(spec), description, schema: { type: 'string', maxLength: 255 } },
  ]
}

/** Whether a repeat can ask for the first answer again. */
const isKeyed = ({ method, access, changesNothing }: RouteSpec): boolean =>
  method !== 'GET' && access !== 'public' && changesNothing !== true

/** Whether it must carry a key. */
const isPublicWrite = (spec: RouteSpec): boolean => isKeyed(spec) && spec.path.startsWith('/api/v1/')

const jsonContent = (schema: z.ZodType, io: 'input' | 'output', components: Json): Json => ({
  'application/json': { schema: wireJsonSchema(schema, io, components) },
})

const bodyContent = (spec: RouteSpec, body: z.ZodType, components: Json): Json => {
  const schema = wireJsonSchema(body, 'input', components)
  return { 'application/json': { schema }, ...(spec.isForm === true ? { 'application/x-www-form-urlencoded': { schema } } : {}) }
}

function successOf(spec: RouteSpec, components: Json): Json {
  const headers = successHeadersOf(spec)
  const known = spec.isCacheable === true ? { 304: { description: 'The caller has this answer already.' } } : {}
  if (spec.response === 'empty') return { [spec.status ?? 204]: { description: 'Done.', ...headers } }
  if (spec.response instanceof z.ZodType) {
    const answer = { description: 'OK', ...headers, content: jsonContent(spec.response, 'output', components) }
    const pending = { ...answer, description: 'Accepted: it is not finished yet.' }
    return { [spec.status ?? 200]: answer, ...known, ...(spec.isPending === undefined ? {} : { 202: pending }) }
  }
  const { mediaType } = spec.response
  return {
    [spec.status ?? 200]: {
      description: 'The file.',
      ...headers,
      content: { [mediaType]: { schema: { type: 'string', format: 'binary' } } },
    },
  }
}

function errorsOf(spec: RouteSpec): Json {
  const codes = new Set<ErrorCode>([
    ...anywhere,
    ...(spec.path.startsWith('/api/v1/') ? (['unknown_api_version'] as const) : []),
    ...(spec.access === 'public' ? [] : withCredential),
    ...(spec.body === undefined ? [] : withBody),
    ...(isPublicWrite(spec) ? publicWrite : isKeyed(spec) ? publicWrite.slice(1) : []),
    ...(spec.errors ?? []),
  ])
  const byStatus: Record<string, ErrorCode[]> = {}
  for (const code of codes) byStatus[errorStatuses[code]] = [...(byStatus[errorStatuses[code]] ?? []), code]
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, list]) => [
      status,
      {
        description: list.join(', '),
        ...failureHeadersOf(spec, Number(status)),
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    ]),
  )
}
