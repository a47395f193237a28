/** The retry timer looks again at least this often, milliseconds, so that a clock that jumps or a machine that slept costs a minute at most. */
const maxSleepMs = 60_000
const minSleepMs = 10

/** Wakes the dispatcher when the next thing of any webhook is due. */
export interface RetryTimer {
  /** @param dueInMs Infinity when nothing is. */
  readonly arm: (dueInMs: number) => void
  readonly stop: () => void
}

export function createRetryTimer(onDue: () => void): RetryTimer {
  let timer: NodeJS.Timeout | undefined
  return {
    arm: (dueInMs) => {
      clearTimeout(timer)
      timer = setTimeout(onDue, Math.min(Math.max(dueInMs, minSleepMs), maxSleepMs))
    },
    stop: () => clearTimeout(timer),
  }
}
