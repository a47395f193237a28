/** How many messages a connection may send: so many at once, and so many a second after that. */
export interface MessageRate {
  readonly atOnce: number
  readonly perSecond: number
}

/** A token bucket. @returns whether one more message is within the rate. */
export function createMessageBudget({ atOnce, perSecond }: MessageRate, monotonicNow: () => number): () => boolean {
  let left = atOnce
  let countedAt = monotonicNow()
  return () => {
    const now = monotonicNow()
    left = Math.min(atOnce, left + ((now - countedAt) * perSecond) / 1_000)
    countedAt = now
    if (left < 1) return false
    left -= 1
    return true
  }
}
