import { createServer, type Server } from 'node:http'
import Koa, { type Context, type Middleware } from 'koa'
import type { Logger } from 'pino'
import type { RouteSpec } from '../../contract/route.ts'
import { grants } from '../../contract/scopes.ts'
import { wireTemplate } from '../../contract/wire.ts'
import { AppError } from '../../lib/app-error.ts'
import type { Vault } from '../vault/vault.ts'
import { sendAnswer } from './answer.ts'
import type { AnyInput, BoundRoute } from './bind.ts'
import { readJsonBody } from './body.ts'
import { createCompression } from './compression.ts'
import { errorBody, toAppError } from './errors.ts'
import { addressOf, HttpExchange } from './exchange.ts'
import { checkHost } from './host-check.ts'
import { createRunningRequests, idempotencyKeyOf, keyRequired } from './idempotency.ts'
import { type CompanyLimits, limitRequest } from './limit-request.ts'
import type { Authenticate, Principal } from './principal.ts'
import { parseQueryString } from './query-string.ts'
import type { RateLimiter } from './rate-limiter.ts'
import { createResponseCache } from './response-cache.ts'
import { createRouteTable, type RouteTable } from './route-table.ts'
import { type RouteRunner, runRoute } from './run-route.ts'
import { parseWire } from './validation.ts'

/** One finished request, for the request log. */
export interface FinishedRequest {
  readonly requestId: string
  readonly method: string
  readonly path: string
  readonly query: string
  readonly status: number
  readonly errorCode: string | undefined
  readonly durationMs: number
  readonly address: string
  readonly userAgent: string
  readonly principal: Principal | undefined
}

export interface HttpOptions {
  readonly routes: readonly BoundRoute[]
  readonly authenticate: Authenticate
  readonly limiter: RateLimiter
  readonly companyLimits: (company: string) => CompanyLimits
  readonly allowedHosts: () => ReadonlySet<string>
  readonly onFinished: (request: FinishedRequest) => void
  /** Serves the window's pages to everything that is no API path. */
  readonly pages: Middleware
  readonly newRequestId: () => string
  /** Seals stored answers that show a secret. */
  readonly vault: Vault
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** A clock for durations that nobody sets, milliseconds. */
  readonly monotonicNow: () => number
  readonly log: Logger
}

interface State {
  requestId: string
  principal: Principal | undefined
  errorCode: string | undefined
  /** What every answer to this request carries. */
  headers: Record<string, string>
}

/** The whole HTTP surface on plain Koa; order: request id, Host check, access log, errors, authentication, rate limit, handler. */
export function createHttpServer(options: HttpOptions): Server {
  const koa = new Koa<State>()
  koa.on('error', (error) => options.log.error({ err: error }, 'http'))
  koa.use(boundary(options))
  const table = createRouteTable<State>()
  const runner = { cache: createResponseCache(), running: createRunningRequests(), vault: options.vault, now: options.now }
  for (const route of options.routes) bindRoute(table, route, { ...options, runner })
  koa.use(createCompression() as Middleware<State>)
  koa.use(table.middleware)
  koa.use(refuseUnknownApi(table))
  koa.use(options.pages as Middleware<State>)
  // NB: without it a client that trickles its headers or body holds a socket for minutes.
  return createServer({ requestTimeout: 60_000, headersTimeout: 15_000, keepAliveTimeout: 75_000 }, koa.callback())
}

/** Request id, Host check, log entry and the mapping of every failure, around everything else. */
function boundary(options: HttpOptions): Middleware<State> {
  return async (context, next) => {
    const startedAt = options.monotonicNow()
    const requestId = options.newRequestId()
    context.state.requestId = requestId
    context.state.headers = { 'X-Request-Id': requestId }
    const isApi = isApiPath(context.path)
    if (!isApi) context.set(context.state.headers)
    try {
      checkHost(context.get('host'), options.allowedHosts())
      await next()
    } catch (error) {
      answerError(context, toAppError(error, options.log, requestId))
    }
    if (!isApi) return
    options.onFinished({
      requestId,
      method: context.method,
      path: context.path,
      query: context.querystring,
      status: context.status,
      errorCode: context.state.errorCode,
      durationMs: options.monotonicNow() - startedAt,
      address: addressOf(context),
      userAgent: context.get('user-agent'),
      principal: context.state.principal,
    })
  }
}

