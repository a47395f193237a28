import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import Koa, { type Context, type Middleware } from 'koa'
import type { Logger } from 'pino'
import type { Revision } from '../../contract/revisions.ts'
import { AppError } from '../../lib/app-error.ts'
import type { Vault } from '../vault/vault.ts'
import { createApiRevisions } from './api-revisions.ts'
import type { BoundRoute } from './bind.ts'
import { bindRoute, type RequestRules, type State } from './bind-route.ts'
import { type Capacity, overloaded } from './capacity.ts'
import { createCompression } from './compression.ts'
import { admitOrigin } from './cors.ts'
import { errorText } from './error-text.ts'
import { errorBody, toAppError } from './errors.ts'
import { addressOf, languageOf } from './exchange.ts'
import { checkHost } from './host-check.ts'
import { createRunningRequests } from './idempotency.ts'
import type { Principal } from './principal.ts'
import type { SharedAnswers } from './redis-answers.ts'
import { createResponseCache } from './response-cache.ts'
import { createRouteTable, type RouteTable } from './route-table.ts'

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
  readonly requestHeaders: IncomingHttpHeaders
  /** The body as it came, where it was read. */
  readonly requestBody: string | undefined
  readonly responseHeaders: Readonly<Record<string, string | number>>
  /** The body as it went out, before compression. */
  readonly responseBody: string | Uint8Array | undefined
}

/** Another application behind the same boundary: it answers what it owns, and shares request id, Host check and errors. */
export interface ForeignApplication {
  readonly owns: (path: string) => boolean
  readonly middleware: Middleware
}

export interface HttpOptions extends RequestRules {
  readonly routes: readonly BoundRoute[]
  readonly revisions: readonly Revision[]
  readonly capacity: Capacity
  readonly sharedAnswers: SharedAnswers
  readonly allowedHosts: () => ReadonlySet<string>
  readonly onFinished: (request: FinishedRequest) => void
  readonly foreign: readonly ForeignApplication[]
  /** Serves the documents of the API, on paths that no route has. */
  readonly documents: Middleware
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

/** The whole HTTP surface on plain Koa; order: request id, Host check, access log, errors, authentication, rate limit, handler. */
export function createHttpServer(options: HttpOptions): Server {
  const koa = new Koa<State>()
  koa.on('error', (error) => options.log.error({ err: error }, 'http'))
  koa.use(boundary(options))
  const table = createRouteTable<State>()
  const { vault, now, capacity } = options
  const runner = {
    cache: createResponseCache({ shared: options.sharedAnswers, now }),
    running: createRunningRequests(),
    vault,
    now,
    capacity,
  }
  const revisions = createApiRevisions(options.revisions)
  for (const route of options.routes) bindRoute(table, route, { ...options, runner, revisions })
  koa.use(createCompression() as Middleware<State>)
  for (const foreign of options.foreign) koa.use(askForeign(foreign))
  koa.use(table.middleware)
  koa.use(options.documents as Middleware<State>)
  koa.use(refuseUnknownApi(table))
  koa.use(options.pages as Middleware<State>)
  // NB: without it a client that trickles its headers or body holds a socket for minutes.
  return createServer({ requestTimeout: 60_000, headersTimeout: 15_000, keepAliveTimeout: 75_000 }, koa.callback())
}

/** Request id, Host check, log entry, the origin of pages, the bound of requests in work and the mapping of every failure, around everything else. */
function boundary(options: HttpOptions): Middleware<State> {
  const { capacity, access } = options
  let inWork = 0
  return async (context, next) => {
    const startedAt = options.monotonicNow()
    const requestId = options.newRequestId()
    context.state.requestId = requestId
    context.state.headers = { 'X-Request-Id': requestId }
    const isApi = isApiPath(context.path)
    if (!isApi) context.set(context.state.headers)
    const isCounted = isApi && !isHealthPath(context.path)
    if (isCounted) inWork += 1
    try {
      checkHost(context.get('host'), options.allowedHosts())
      if (isCounted && inWork > capacity.requestsInWork) throw overloaded('requests')
      if (!isApi || !admitOrigin(context, context.state.headers, access)) await next()
    } catch (error) {
      answerError(context, toAppError(error, options.log, requestId))
    } finally {
      if (isCounted) inWork -= 1
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
      requestHeaders: context.req.headers,
      requestBody: context.state.requestBody,
      responseHeaders: context.state.headers,
      responseBody: context.state.responseBody,
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
  const { requestId, detailsOf } = context.state as State // an answer to a request of ours
  const language = languageOf(context)
  const { message, details } = errorText(error, language)
  context.set('Content-Language', language)
  context.vary('Accept-Language')
  const body = errorBody(error.code, { message, details: detailsOf === undefined ? details : detailsOf(details) }, requestId)
  context.state['responseBody'] = body
  context.body = body
  // NB: a refused body was not read; keeping the connection would parse its rest as the next request.
  if (error.code === 'payload_too_large') context.set('Connection', 'close')
}

/** Who watches over the server must learn of an overload rather than be part of it. */
const isHealthPath = (path: string): boolean => path === '/health' || path.startsWith('/health/')

const isApiPath = (path: string): boolean => /^\/(?:api|v1|health|metrics|\.well-known)(?:\/|$)/.test(path)

const askForeign =
  ({ owns, middleware }: ForeignApplication): Middleware<State> =>
  (context, next) => {
    if (!owns(context.path)) return next()
    context.set({
      ...context.state.headers,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      // NB: as the pages around it have it; a redirect without it cuts a pop-up of the docs off from the page that opened it.
      'Cross-Origin-Opener-Policy': 'same-origin',
    })
    return middleware(context, next)
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
