/** Bodies a second that are kept for long; a burst may be twice as many. NB: to hide the secrets of a page of records takes milliseconds. */
const perSecond = 20
const burst = 40

export interface BodyBudget {
  /** Whether the bodies of a request may be kept. What is urgent may use the whole budget, the rest half of it. */
  readonly take: (isUrgent: boolean) => boolean
}

/** Under load bodies are dropped, so that their masking and writing never slows the requests down: reads first, then writes and failures. */
export function createBodyBudget(now: () => number): BodyBudget {
  let left = burst
  let filledAt = now()
  return {
    take: (isUrgent) => {
      const time = now()
      left = Math.min(burst, left + (Math.max(0, time - filledAt) * perSecond) / 1_000)
      filledAt = time
      if (left < (isUrgent ? 1 : burst / 2)) return false
      left -= 1
      return true
    },
  }
}
