import type { FailureKind } from './connector.contract.ts'
import { ConnectorFailure } from './failure.ts'
import { type HttpAnswer, headerOf, type VendorVerdict } from './http-call.ts'
import { askedWaitMs } from './rate-limit.ts'

interface Terms {
  readonly expects: 'json' | 'anything'
  readonly judge: ((answer: HttpAnswer) => VendorVerdict | undefined) | undefined
  readonly now: number
}

/** Whether an answer is a failure, by the vendor's own word first and its status next; undefined for a success. */
export function failureOf(answer: HttpAnswer, { expects, judge, now }: Terms): ConnectorFailure | undefined {
  const said = judge?.(answer)
  const kind = said?.kind ?? kindOf(answer, expects)
  if (kind === undefined) return undefined
  const words = said ?? wordsOf(answer)
  const { status } = answer
  return new ConnectorFailure(kind, {
    step: kind === 'not_json' || kind === 'redirect' ? 'protocol' : 'vendor',
    vendor: { status, code: words.code, message: words.message },
    // A request that was refused was not carried out, nor was one that a server could not handle (RFC 9110 15.6.4); only after another failure of the
    // vendor's own nobody knows.
    mayHaveArrived: (status >= 500 && status !== 503) || (status < 300 && said === undefined),
    retryAfterMs: said?.retryAfterMs ?? askedWaitMs(answer.headers, now),
  })
}

function kindOf(answer: HttpAnswer, expects: Terms['expects']): FailureKind | undefined {
  const byStatus = kindOfStatus(answer.status)
  const isPage = /^text\/html\b/i.test(headerOf(answer, 'content-type') ?? '') || /^\s*<(?:!doctype|html)\b/i.test(answer.text)
  if (byStatus === undefined) {
    if (expects === 'anything' || answer.text === '' || answer.json !== undefined) return undefined
    return isPage ? 'not_json' : 'unexpected_answer'
  }
  // A page instead of an error body is some gateway's on the way; its status says nothing of the vendor.
  return isPage && expects === 'json' && answer.status < 500 && answer.status !== 401 && answer.status !== 429 ? 'not_json' : byStatus
}

const kinds: Readonly<Record<number, FailureKind>> = {
  401: 'wrong_credentials',
  403: 'forbidden',
  404: 'not_found',
  408: 'timeout',
  413: 'too_large',
  429: 'rate_limited',
}

function kindOfStatus(status: number): FailureKind | undefined {
  if (status >= 200 && status < 300) return undefined
  if (status >= 500) return 'vendor_down'
  return kinds[status] ?? (status >= 400 ? 'rejected' : 'redirect')
}

/** Most of a vendor's message that is kept. */
const maxMessage = 500

type Words = Pick<VendorVerdict, 'code' | 'message'>

/** A vendor's code and message in the shapes that most of them use (RFC 9457, RFC 6749 5.2, Google, Twilio, SendGrid, Meta). */
function wordsOf({ json, text }: Pick<HttpAnswer, 'json' | 'text'>): Words {
  const outer = asObject(json)
  if (outer === undefined) return { code: null, message: /</.test(text) || text.trim() === '' ? null : text.trim().slice(0, maxMessage) }
  const first = Array.isArray(outer['errors']) ? asObject(outer['errors'][0]) : undefined
  const inner = asObject(outer['error']) ?? first ?? outer
  const pick = (...names: readonly string[]): string | null => {
    for (const name of names) for (const place of [inner, outer]) if (isPlain(place[name])) return String(place[name]).slice(0, maxMessage)
    return null
  }
  return {
    code: pick('code', 'error_code', 'error', 'status', 'type'),
    message: pick('error_description', 'message', 'detail', 'description', 'title', 'error'),
  }
}

const asObject = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined // just checked

const isPlain = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number'
