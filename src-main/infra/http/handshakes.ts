import { type IncomingMessage, ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import Koa, { type Context } from 'koa'
import type { Logger } from 'pino'
import type { Locale } from '../../contract/fields.ts'
import { AppError } from '../../lib/app-error.ts'
import type { RequestRules } from './bind-route.ts'
import { admitSocketOrigin, checkSocketOrigin } from './cors.ts'
import { credentialSource } from './credential-source.ts'
import { errorText } from './error-text.ts'
import { errorBody, toAppError } from './errors.ts'
import { addressOf, languageOf } from './exchange.ts'
import { checkHost } from './host-check.ts'
import { limitRequest } from './limit-request.ts'
import type { CredentialSource, Principal } from './principal.ts'
import type { FinishedRequest } from './server.ts'

/** A request to go on as a WebSocket, from a page that may ask for it. */
export interface Handshake {
  readonly request: IncomingMessage
  readonly socket: Duplex
  /** What came after the request. */
  readonly head: Buffer
  readonly source: CredentialSource
  readonly address: string
  readonly language: Locale
  /** Lets somebody in by the rules of every request: credential, origin, limits, request log. @throws AppError */
  readonly admit: (source: CredentialSource) => Promise<Principal>
  /** Answers as any other request is answered. */
  readonly refuse: (error: unknown) => void
}

export interface HandshakeRules extends RequestRules {
  readonly allowedHosts: () => ReadonlySet<string>
  readonly onFinished: (request: FinishedRequest) => void
  readonly newRequestId: () => string
  readonly log: Logger
}

/** @param accept takes the handshakes of one path. @returns a listener for `upgrade` of the server. */
export function createHandshakes(rules: HandshakeRules, path: string, accept: (handshake: Handshake) => void) {
  const koa = new Koa()
  return (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    // A client that goes away in the middle is nothing to report.
    socket.on('error', () => socket.destroy())
    const context = koa.createContext(request, new ServerResponse(request))
    const requestId = rules.newRequestId()
    const refuse = (error: unknown): void => answerRefused(socket, context, { error: toAppError(error, rules.log, requestId), requestId })
    try {
      checkHost(context.get('host'), rules.allowedHosts())
      if (context.path !== path) throw noSocketAt(context.path, path)
      admitSocketOrigin(context, rules.access)
      accept({
        request,
        socket,
        head,
        source: credentialSource(context),
        address: addressOf(context),
        language: languageOf(context),
        admit: (source) => admit(context, { source, requestId, rules }),
        refuse,
      })
    } catch (error) {
      refuse(error)
    }
  }
}

interface Admission {
  readonly source: CredentialSource
  readonly requestId: string
  readonly rules: HandshakeRules
}

async function admit(context: Context, { source, requestId, rules }: Admission): Promise<Principal> {
  const principal = await rules.authenticate(source)
  checkSocketOrigin(context, { principal, rules: rules.access })
  await limitRequest({ principal, isRead: true, headers: {} }, rules)
  rules.onFinished({
    requestId,
    method: context.method,
    path: context.path,
    query: context.querystring,
    status: 101,
    errorCode: undefined,
    durationMs: 0,
    address: addressOf(context),
    userAgent: context.get('user-agent'),
    principal,
    requestHeaders: context.req.headers,
    requestBody: undefined,
    responseHeaders: {},
    responseBody: undefined,
  })
  return principal
}

function answerRefused(socket: Duplex, context: Context, { error, requestId }: { error: AppError; requestId: string }): void {
  if (!socket.writable) return
  const body = errorBody(error.code, errorText(error, languageOf(context)), requestId)
  const head = [
    `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status] ?? ''}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
    ...(error.status === 401 ? ['WWW-Authenticate: Bearer realm="interlock"'] : []),
    ...(error.retryAfterSeconds === undefined ? [] : [`Retry-After: ${error.retryAfterSeconds}`]),
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}

const noSocketAt = (asked: string, path: string): AppError =>
  new AppError('not_found', `There is no WebSocket at ${asked.slice(0, 200)}.`, { details: { fix: `Open it at ${path}.` } })
