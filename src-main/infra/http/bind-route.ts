import type { Context, Middleware } from 'koa'
import type { RouteSpec } from '../../contract/route.ts'
import { grants } from '../../contract/scopes.ts'
import { wireTemplate } from '../../contract/wire.ts'
import { AppError, type ErrorDetails } from '../../lib/app-error.ts'
import { sendAnswer } from './answer.ts'
import type { ApiRevisions, OldRevision } from './api-revisions.ts'
import type { AnyInput, BoundRoute } from './bind.ts'
import { readJsonBody } from './body.ts'
import { checkOrigin, type OriginRules } from './cors.ts'
import { assertOfLive } from './credential-rules.ts'
import { credentialSource } from './credential-source.ts'
import { deprecationHeaders } from './deprecation.ts'
import { HttpExchange } from './exchange.ts'
import { idempotencyKeyOf, keyRequired } from './idempotency.ts'
import { type CompanyLimits, limitRequest } from './limit-request.ts'
import { openStream } from './open-stream.ts'
import type { Authenticate, Principal } from './principal.ts'
import { parseQueryString } from './query-string.ts'
import type { RateLimiter } from './rate-limiter.ts'
import type { RouteTable } from './route-table.ts'
import { type RouteRunner, runRoute } from './run-route.ts'
import { parseWire } from './validation.ts'

export interface State {
  requestId: string
  principal: Principal | undefined
  errorCode: string | undefined
  /** What every answer to this request carries. */
  headers: Record<string, string>
  /** Both bodies, for the request log. */
  requestBody: string | undefined
  responseBody: string | Uint8Array | undefined
  /** What a failure's details are called in the revision that the request is served in. */
  detailsOf: ((details: ErrorDetails) => ErrorDetails) | undefined
}

/** By what a request is let in. */
export interface RequestRules {
  readonly authenticate: Authenticate
  readonly limiter: RateLimiter
  /** What holds for every caller of a company. */
  readonly access: OriginRules & { readonly of: (company: string) => CompanyLimits }
}

interface BindOptions extends RequestRules {
  readonly runner: RouteRunner
  readonly revisions: ApiRevisions
}

/** Binds a route to its path, and one of the public API to both of its names. */
export function bindRoute(table: RouteTable<State>, route: BoundRoute, options: BindOptions): void {
  const { spec } = route
  const path = wireTemplate(spec.path).replaceAll(/\{(\w+)\}/g, ':$1')
  const paths = path.startsWith('/api/v1/') ? [path, path.replace('/api/v1/', '/v1/')] : [path]
  const isUnsafe = spec.method !== 'GET'
  const isRead = !isUnsafe || spec.changesNothing === true
  const headers = headersOf(spec, options.revisions)
  const handle: Middleware<State> = async (context) => {
    Object.assign(context.state.headers, headers)
    const resolved = spec.access === 'public' ? undefined : options.authenticate(credentialSource(context))
    const principal = resolved instanceof Promise ? await resolved : resolved
    context.state.principal = principal
    if (principal !== undefined) {
      checkOrigin(context, context.state.headers, { principal, rules: options.access })
      authorize(route, principal)
      const limited = limitRequest({ principal, isRead, headers: context.state.headers }, options)
      if (limited instanceof Promise) await limited
    }
    const revision = revisionOf(spec, context, { principal, revisions: options.revisions })
    const idempotencyKey = isUnsafe ? keyOf(spec, context, principal) : undefined
    const body = isUnsafe ? await readJsonBody(context.req, context.state) : undefined
    const input = readInput(route, context, { principal, body: body?.value, revision })
    if (route.kind === 'stream') return route.handle(input, openStream(context))
    const answered = runRoute(route, { input, principal, context, bodyText: body?.text, idempotencyKey, revision }, options.runner)
    const answer = answered instanceof Promise ? await answered : answered
    sendAnswer(context, answer)
  }
  for (const each of paths) table.register(each, spec.method, handle)
}

const isVersioned = ({ path }: RouteSpec): boolean => path.startsWith('/api/v1/')

/** What every answer of a route carries. */
const headersOf = (spec: RouteSpec, { current }: ApiRevisions): Readonly<Record<string, string>> => ({
  ...(isVersioned(spec) ? { 'API-Version': current } : {}),
  ...(spec.deprecated === undefined ? {} : deprecationHeaders(spec.deprecated)),
})

/** The older revision that a request is served in, if it is; its answer, also a failure, says so. */
function revisionOf(
  spec: RouteSpec,
  context: Context,
  { principal, revisions }: { principal: Principal | undefined; revisions: ApiRevisions },
): OldRevision | undefined {
  if (!isVersioned(spec)) return undefined
  const revision = revisions.of(context.get('api-version'), principal?.apiVersion)
  if (revision === undefined) return undefined
  const state = context.state as State // of our own server
  Object.assign(state.headers, revision.headers)
  state.headers['API-Version'] = revision.date
  state.detailsOf = (details) => revision.details(spec.operationId, details)
  return revision
}

/** @throws AppError `idempotency_key_required` when a write to the public API lacks it. */
function keyOf({ path, changesNothing }: RouteSpec, context: Context, principal: Principal | undefined): string | undefined {
  const key = changesNothing === true ? undefined : idempotencyKeyOf((name) => context.get(name))
  const isPublicWrite = changesNothing !== true && path.startsWith('/api/v1/')
  if (key === undefined && isPublicWrite && principal?.requiresIdempotencyKey === true) throw keyRequired()
  return key
}

function authorize(route: BoundRoute, principal: Principal): void {
  const { access } = route.spec
  if (access === 'signed_in' && principal.actor.type !== 'user') {
    throw new AppError('forbidden', 'Only a person who is signed in may do this.')
  }
  if (route.spec.changesCompany === true) assertOfLive(principal)
  if (typeof access !== 'object' || grants(principal.scopes, access.scope)) return
  throw new AppError('forbidden', `This needs the scope ${access.scope}.`, {
    details: { scope: access.scope, fix: 'Use a key or an account that holds this scope.' },
  })
}

interface Known {
  readonly principal: Principal | undefined
  readonly body: unknown
  readonly revision: OldRevision | undefined
}

function readInput({ spec }: BoundRoute, context: Context, { principal, body, revision }: Known): AnyInput {
  const sent = revision === undefined ? body : revision.body(spec.operationId, body)
  return {
    params: spec.params === undefined ? {} : parseWire(spec.params, context['params']),
    query: readQuery(spec, context.querystring, revision),
    body: spec.body === undefined ? undefined : parseWire(spec.body, sent),
    principal,
    exchange: new HttpExchange(context),
  }
}

function readQuery({ query, operationId }: RouteSpec, queryString: string, revision: OldRevision | undefined): unknown {
  if (query !== undefined) {
    const sent = pageByNumber(parseQueryString(queryString))
    return parseWire(query, revision === undefined ? sent : revision.query(operationId, sent))
  }
  if (queryString === '') return {}
  throw new AppError('invalid_request', 'This route takes no query parameters.', {
    details: { field: Object.keys(parseQueryString(queryString))[0] ?? '', fix: 'Leave them out.' },
  })
}

/** `page=2&limit=50`, as people count pages, is `page[number]=2&page[limit]=50`. */
function pageByNumber({ page, limit, ...others }: Record<string, unknown>): Record<string, unknown> {
  const size = limit === undefined ? {} : { limit }
  if (typeof page === 'string') return { ...others, page: { number: page, ...size } }
  if (page === undefined && limit === undefined) return others
  return { ...others, page: { ...(page as object | undefined), ...size } } // the parser makes nothing else
}
