export interface RateLimitState {
  readonly isAllowed: boolean
  readonly limit: number
  readonly remaining: number
  /** Seconds until the full limit is free again. */
  readonly resetSeconds: number
  /** Seconds until one more request fits; 0 when one fits now. */
  readonly retryAfterSeconds: number
}

/** Requests by slice of the window, in a ring; `total` is their sum. */
interface Counter {
  readonly slices: Uint32Array
  newestSlice: number
  total: number
}

const slicesInWindow = 60

/** A request counts until its whole slice has left the window, hence one slice more. */
const ringSize = slicesInWindow + 1

export const hourMs = 3_600_000

const maxCounters = 10_000

/**
 * Sliding window: never more than the limit in any stretch of `windowMs`; what falls out is noticed a sixtieth of it late at most. One small
 * ring a credential, no timers.
 */
export function createRateLimiter(options: { now: () => number; windowMs?: number }) {
  const sliceMs = (options.windowMs ?? hourMs) / slicesInWindow
  const counters = new Map<string, Counter>()

  function take(identifier: string, limit: number): RateLimitState {
    const now = options.now()
    const slice = Math.floor(now / sliceMs)
    const counter = counterOf(identifier, slice)
    const isAllowed = counter.total < limit
    if (isAllowed) count(counter, slice)
    const secondsUntil = (freedAt: number): number => Math.max(0, Math.ceil((freedAt * sliceMs - now) / 1000))
    return {
      isAllowed,
      limit,
      remaining: Math.max(0, limit - counter.total),
      resetSeconds: secondsUntil(slice + ringSize),
      retryAfterSeconds: isAllowed ? 0 : secondsUntil(sliceThatFrees(counter, slice, counter.total - limit + 1)),
    }
  }

  function counterOf(identifier: string, slice: number): Counter {
    const known = counters.get(identifier)
    if (known !== undefined) {
      forget(known, slice)
      return known
    }
    if (counters.size >= maxCounters) dropIdle(counters, slice)
    const counter = { slices: new Uint32Array(ringSize), newestSlice: slice, total: 0 }
    counters.set(identifier, counter)
    return counter
  }

  return { take }
}

export type RateLimiter = ReturnType<typeof createRateLimiter>

function count(counter: Counter, slice: number): void {
  const index = slice % ringSize
  counter.slices[index] = (counter.slices[index] ?? 0) + 1
  counter.total += 1
}

/** Empties the slices that have left the window. A clock that was set back counts on in the newest slice. */
function forget(counter: Counter, slice: number): void {
  const passed = Math.min(slice - counter.newestSlice, ringSize)
  for (let step = 1; step <= passed; step++) {
    const index = (counter.newestSlice + step) % ringSize
    counter.total -= counter.slices[index] ?? 0
    counter.slices[index] = 0
  }
  counter.newestSlice = Math.max(counter.newestSlice, slice)
}

/** The slice at whose beginning at least this many requests have left the window. */
function sliceThatFrees(counter: Counter, slice: number, needed: number): number {
  let freed = 0
  for (let step = 1; step < ringSize; step++) {
    freed += counter.slices[(slice + step) % ringSize] ?? 0
    if (freed >= needed) return slice + step
  }
  return slice + ringSize
}

function dropIdle(counters: Map<string, Counter>, slice: number): void {
  for (const [identifier, counter] of counters) if (slice - counter.newestSlice >= ringSize) counters.delete(identifier)
}