function answerError(context: Context, error: AppError): void {
  context.state['errorCode'] = error.code
  context.set(context.state['headers'])
  context.set({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' })
  context.status = error.status
  context.type = 'application/json; charset=utf-8'
  if (error.retryAfterSeconds !== undefined) context.set('Retry-After', String(error.retryAfterSeconds))
  if (error.status === 401) context.set('WWW-Authenticate', 'Bearer realm="interlock"')
  context.body = errorBody(error, context.state['requestId'])
  // NB: a refused body was not read; keeping the connection would parse its rest as the next request.
  if (error.code === 'payload_too_large') context.set('Connection', 'close')
}

const isApiPath = (path: string): boolean => /^\/(?:api|v1|health|metrics)(?:\/|$)/.test(path)

function bindRoute(table: RouteTable<State>, route: BoundRoute, options: HttpOptions & { readonly runner: RouteRunner }): void {
  const { spec } = route
  const path = wireTemplate(spec.path).replaceAll(/\{(\w+)\}/g, ':$1')
  const paths = path.startsWith('/api/v1/') ? [path, path.replace('/api/v1/', '/v1/')] : [path]
  const isUnsafe = spec.method !== 'GET'
  const isRead = !isUnsafe || spec.changesNothing === true
  const handle: Middleware<State> = async (context) => {
    const resolved = spec.access === 'public' ? undefined : options.authenticate(credentialSource(context))
    const principal = resolved instanceof Promise ? await resolved : resolved
    context.state['principal'] = principal
    if (principal !== undefined) {
      authorize(route, principal)
      const limited = limitRequest({ principal, isRead, headers: context.state['headers'] }, options)
      if (limited instanceof Promise) await limited
    }
    const idempotencyKey = isUnsafe ? keyOf(spec, context, principal) : undefined
    const body = isUnsafe ? await readJsonBody(context.req) : undefined
    const input = readInput(route, context, { principal, body: body?.value })
    const answered = runRoute(route, { input, principal, context, bodyText: body?.text, idempotencyKey }, options.runner)
    const answer = answered instanceof Promise ? await answered : answered
    sendAnswer(context, answer)
  }
  for (const each of paths) table.register(each, spec.method, handle)
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
  if (typeof access !== 'object' || grants(principal.scopes, access.scope)) return
  throw new AppError('forbidden', `This needs the scope ${access.scope}.`, {
    details: { scope: access.scope, fix: 'Use a key or an account that holds this scope.' },
  })
}

function readInput(route: BoundRoute, context: Context, known: { principal: Principal | undefined; body: unknown }): AnyInput {
  const { spec } = route
  return {
    params: spec.params === undefined ? {} : parseWire(spec.params, context['params']),
    query: readQuery(route, context.querystring),
    body: spec.body === undefined ? undefined : parseWire(spec.body, known.body),
    principal: known.principal,
    exchange: new HttpExchange(context),
  }
}

function readQuery(route: BoundRoute, queryString: string): unknown {
  if (route.spec.query !== undefined) return parseWire(route.spec.query, pageByNumber(parseQueryString(queryString)))
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

function credentialSource(context: Context): Parameters<Authenticate>[0] {
  return {
    method: context.method,
    address: addressOf(context),
    header: (name) => context.get(name),
    cookie: (name) => context.cookies.get(name),
  }
}

function refuseUnknownApi(table: RouteTable<State>): Middleware<State> {
  return async (context, next) => {
    if (!isApiPath(context.path)) return next()
    const methods = table.methodsOf(context.path, context.method)
    if (methods.length === 0)
      throw new AppError('not_found', `There is nothing at ${context.path}.`, { details: { fix: 'See the API docs for the paths.' } })
    context.state.headers['Allow'] = methods.join(', ')
    throw new AppError('method_not_allowed', `${context.path} does not answer to ${context.method}.`, {
      details: { allowed: methods },
    })
  }
}
