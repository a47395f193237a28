import { systemActor } from '../../lib/identity.ts'
import type { Control } from '../db/control.ts'
import type { RedisLink } from '../redis/redis-link.ts'
import { listCountedSlices, putCountedSlice } from './rate-limit-counters.store.ts'
import { createRedisWindows } from './redis-windows.ts'
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

interface Options {
  readonly control: Control
  readonly now: () => number
  readonly onError: (error: unknown) => void
  readonly redis: RedisLink
}

/** Counts in Redis while it is there, else in memory, written to control.db in groups, so that no request pays for it. */
export function createRateLimiter({ control, now, onError, redis }: Options): RateLimiter {
  const windows = createSlidingWindows({ now, counted: (identifier) => listCountedSlices(control.db, identifier) })
  const shared = createRedisWindows({ redis, now })
  let timer: NodeJS.Timeout | undefined

  async function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    const slices = windows.drain()
    if (slices.length === 0) return
    const write = control.write((tx) => slices.forEach((slice) => void putCountedSlice(tx.db, slice)), { actor: systemActor, isLazy: true })
    await write.catch(onError)
  }

  function takeInMemory(limits: readonly [Limit, ...Limit[]]): Verdict {
    const verdict = verdictOf(limits.map(windows.look))
    if (!verdict.isAllowed) return verdict
    for (const limit of limits) windows.count(limit)
    timer ??= setTimeout(() => void flush(), flushAfterMs).unref()
    return verdict
  }

  return {
    take: (limits) => {
      if (redis.state() !== 'connected') return takeInMemory(limits)
      // It may have gone away between two requests.
      return shared.take(limits).then(verdictOf, () => takeInMemory(limits))
    },
    flush,
  }
}

/** By what was left before this request. */
function verdictOf(before: readonly LimitState[]): Verdict {
  const isAllowed = before.every((state) => state.retryAfterSeconds === 0)
  return { isAllowed, tightest: isAllowed ? counted(before.reduce(lessLeft)) : before.reduce(longerWait) }
}

const lessLeft = (one: LimitState, other: LimitState): LimitState => (other.remaining < one.remaining ? other : one)
const longerWait = (one: LimitState, other: LimitState): LimitState => (other.retryAfterSeconds > one.retryAfterSeconds ? other : one)

/** The state with this request in it. */
const counted = (state: LimitState): LimitState => ({ ...state, remaining: state.remaining - 1 })
