import type { ConnectorFailure } from './failure.ts'
import { isAway } from './failure.ts'

/** The wait before the second attempt; it doubles. */
const baseMs = 400

/** A vendor that asks for a longer wait is not waited for here: who called plans it. */
export const longestWaitMs = 20_000

interface Circumstances {
  /** From 1. */
  readonly attempt: number
  /** That there may be, the first included. */
  readonly attempts: number
  readonly isRepeatable: boolean
  /** 0 to 1. */
  readonly random: () => number
}

/**
 * How long to wait before a failed call is sent once more, milliseconds; undefined when it is not: it would do no good, it may have arrived and
 * must not be done twice, the attempts are used up, or the vendor asks for more patience than a caller has.
 */
export function retryWaitMs(failure: ConnectorFailure, { attempt, attempts, isRepeatable, random }: Circumstances): number | undefined {
  if (attempt >= attempts) return undefined
  if (!(isAway(failure.kind) || failure.kind === 'rate_limited')) return undefined
  if (failure.mayHaveArrived && !isRepeatable) return undefined
  const asked = failure.retryAfterMs
  if (asked !== undefined && asked > longestWaitMs) return undefined
  const grown = baseMs * 2 ** (attempt - 1)
  // Half of it is chance, so that callers that failed together do not come back together.
  return Math.round((asked ?? grown / 2) + random() * (grown / 2))
}
