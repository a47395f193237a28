import { revisions } from '../../contract/revisions.ts'
import type { RouteSpec } from '../../contract/route.ts'

type Json = Record<string, unknown>

const text = (description: string): Json => ({ description, schema: { type: 'string' } })
const whole = (description: string): Json => ({ description, schema: { type: 'integer' } })

/** Headers of answers, described once. */
export const headerComponents: Json = {
  'API-Version': text('The dated revision in which the answer is.'),
  Deprecation: text('Since when this is deprecated, `@<seconds since 1970>` (RFC 9745).'),
  ETag: text('What the answer is now; goes into If-None-Match and If-Match.'),
  'Idempotent-Replayed': text('`true` when this is the stored answer to an earlier request with the same idempotency key.'),
  Link: text('What takes its place, with `rel="successor-version"`.'),
  RateLimit: text('What is left of the tightest limit and the seconds until all of it is free again, `"company";r=299;t=61`.'),
  'RateLimit-Policy': text('The limits of the credential and of its company, `"credential";q=1000;w=3600, "company";q=300;w=60`.'),
  'Retry-After': whole('Seconds after which a repeat makes sense.'),
  Sunset: text('Until when it is served at least (RFC 8594).'),
  'X-Next-Cursor': text('Where the list goes on; goes into page[after].'),
  'X-RateLimit-Limit': whole('The tightest limit.'),
  'X-RateLimit-Remaining': whole('What is left of it.'),
  'X-RateLimit-Reset': whole('Seconds until all of it is free again.'),
  'X-Request-Id': text('The id under which the request log finds this request.'),
}

/** Headers of requests, described once. */
export const parameterComponents: Json = {
  ApiVersion: {
    name: 'API-Version',
    in: 'header',
    required: false,
    description: 'The dated revision that the caller was written for; the one that its API key was made under unless given.',
    schema: { type: 'string', enum: revisions.map(({ date }) => date) },
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    required: false,
    description: 'The ETag that the caller has seen: the write is refused when the record has changed since.',
    schema: { type: 'string' },
  },
  IfNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    required: false,
    description: 'The ETag that the caller has: 304 without a body when it is still the one.',
    schema: { type: 'string' },
  },
}

const parameterRef = (name: string): Json => ({ $ref: `#/components/parameters/${name}` })

/** The headers that a request to a route may carry, beside those of its credential. */
export const requestHeadersOf = (spec: RouteSpec): Json[] => [
  ...(isVersioned(spec) ? [parameterRef('ApiVersion')] : []),
  ...(spec.isCacheable === true ? [parameterRef('IfNoneMatch')] : []),
  ...(spec.errors?.includes('precondition_failed') === true ? [parameterRef('IfMatch')] : []),
]

const isVersioned = ({ path }: RouteSpec): boolean => path.startsWith('/api/v1/')

const limitHeaders = ['RateLimit', 'RateLimit-Policy', 'X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset']

const refs = (names: readonly string[]): Json => ({
  headers: Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }])),
})

const onEvery = (spec: RouteSpec): string[] => [
  'X-Request-Id',
  ...(isVersioned(spec) ? ['API-Version'] : []),
  ...(spec.deprecated === undefined ? [] : ['Deprecation', 'Sunset', 'Link']),
  ...(spec.access === 'public' ? [] : limitHeaders),
]

/** The headers of a route's success. */
export const successHeadersOf = (spec: RouteSpec): Json =>
  refs([
    ...onEvery(spec),
    ...(spec.isCacheable === true ? ['ETag'] : []),
    ...(/^list_/.test(spec.operationId) ? ['X-Next-Cursor'] : []),
    ...(spec.method !== 'GET' && isVersioned(spec) ? ['Idempotent-Replayed'] : []),
  ])

/** The headers of a route's failure with a status. */
export const failureHeadersOf = (spec: RouteSpec, status: number): Json =>
  refs([...onEvery(spec), ...([409, 429, 503].includes(status) ? ['Retry-After'] : [])])
