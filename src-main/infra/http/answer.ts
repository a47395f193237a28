import type { Context } from 'koa'
import type { z } from 'zod'
import type { RouteSpec, TypedBytes } from '../../contract/route.ts'
import { encodeWire } from '../../contract/wire-encoder.ts'
import { AppError } from '../../lib/app-error.ts'
import type { AnyInput, BoundRoute } from './bind.ts'
import { isWorthCompressing } from './compression.ts'
import type { Answer } from './http-answer.ts'
import { findStoredAnswer, idempotencyKeyOf, requestHash, storeAnswer } from './idempotency.ts'
import type { Principal } from './principal.ts'
import { type ResponseCache, unlessKnown, withEtag } from './response-cache.ts'
import { encodeJson } from './validation.ts'

const json = 'application/json; charset=utf-8'

/** Turns a handler's result into what goes over the wire, by the route's contract. */
function toAnswer(spec: RouteSpec, result: unknown, query?: unknown): Answer {
  if (spec.response === 'empty') return { status: spec.status ?? 204, body: undefined, mediaType: json }
  if ('mediaType' in spec.response) {
    const file = result as Uint8Array | TypedBytes // RouteResult says so
    const { bytes, mediaType } = file instanceof Uint8Array ? { bytes: file, mediaType: spec.response.mediaType } : file
    return { status: spec.status ?? 200, body: bytes, mediaType }
  }
  const fields = (query as { readonly fields?: string } | undefined)?.fields // of a route that reads records
  const body = fields === undefined ? encodeJson(spec.response, result) : encodeFields(spec.response, result, fields)
  const cursor = (result as { readonly pagination?: { readonly nextCursor?: string | null } } | null)?.pagination?.nextCursor // of a list
  const headers = typeof cursor === 'string' ? { headers: { 'X-Next-Cursor': cursor } } : {}
  return { status: spec.status ?? 200, body, mediaType: json, ...headers }
}

/** The JSON of the named fields alone, of a record or of each one of a list. */
function encodeFields(schema: z.ZodType, result: unknown, fields: string): string {
  const names = fields.split(',')
  const pick = (record: object): object => Object.fromEntries(Object.entries(record).filter(([name]) => names.includes(name)))
  const wire = encodeWire(schema, result) as object & { readonly data?: readonly object[] } // a record, or a list of them
  return JSON.stringify(wire.data === undefined ? pick(wire) : { ...wire, data: wire.data.map(pick) })
}

/**
 * Writes an answer to the socket. NB: past Koa, whose setters and own response handling cost a quarter of a read by id; headers that were set
 * on the response before (cookies, Content-Disposition) go out as well.
 */
export function sendAnswer(context: Context, answer: Answer): void {
  const { status, body, mediaType } = answer
  const headers: Record<string, string | number> = context.state['headers']
  // With an ETag a caller may keep the answer, and asks each time whether it is still the one.
  headers['Cache-Control'] = answer.headers?.['ETag'] === undefined ? 'no-store' : 'private, no-cache'
  headers['X-Content-Type-Options'] = 'nosniff'
  if (answer.isReplay) headers['Idempotent-Replayed'] = 'true'
  if (answer.headers !== undefined) Object.assign(headers, answer.headers)
  if (body !== undefined) headers['Content-Type'] = mediaType
  if (body !== undefined && isWorthCompressing(context, body)) {
    // The long way, on which the compression lies.
    context.set(headers as Record<string, string>) // numbers come below only
    context.status = status
    context.body = body
    return
  }
  if (body !== undefined) headers['Content-Length'] = Buffer.byteLength(body)
  context.respond = false
  context.res.writeHead(status, headers).end(body)
}

interface Call {
  readonly input: AnyInput
  readonly principal: Principal | undefined
  readonly context: Context
  readonly bodyText: string | undefined
  readonly cache: ResponseCache
}

/** Runs a bound route's handler and gives its answer. */
export function runRoute(route: BoundRoute, call: Call): Answer | Promise<Answer> {
  const { input } = call
  switch (route.kind) {
    case 'read':
      return route.spec.isCacheable === true ? readThroughCache(route, call) : toAnswer(route.spec, route.handle(input), input.query)
    case 'task':
      return route.handle(input).then((result) => toAnswer(route.spec, result))
    case 'write':
      return runWrite(route, call)
  }
}

function readThroughCache(route: Extract<BoundRoute, { kind: 'read' }>, { input, principal, context, cache }: Call): Answer {
  if (principal === undefined) throw new AppError('unauthorized', 'This route needs a credential.')
  const { workspace } = principal
  const url = context.url.replace(/^\/v1\//, '/api/v1/')
  // What is expanded depends on what the caller may read.
  const isShared = (input.query as { readonly expand?: string }).expand === undefined
  const kept = isShared ? cache.find(workspace, url) : undefined
  if (kept !== undefined) return unlessKnown(context, kept)
  const result = route.handle(input)
  const answer = withEtag(toAnswer(route.spec, result, input.query), result)
  if (isShared) cache.keep(workspace, url, answer)
  return unlessKnown(context, answer)
}

function runWrite(route: Extract<BoundRoute, { kind: 'write' }>, call: Call): Promise<Answer> {
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
