import type { FailureKind } from '../../connectors/kit/connector.contract.ts'
import type { ConnectorFailure } from '../../connectors/kit/failure.ts'

/** What becomes of a message that did not go out. */
export type NextStep =
  /** For good; those behind it go on. */
  | { readonly kind: 'failed' }
  /** It may have arrived, and sending it again could do it twice: a person decides. The line rests when the target is away. */
  | { readonly kind: 'uncertain'; readonly restMs: number }
  /** The target is away: it stays the first of its line, which rests. */
  | { readonly kind: 'waiting'; readonly restMs: number }
  /** Only its recipient takes nothing for now: it waits beside the line. */
  | { readonly kind: 'deferred'; readonly restMs: number }

interface Circumstances {
  /** Of this message, this one included. */
  readonly attempts: number
  /** Times in a row that the line could not go on, this one included. */
  readonly failuresInRow: number
  /** The vendor sends once, however often a message with the same key comes. */
  readonly isSentOnce: boolean
  /** 0 to 1. */
  readonly random: () => number
}

/** What is wrong with one message rather than with the way to the vendor. */
const ofTheMessage: readonly FailureKind[] = ['rejected', 'forbidden', 'not_found', 'too_large', 'unexpected_answer']

const firstRestMs = 5_000
const longestRestMs = 15 * 60_000

/** A vendor that asks for more is asked once a day. */
const longestAskedMs = 24 * 3_600_000

/** Recipients that take nothing for so many attempts, five hours and more, are given up. */
const mostDeferrals = 25

/** Doubles with each failure; a fifth of it is chance. */
export function restMs(failuresInRow: number, random: () => number): number {
  const grown = Math.min(longestRestMs, firstRestMs * 2 ** Math.min(failuresInRow - 1, 20))
  return Math.round(grown * (0.9 + random() * 0.2))
}

/** Replies of mail servers about one mailbox: busy, local error, full, greylisting (RFC 5321 4.2.3, RFC 6647). */
const isOfOneMailbox = ({ kind, vendor }: ConnectorFailure): boolean =>
  (kind === 'vendor_down' || kind === 'rate_limited') && vendor?.status != null && vendor.status >= 450 && vendor.status <= 452

/** Decides by what went wrong, never by words. */
export function nextStep(failure: ConnectorFailure, { attempts, failuresInRow, isSentOnce, random }: Circumstances): NextStep {
  const isWay = !ofTheMessage.includes(failure.kind)
  const asked = failure.retryAfterMs === undefined ? undefined : Math.min(failure.retryAfterMs, longestAskedMs)
  const rest = asked ?? restMs(failuresInRow, random)
  if (failure.mayHaveArrived && !isSentOnce) return { kind: 'uncertain', restMs: isWay ? rest : 0 }
  if (isOfOneMailbox(failure)) {
    return attempts >= mostDeferrals ? { kind: 'failed' } : { kind: 'deferred', restMs: asked ?? restMs(attempts, random) }
  }
  return isWay || failure.mayHaveArrived ? { kind: 'waiting', restMs: rest } : { kind: 'failed' }
}
