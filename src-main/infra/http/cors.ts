import type { Context } from 'koa'
import { AppError } from '../../lib/app-error.ts'
import type { Principal } from './principal.ts'

/** Which web sites' pages may call. */
export interface OriginRules {
  /** The origins that any company allows: a preflight carries no credential that would tell whose. */
  readonly origins: () => ReadonlySet<string>
  readonly of: (company: string) => { readonly allowedOrigins: readonly string[] }
}

type Headers = Record<string, string>

const methods = 'GET, POST, PUT, PATCH, DELETE'

const allowedHeaders = [
  'Accept-Language',
  'API-Version',
  'Authorization',
  'Content-Type',
  'Idempotency-Key',
  'If-Match',
  'If-None-Match',
  'X-API-Key',
  'X-Idempotency-Key',
].join(', ')

const exposedHeaders = [
  'API-Version',
  'Content-Disposition',
  'Deprecation',
  'ETag',
  'Idempotent-Replayed',
  'Link',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'Sunset',
  'X-Next-Cursor',
  'X-RateLimit-Limit',
  'X-RateLimit-Remaining',
  'X-RateLimit-Reset',
  'X-Request-Id',
].join(', ')

/** How long a browser may remember a preflight's answer, in seconds. */
const maxAgeSeconds = 600

/** The origin of a page that is not the window; empty when there is none. */
function foreignOrigin(context: Context): string {
  const origin = context.get('origin')
  return origin === '' || origin.replace(/^https?:\/\//, '') === context.get('host') ? '' : origin
}

/**
 * Before anybody is known on a WebSocket, which browsers open to any server for the pages of any site, cookies included.
 * @throws AppError `origin_not_allowed` when no company allows the page.
 */
export function admitSocketOrigin(context: Context, rules: OriginRules): void {
  const origin = foreignOrigin(context)
  if (origin !== '' && !rules.origins().has(origin)) throw notAllowed(origin)
}

/**
 * Once somebody is known on a WebSocket. A session is for the window alone, whose browser always says where a page is from.
 * @throws AppError `origin_not_allowed`
 */
export function checkSocketOrigin(context: Context, { principal, rules }: { principal: Principal; rules: OriginRules }): void {
  const origin = foreignOrigin(context)
  if (principal.sessionId !== undefined && (origin !== '' || context.get('origin') === '')) throw notAllowed(origin)
  if (origin !== '' && !rules.of(principal.workspace.company).allowedOrigins.includes(origin)) throw notAllowed(origin)
}

/**
 * Before the credential is known: lets pages of every allowed site read the answer, for it may be that the credential is refused.
 * @returns whether it was a preflight and is answered. @throws AppError `origin_not_allowed` of a preflight.
 */
export function admitOrigin(context: Context, headers: Headers, rules: OriginRules): boolean {
  const allowed = rules.origins()
  if (allowed.size > 0) headers['Vary'] = 'Origin'
  const origin = foreignOrigin(context)
  if (origin === '') return false
  const isAllowed = allowed.has(origin)
  if (isAllowed) {
    headers['Access-Control-Allow-Origin'] = origin
    headers['Access-Control-Expose-Headers'] = exposedHeaders
  }
  if (context.method !== 'OPTIONS' || context.get('access-control-request-method') === '') return false
  if (!isAllowed) throw notAllowed(origin)
  context.set({
    ...headers,
    Vary: 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
    'Access-Control-Allow-Methods': methods,
    'Access-Control-Allow-Headers': allowedHeaders,
    'Access-Control-Max-Age': String(maxAgeSeconds),
  })
  context.status = 204
  return true
}

/**
 * With the credential: only its own company's origins count, and a session's cookie is for the window alone.
 * @throws AppError `origin_not_allowed`
 */
export function checkOrigin(context: Context, headers: Headers, { principal, rules }: { principal: Principal; rules: OriginRules }): void {
  const origin = foreignOrigin(context)
  if (origin === '') return
  const isKey = principal.sessionId === undefined
  if (isKey && rules.of(principal.workspace.company).allowedOrigins.includes(origin)) return
  delete headers['Access-Control-Allow-Origin']
  delete headers['Access-Control-Expose-Headers']
  if (isKey) throw notAllowed(origin)
}

const notAllowed = (origin: string): AppError =>
  new AppError('origin_not_allowed', `Pages of ${origin.slice(0, 200)} may not call this API.`, {
    details: { origin: origin.slice(0, 200), fix: 'An admin adds the origin under API access on the Company page.' },
  })
