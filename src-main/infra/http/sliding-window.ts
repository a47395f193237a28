/** One limit that a request counts against: so many in any stretch of the window. */
export interface Limit {
  /** Whose count it is: `api_key:7 reads`. */
  readonly identifier: string
  /** What the caller is told that it is called: `company`, `credential`. */
  readonly name: string
  readonly limit: number
  readonly windowMs: number
}

/** What is left of a limit. */
export interface LimitState {
  readonly limit: Limit
  readonly remaining: number
  /** Seconds until the full limit is free again. */
  readonly resetSeconds: number
  /** Seconds until one more request fits; 0 when one fits now. */
  readonly retryAfterSeconds: number
}

/** What was counted in one slice of a window. */
export interface CountedSlice {
  /** When the slice began, milliseconds since the epoch. */
  readonly startMs: number
  readonly count: number
}

/** Requests by slice of the window, in a ring; `total` is their sum. */
interface Counter {
  readonly identifier: string
  readonly sliceMs: number
  readonly slices: Uint32Array
  newestSlice: number
  total: number
  /** The oldest slice that was counted in since the counter was last drained. */
  changedSince: number | undefined
}

const slicesInWindow = 60

/** A request counts until its whole slice has left the window, hence one slice more. */
export const ringSize = slicesInWindow + 1

export const sliceMsOf = (windowMs: number): number => windowMs / slicesInWindow

const maxCounters = 10_000

interface Options {
  readonly now: () => number
  /** What an earlier process has counted. */
  readonly counted?: (identifier: string) => readonly CountedSlice[]
}

/**
 * Sliding windows in memory: never more than the limit in any stretch of the window; what falls out is noticed a sixtieth of it late at most. One
 * small ring an identifier, no timers.
 */
export function createSlidingWindows({ now, counted = () => [] }: Options) {
  const counters = new Map<string, Counter>()
  let changed: Counter[] = []

  function counterOf({ identifier, windowMs }: Limit, nowMs: number): Counter {
    const sliceMs = sliceMsOf(windowMs)
    const slice = Math.floor(nowMs / sliceMs)
    const known = counters.get(identifier)
    if (known !== undefined) {
      forget(known, slice)
      return known
    }
    if (counters.size >= maxCounters) dropIdle(counters, nowMs)
    const counter = restored({ identifier, sliceMs, slice }, counted(identifier))
    counters.set(identifier, counter)
    return counter
  }

  return {
    /** What is left of a limit, and how much of it a request that comes now may take. */
    look: (limit: Limit): LimitState => {
      const nowMs = now()
      return stateOf(limit, counterOf(limit, nowMs), nowMs)
    },
    /** Counts a request. */
    count: (limit: Limit): void => {
      const counter = counterOf(limit, now())
      count(counter)
      if (counter.changedSince !== undefined) return
      counter.changedSince = counter.newestSlice
      changed.push(counter)
    },
    /** The slices that have changed since the last time, with all that was counted in them. */
    drain: (): (CountedSlice & { readonly identifier: string })[] => {
      const drained = changed.flatMap(changedSlices)
      for (const counter of changed) counter.changedSince = undefined
      changed = []
      return drained
    },
  }
}

export type SlidingWindows = ReturnType<typeof createSlidingWindows>

function restored(place: { identifier: string; sliceMs: number; slice: number }, before: readonly CountedSlice[]): Counter {
  const { identifier, sliceMs, slice } = place
  const counter: Counter = { identifier, sliceMs, slices: new Uint32Array(ringSize), newestSlice: slice, total: 0, changedSince: undefined }
  for (const { startMs, count: requests } of before) {
    const its = Math.round(startMs / sliceMs)
    if (its > slice || its <= slice - ringSize) continue
    counter.slices[its % ringSize] = requests
    counter.total += requests
  }
  return counter
}

/** What is left of a limit by what was counted elsewhere. */
export function stateOfCounted(limit: Limit, counted: readonly CountedSlice[], nowMs: number): LimitState {
  const sliceMs = sliceMsOf(limit.windowMs)
  return stateOf(limit, restored({ identifier: limit.identifier, sliceMs, slice: Math.floor(nowMs / sliceMs) }, counted), nowMs)
}

function stateOf(limit: Limit, counter: Counter, nowMs: number): LimitState {
  const { newestSlice, sliceMs, total } = counter
  const secondsUntil = (slice: number): number => Math.max(0, Math.ceil((slice * sliceMs - nowMs) / 1000))
  return {
    limit,
    remaining: Math.max(0, limit.limit - total),
    resetSeconds: secondsUntil(newestSlice + ringSize),
    retryAfterSeconds: total < limit.limit ? 0 : secondsUntil(sliceThatFrees(counter, total - limit.limit + 1)),
  }
}

function count(counter: Counter): void {
  const index = counter.newestSlice % ringSize
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
function sliceThatFrees({ slices, newestSlice }: Counter, needed: number): number {
  let freed = 0
  for (let step = 1; step < ringSize; step++) {
    freed += slices[(newestSlice + step) % ringSize] ?? 0
    if (freed >= needed) return newestSlice + step
  }
  return newestSlice + ringSize
}

function changedSlices(counter: Counter): (CountedSlice & { readonly identifier: string })[] {
  const { identifier, sliceMs, slices, newestSlice, changedSince = newestSlice } = counter
  const first = Math.max(changedSince, newestSlice - ringSize + 1)
  return Array.from({ length: newestSlice - first + 1 }, (_, step) => first + step).flatMap((slice) => {
    const requests = slices[slice % ringSize] ?? 0
    return requests === 0 ? [] : [{ identifier, startMs: slice * sliceMs, count: requests }]
  })
}

function dropIdle(counters: Map<string, Counter>, nowMs: number): void {
  for (const [identifier, { sliceMs, newestSlice }] of counters) if (nowMs / sliceMs - newestSlice >= ringSize) counters.delete(identifier)
}
