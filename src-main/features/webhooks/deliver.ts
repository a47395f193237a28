import type { OutboundClient, OutboundResult } from '../../infra/outbound/outbound-client.ts'
import type { OutboundTiming } from '../../infra/outbound/outbound-timing.ts'
import type { OutboundWay } from '../../infra/outbound/outbound-way.ts'
import { type Clock, isoTime } from '../../lib/identity.ts'
import type { OpenHeaders } from './custom-headers.ts'
import { type AttemptOutcome, outcomeOf } from './retry-schedule.ts'
import { signatureHeader, standardSignature } from './signature.ts'
import type { NewAttempt } from './webhooks.table.ts'

/** Where and how a webhook is called, with its secret in the clear; lives in memory only. */
export interface Endpoint {
  /** Name of its own connections in the outbound client. */
  readonly lane: string
  readonly url: string
  readonly origin: string
  /** Under which rules it is connected to. */
  readonly way: () => OutboundWay
  /** Path with query. */
  readonly path: string
  readonly secret: string
  /** The one before, which signs too until then, milliseconds. */
  readonly previous?: { readonly secret: string; readonly untilMs: number } | undefined
  readonly timeoutMs: number
  /** Of the body. */
  readonly contentType: string
  /** What the admin adds to each request. */
  readonly custom?: OpenHeaders | undefined
}

export interface Message {
  readonly eventId: string
  readonly eventType: string
  readonly body: string
  /** It is the event as the log has it, and need not be kept. */
  readonly isPlain: boolean
}

/** One request as it went out and what came back. */
export interface Attempt {
  readonly attemptNumber: number
  readonly startedAt: number
  readonly endedAt: number
  readonly url: string
  /** As they are kept: without the secrets among those that the admin adds. */
  readonly headers: Readonly<Record<string, string>>
  /** What was sent, where it was not the event as the log has it. */
  readonly body: string | null
  readonly result: Omit<OutboundResult, 'timing'> & { readonly timing: OutboundTiming | null }
  readonly outcome: AttemptOutcome
}

/** Sends a message; resolves with whatever came of it. */
export type Deliver = (endpoint: Endpoint, message: Message, attemptNumber: number) => Promise<Attempt>

export function createDeliver(options: { outbound: OutboundClient; clock: Clock; version: string }): Deliver {
  const { outbound, clock } = options
  const userAgent = `Interlock/${options.version}`
  return async (endpoint, message, attemptNumber) => {
    const startedAt = clock.now()
    const body = Buffer.from(message.body)
    const secrets = secretsAt(endpoint, startedAt)
    const signed = { eventId: message.eventId, body, unixSeconds: Math.floor(startedAt / 1000) }
    const headers = {
      'Content-Type': endpoint.contentType,
      'User-Agent': userAgent,
      'X-Event-Id': message.eventId,
      'X-Event-Type': message.eventType,
      'X-Delivery-Attempt': String(attemptNumber),
      'X-Signature': signatureHeader(secrets, signed),
      'webhook-id': message.eventId,
      'webhook-timestamp': String(signed.unixSeconds),
      'webhook-signature': standardSignature(secrets, signed),
    }
    const { lane, way, origin, path, timeoutMs, custom } = endpoint
    const sent = custom === undefined ? headers : { ...headers, ...custom.sent }
    const kept = custom === undefined ? headers : { ...headers, ...custom.kept }
    const result = await outbound.post({ lane, way: way(), origin, path, headers: sent, body, timeoutMs })
    const keptBody = message.isPlain ? null : message.body
    const outcome = outcomeOf(result)
    return { attemptNumber, startedAt, endedAt: clock.now(), url: endpoint.url, headers: kept, body: keptBody, result, outcome }
  }
}

/** An attempt that sent nothing, because there was no body to send. */
export const unsentAttempt = (endpoint: Endpoint, { message }: Error, attemptNumber: number, now: number): Attempt => ({
  attemptNumber,
  startedAt: now,
  endedAt: now,
  url: endpoint.url,
  headers: {},
  body: null,
  result: { status: null, headers: null, body: '', isBodyCut: false, error: null, timing: null },
  outcome: { error: { kind: 'template', message }, status: null, retryAfter: undefined, control: undefined },
})

/** The secrets that sign at a time, the current one first. */
const secretsAt = ({ secret, previous }: Endpoint, now: number): readonly string[] =>
  previous !== undefined && now < previous.untilMs ? [secret, previous.secret] : [secret]

/** What is kept of an attempt. */
export type KeptAttempt = Omit<Required<NewAttempt>, 'deliveryId' | 'isManual' | 'timing'> & { readonly timing: string | null }

export const keptAttempt = (attempt: Attempt): KeptAttempt => ({
  attemptNumber: attempt.attemptNumber,
  startedAt: isoTime(attempt.startedAt),
  url: attempt.url,
  requestHeaders: JSON.stringify(attempt.headers),
  requestBody: attempt.body,
  responseStatus: attempt.result.status,
  responseHeaders: attempt.result.headers === null ? null : JSON.stringify(attempt.result.headers),
  responseBody: attempt.result.status === null ? null : attempt.result.body,
  isBodyCut: attempt.result.isBodyCut,
  errorKind: attempt.outcome.error?.kind ?? null,
  errorMessage: attempt.outcome.error?.message ?? null,
  responseTimeMs: responseTimeMs(attempt),
  timing: attempt.result.timing === null ? null : JSON.stringify(attempt.result.timing),
})

/** Never negative, whatever the clock does. */
export const responseTimeMs = (attempt: Attempt): number => Math.max(0, Math.round(attempt.endedAt - attempt.startedAt))
