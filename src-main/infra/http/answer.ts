import type { Context } from 'koa'
import type { z } from 'zod'
import type { RouteSpec, TypedBytes } from '../../contract/route.ts'
import { encodeWire } from '../../contract/wire-encoder.ts'
import type { OldRevision } from './api-revisions.ts'
import { isWorthCompressing } from './compression.ts'
import { type Answer, json } from './http-answer.ts'

interface Asked {
  readonly input: { readonly query: unknown }
  readonly revision: OldRevision | undefined
}

/** Turns a handler's result into what goes over the wire, by the route's contract and in the revision that was asked for. */
export function toAnswer(spec: RouteSpec, result: unknown, { input, revision }: Asked): Answer {
  if (spec.response === 'empty') return { status: spec.status ?? 204, body: undefined, mediaType: json }
  if ('mediaType' in spec.response) {
    const file = result as Uint8Array | TypedBytes // RouteResult says so
    const { bytes, mediaType } = file instanceof Uint8Array ? { bytes: file, mediaType: spec.response.mediaType } : file
    return { status: spec.status ?? 200, body: bytes, mediaType }
  }
  const { fields } = input.query as { readonly fields?: string } // of a route that reads records
  const wire = fields === undefined ? encodeWire(spec.response, result) : encodeFields(spec.response, result, fields)
  const body = JSON.stringify(revision === undefined ? wire : revision.answer(spec, wire))
  const cursor = (result as { readonly pagination?: { readonly nextCursor?: string | null } } | null)?.pagination?.nextCursor // of a list
  const headers = typeof cursor === 'string' ? { headers: { 'X-Next-Cursor': cursor } } : {}
  const status = spec.isPending?.(result as never) === true ? 202 : (spec.status ?? 200) // RouteResult says so
  return { status, body, mediaType: json, ...headers }
}

/** The named fields alone, of a record or of each one of a list. */
function encodeFields(schema: z.ZodType, result: unknown, fields: string): object {
  const names = fields.split(',')
  const pick = (record: object): object => Object.fromEntries(Object.entries(record).filter(([name]) => names.includes(name)))
  const wire = encodeWire(schema, result) as object & { readonly data?: readonly object[] } // a record, or a list of them
  return wire.data === undefined ? pick(wire) : { ...wire, data: wire.data.map(pick) }
}

/**
 * Writes an answer to the socket. NB: past Koa, whose setters and own response handling cost a quarter of a read by id; headers that were set
 * on the response before (cookies, Content-Disposition) go out as well.
 */
export function sendAnswer(context: Context, answer: Answer): void {
  const { status, body, mediaType } = answer
  const headers: Record<string, string | number> = context.state['headers']
  context.state['responseBody'] = body
  // With an ETag a caller may keep the answer, and asks each time whether it is still the one.
  headers['Cache-Control'] = answer.headers?.['ETag'] === undefined ? 'no-store' : 'private, no-cache'
  headers['X-Content-Type-Options'] = 'nosniff'
  if (answer.isReplay) headers['Idempotent-Replayed'] = 'true'
  if (answer.headers !== undefined) Object.assign(headers, answer.headers)
  if (body !== undefined) headers['Content-Type'] = mediaType
  if (isWorthCompressing(context, answer)) {
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
