import type { OutboundResult } from '../../infra/outbound/outbound-client.ts'
import type { OutboundError } from '../../infra/outbound/outbound-error.ts'
import type { FailureReason } from './deliveries.contract.ts'

const second = 1_000
const hour = 3_600 * second

/** The longest wait that a receiver can ask for by Retry-After. */
const maxRetryAfterMs = 24 * hour

/** Receivers that come back together should not be met together: each wait differs by up to a fifth. */
const jitter = 0.2

/** What an attempt came to. */
export interface AttemptOutcome {
  readonly error: OutboundError | { readonly kind: 'template'; readonly message: string } | null
  readonly status: number | null
  /** The Retry-After header, seconds or an HTTP date. */
  readonly retryAfter: string | undefined
  /** What the receiver asks for by the header `webhook-delivery`: no more of this delivery, or of the webhook. */
  readonly control: 'abort-message' | 'disable' | undefined
}

/** What a webhook says about repeating, and the circumstances of an attempt. */
export interface RetryRules {
  /** Attempts that count, this one included. */
  readonly attempt: number
  /** Retries after the first attempt. */
  readonly retryCount: number
  /** Seconds to wait after each failed attempt; beyond its end the last one repeats. */
  readonly schedule: readonly number[]
  readonly now: number
  /** 0 to 1. */
  readonly random: () => number
}

/** `ends` says why the webhook is to be paused, by the receiver's wish. */
export type Verdict = { readonly ends: 'gone' | 'asked' | null } & (
  | { readonly status: 'delivered' }
  | { readonly status: 'pending'; readonly nextAttemptAt: number }
  | { readonly status: 'failed'; readonly reason: FailureReason }
)

/**
 * When to try again after a failed attempt, in milliseconds since the epoch. Retry-After replaces the schedule's wait, from one second to a
 * day, and is never undercut.
 */
export function nextAttemptAt(outcome: AttemptOutcome, { attempt, schedule, now, random }: Omit<RetryRules, 'retryCount'>): number {
  const asked = parseRetryAfter(outcome.retryAfter, now)
  if (asked !== undefined) return now + Math.round(Math.min(Math.max(asked, second), maxRetryAfterMs) * (1 + jitter * random()))
  const delay = (schedule[Math.min(attempt, schedule.length) - 1] ?? 0) * second
  return now + Math.round(delay * (1 - jitter + 2 * jitter * random()))
}

/**
 * What becomes of a delivery after an attempt: 2xx is delivered, 410 ends it and its webhook, as `webhook-delivery: disable` does; after
 * `webhook-delivery: abort-message` it is given up, anything else is tried again until the retries are used up.
 */
export function judge(outcome: AttemptOutcome, rules: RetryRules): Verdict {
  const ends = endOf(outcome)
  if (outcome.error === null) return { status: 'delivered', ends }
  if (ends !== null) return { status: 'failed', reason: ends, ends }
  if (outcome.error.kind === 'template') return { status: 'failed', reason: 'template', ends }
  if (outcome.control === 'abort-message') return { status: 'failed', reason: 'aborted', ends }
  if (rules.attempt > rules.retryCount) return { status: 'failed', reason: 'exhausted', ends }
  return { status: 'pending', ends, nextAttemptAt: nextAttemptAt(outcome, rules) }
}

/** Whether an answer says that the webhook is to be paused, and why. */
export function endOf({ status, control }: AttemptOutcome): Verdict['ends'] {
  if (status === 410) return 'gone'
  return control === 'disable' ? 'asked' : null
}

/** Whether an answer says that too much comes at once (Standard Webhooks: 429, 502 and 504 slow down). */
export const isOverloaded = ({ status }: AttemptOutcome): boolean => status === 429 || status === 502 || status === 504

/** How long an answer asks to be left alone, milliseconds, never less than a second; undefined when it does not. */
export function askedWaitMs({ retryAfter }: Pick<AttemptOutcome, 'retryAfter'>, now: number): number | undefined {
  const asked = parseRetryAfter(retryAfter, now)
  return asked === undefined ? undefined : Math.max(asked, second)
}

/** The outcome of what came back: an answer that is not 2xx is an error too, and a redirect is never followed. */
export function outcomeOf(result: Omit<OutboundResult, 'timing'>): AttemptOutcome {
  const retryAfter = headerText(result.headers?.['retry-after'])
  const control = headerText(result.headers?.['webhook-delivery'])?.trim().toLowerCase()
  return {
    error: result.error ?? statusError(result),
    status: result.status,
    retryAfter,
    control: control === 'abort-message' || control === 'disable' ? control : undefined,
  }
}

function statusError({ status, headers }: Pick<OutboundResult, 'status' | 'headers'>): OutboundError | null {
  if (status !== null && status >= 200 && status < 300) return null
  if (status !== null && status >= 300 && status < 400) {
    const target = headerText(headers?.['location'])
    return {
      kind: 'redirect',
      message: `Answered ${status}${target === undefined ? '' : ` to ${target.slice(0, 200)}`}; redirects are not followed.`,
    }
  }
  return { kind: 'http', message: `Answered ${status}.` }
}

const headerText = (value: string | readonly string[] | undefined): string | undefined => (typeof value === 'string' ? value : value?.[0])

/** Milliseconds from now; undefined when there is none or nobody can read it (RFC 9110 10.2.3). */
function parseRetryAfter(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined
  if (/^\s*\d{1,10}\s*$/.test(value)) return Number(value) * second
  const at = Date.parse(value)
  return Number.isNaN(at) ? undefined : at - now
}
