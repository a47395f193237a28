export interface RateLimitState {
  readonly isAllowed: boolean
  readonly limit: number
  readonly remaining: number
  /** Seconds until the window has room for the full limit again. */
  readonly resetSeconds: number
  /** Seconds until one more request fits; 0 when one fits now. */
  readonly retryAfterSeconds: number
}

interface Counter {
  windowStart: number
  current: number
  previous: number
}

export const hourMs = 3_600_000

/**
 * Sliding-window counter: the previous window counts with the share of it that still lies inside the last hour. One small
 * object a credential, no timers; memory is bounded by dropping counters that have been idle for two windows.
 */
export function createRateLimiter(options: { now: () => number; windowMs?: number }) {
  const windowMs = options.windowMs ?? hourMs
  const counters = new Map<string, Counter>()

  function take(identifier: string, limit: number): RateLimitState {
    const now = options.now()
    const counter = roll(counters.get(identifier), now, windowMs)
    counters.set(identifier, counter)
    if (counters.size > 10_000) dropIdle(counters, now, windowMs)
    const elapsed = now - counter.windowStart
    const weight = 1 - elapsed / windowMs
    const used = counter.previous * weight + counter.current
    const isAllowed = used + 1 <= limit
    if (isAllowed) counter.current += 1
    const resetSeconds = Math.ceil((windowMs - elapsed) / 1000)
    return {
      isAllowed,
      limit,
      remaining: Math.max(0, Math.floor(limit - used - (isAllowed ? 1 : 0))),
      resetSeconds,
      retryAfterSeconds: isAllowed ? 0 : retryAfter({ counter, limit, elapsed, windowMs, resetSeconds }),
    }
  }

  return { take }
}

export type RateLimiter = ReturnType<typeof createRateLimiter>

function roll(counter: Counter | undefined, now: number, windowMs: number): Counter {
  const windowStart = Math.floor(now / windowMs) * windowMs
  if (counter === undefined || windowStart - counter.windowStart >= 2 * windowMs) return { windowStart, current: 0, previous: 0 }
  if (counter.windowStart === windowStart) return counter
  return { windowStart, current: 0, previous: counter.current }
}

function retryAfter(state: { counter: Counter; limit: number; elapsed: number; windowMs: number; resetSeconds: number }): number {
  const { counter, limit, elapsed, windowMs } = state
  if (counter.previous === 0 || counter.current + 1 > limit) return state.resetSeconds
  const neededElapsed = windowMs * (1 - (limit - 1 - counter.current) / counter.previous)
  return Math.max(1, Math.ceil((neededElapsed - elapsed) / 1000))
}

function dropIdle(counters: Map<string, Counter>, now: number, windowMs: number): void {
  for (const [identifier, counter] of counters) if (now - counter.windowStart > 2 * windowMs) counters.delete(identifier)
}
