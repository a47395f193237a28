import type { Context } from 'koa'
import type { RouteSpec, TypedBytes } from '../../contract/route.ts'
import { AppError } from '../../lib/app-error.ts'
import type { AnyInput, BoundRoute } from './bind.ts'
import { findStoredAnswer, idempotencyKeyOf, requestHash, storeAnswer } from './idempotency.ts'
import type { Principal } from './principal.ts'
import { encodeJson } from './validation.ts'

export interface Answer {
  readonly status: number
  readonly body: string | Uint8Array | undefined
  readonly mediaType: string
  readonly isReplay?: boolean
}

const json = 'application/json; charset=utf-8'

/** Turns a handler's result into what goes over the wire, by the route's contract. */
function toAnswer(spec: RouteSpec, result: unknown): Answer {
  if (spec.response === 'empty') return { status: spec.status ?? 204, body: undefined, mediaType: json }
  if ('mediaType' in spec.response) {
    const file = result as Uint8Array | TypedBytes // RouteResult says so
    const { bytes, mediaType } = file instanceof Uint8Array ? { bytes: file, mediaType: spec.response.mediaType } : file
    return { status: spec.status ?? 200, body: bytes, mediaType }
  }
  return { status: spec.status ?? 200, body: encodeJson(spec.response, result), mediaType: json }
}

/**
 * Writes an answer to the socket. NB: past Koa, whose setters and own response handling cost a quarter of a read by id; headers that were set
 * on the response before (cookies, Content-Disposition) go out as well.
 */
export function sendAnswer(context: Context, answer: Answer): void {
  const { status, body, mediaType } = answer
  const headers: Record<string, string | number> = context.state['headers']
  headers['Cache-Control'] = 'no-store'
  headers['X-Content-Type-Options'] = 'nosniff'
  if (answer.isReplay) headers['Idempotent-Replayed'] = 'true'
  if (body !== undefined) {
    headers['Content-Type'] = mediaType
    headers['Content-Length'] = Buffer.byteLength(body)
  }
  context.respond = false
  context.res.writeHead(status, headers).end(body)
}

/** Runs a bound route's handler and gives its answer. */
export function runRoute(
  route: BoundRoute,
  call: { input: AnyInput; principal: Principal | undefined; context: Context; bodyText: string | undefined },
): Answer | Promise<Answer> {
  const { input } = call
  switch (route.kind) {
    case 'read':
      return toAnswer(route.spec, route.handle(input))
    case 'task':
      return route.handle(input).then((result) => toAnswer(route.spec, result))
    case 'write':
      return runWrite(route, call)
  }
}

function runWrite(
  route: Extract<BoundRoute, { kind: 'write' }>,
  call: { input: AnyInput; principal: Principal | undefined; context: Context; bodyText: string | undefined },
): Promise<Answer> {
  const { principal, input, context } = call
  if (principal === undefined) throw new AppError('unauthorized', 'This route needs a credential.')
  const key = idempotencyKeyOf((name) => context.get(name))
  const hash = key === undefined ? '' : requestHash(context.method, context.path, call.bodyText)
  const credential = `${principal.actor.type}:${principal.actor.id}`
  return principal.workspace.write(
    (tx) => {
      const stored = key === undefined ? undefined : findStoredAnswer(tx.db, { credential, key, hash, now: tx.now })
      if (stored !== undefined) {
        return { status: stored.responseStatus, body: stored.responseBody || undefined, mediaType: json, isReplay: true }
      }
      const answer = toAnswer(route.spec, route.handle(tx, input))
      if (key !== undefined && typeof answer.body !== 'object') {
        storeAnswer(tx.db, {
          credential,
          key,
          requestHash: hash,
          responseStatus: answer.status,
          responseBody: answer.body ?? '',
          createdAt: tx.now,
        })
      }
      return answer
    },
    { actor: principal.actor, requestId: input.exchange.requestId, isRepeatable: true },
  )
}
