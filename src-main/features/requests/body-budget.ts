/** Bodies a second that are kept for long; a burst may be twice as many. NB: to hide the secrets of a page of records takes milliseconds. */
const perSecond = 20
const burst = 40

/** Characters of bodies that wait to be written, at most. */
const maxWaiting = 4_000_000

export interface BodyBudget {
  /** Whether the bodies of a request may be kept, `length` characters together. What is urgent may use the whole budget, the rest half of it. */
  readonly take: (length: number, isUrgent: boolean) => boolean
  /** Everything that waited was written. */
  readonly clear: () => void
}

/** Under load bodies are dropped, so that their masking and writing never slows the requests down: reads first, then writes and failures. */
export function createBodyBudget(now: () => number): BodyBudget {
  let left = burst
  let filledAt = now()
  let waiting = 0
  return {
    take: (length, isUrgent) => {
      const time = now()
      left = Math.min(burst, left + (Math.max(0, time - filledAt) * perSecond) / 1_000)
      filledAt = time
      if (left < (isUrgent ? 1 : burst / 2) || waiting + length > maxWaiting) return false
      left -= 1
      waiting += length
      return true
    },
    clear: () => {
      waiting = 0
    },
  }
}
