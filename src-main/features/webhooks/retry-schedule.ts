import type { OutboundResult } from '../../infra/outbound/outbound-client.ts'
import type { OutboundError } from '../../infra/outbound/outbound-error.ts'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute

/** Waits between attempts, in milliseconds; the first attempt is immediate, and further ones repeat the last wait. */
export const retryDelaysMs = [5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 10 * hour] as const

/** The longest wait that a receiver can ask for by Retry-After. */
const maxRetryAfterMs = 24 * hour

/** Receivers that come back together should not be met together: each wait differs by up to a fifth. */
const jitter = 0.2

/** What an attempt came to. */
export interface AttemptOutcome {
  readonly error: OutboundError | null
  readonly status: number | null
  /** The Retry-After header, seconds or an HTTP date. */
  readonly retryAfter: string | undefined
}

export type Verdict =
  | { readonly status: 'delivered' }
  | { readonly status: 'pending'; readonly nextAttemptAt: number }
  | { readonly status: 'failed'; readonly isGone: boolean }

/**
 * When to try again after a failed attempt, in milliseconds since the epoch. Retry-After replaces the schedule's wait, from one second to a
 * day, and is never undercut.
 * @param attempt attempts made, from 1. @param random 0 to 1.
 */
export function nextAttemptAt(attempt: number, outcome: AttemptOutcome, now: number, random: () => number): number {
  const asked = parseRetryAfter(outcome.retryAfter, now)
  if (asked !== undefined) return now + Math.round(Math.min(Math.max(asked, second), maxRetryAfterMs) * (1 + jitter * random()))
  const delay = retryDelaysMs[Math.min(attempt, retryDelaysMs.length) - 1] ?? retryDelaysMs[0]
  return now + Math.round(delay * (1 - jitter + 2 * jitter * random()))
}

/**
 * What becomes of a delivery after an attempt: 2xx is delivered, 410 ends it and its webhook, anything else is tried again until the
 * retries are used up.
 * @param attempt attempts that count, this one included. @param retryCount retries after the first attempt.
 */
export function judge(
  outcome: AttemptOutcome,
  rules: { readonly attempt: number; readonly retryCount: number; readonly now: number; readonly random: () => number },
): Verdict {
  if (outcome.error === null) return { status: 'delivered' }
  if (outcome.status === 410) return { status: 'failed', isGone: true }
  if (rules.attempt > rules.retryCount) return { status: 'failed', isGone: false }
  return { status: 'pending', nextAttemptAt: nextAttemptAt(rules.attempt, outcome, rules.now, rules.random) }
}

/** The outcome of what came back: an answer that is not 2xx is an error too, and a redirect is never followed. */
export function outcomeOf(result: OutboundResult): AttemptOutcome {
  const retryAfter = headerText(result.headers?.['retry-after'])
  return { error: result.error ?? statusError(result), status: result.status, retryAfter }
}

function statusError({ status, headers }: OutboundResult): OutboundError | null {
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
