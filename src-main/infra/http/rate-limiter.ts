import { systemActor } from '../../lib/identity.ts'
import type { Control } from '../db/control.ts'
import { listCountedSlices, putCountedSlice } from './rate-limit-counters.store.ts'
import { createSlidingWindows, type Limit, type LimitState } from './sliding-window.ts'

/** What becomes of a request by its limits. */
export interface Verdict {
  readonly isAllowed: boolean
  /** The limit with the least left; of a refused request the one to wait longest for. */
  readonly tightest: LimitState
}

export interface RateLimiter {
  /** Counts a request against all of its limits, or against none when one of them is used up. Synchronous without Redis. */
  readonly take: (limits: readonly [Limit, ...Limit[]]) => Verdict | Promise<Verdict>
  /** Writes the counts that wait; at close, so that a restart gives nobody a fresh limit. */
  readonly flush: () => Promise<void>
}

/** How long counts wait to be written, in milliseconds; a crash gives back at most these. */
const flushAfterMs = 2_000

/** Counts in memory, written to control.db in groups, so that no request pays for it. */
export function createRateLimiter(options: { control: Control; now: () => number; onError: (error: unknown) => void }): RateLimiter {
  const { control } = options
  const windows = createSlidingWindows({ now: options.now, counted: (identifier) => listCountedSlices(control.db, identifier) })
  let timer: NodeJS.Timeout | undefined

  async function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    const slices = windows.drain()
    if (slices.length === 0) return
    const write = control.write((tx) => slices.forEach((slice) => void putCountedSlice(tx.db, slice)), { actor: systemActor, isLazy: true })
    await write.catch(options.onError)
  }

  return {
    take: (limits) => {
      const before = limits.map(windows.look)
      const isAllowed = before.every((state) => state.retryAfterSeconds === 0)
      if (!isAllowed) return { isAllowed, tightest: before.reduce(longerWait) }
      for (const limit of limits) windows.count(limit)
      timer ??= setTimeout(() => void flush(), flushAfterMs).unref()
      return { isAllowed, tightest: counted(before.reduce(lessLeft)) }
    },
    flush,
  }
}

const lessLeft = (one: LimitState, other: LimitState): LimitState => (other.remaining < one.remaining ? other : one)
const longerWait = (one: LimitState, other: LimitState): LimitState => (other.retryAfterSeconds > one.retryAfterSeconds ? other : one)

/** The state with this request in it. */
const counted = (state: LimitState): LimitState => ({ ...state, remaining: state.remaining - 1 })
