import type { Clock } from '../../lib/identity.ts'

/** The retry timer looks at the clock each minute; a longer step was a machine that slept or a clock that was set. Milliseconds. */
const maxStepMs = 120_000

/** Milliseconds in which Interlock was awake since it started. A clock that jumps, either way, and sleep add two minutes at most. */
export type AwakeTime = () => number

export function createAwakeTime({ now }: Clock): AwakeTime {
  let lookedAt = now()
  let awakeMs = 0
  return () => {
    const at = now()
    awakeMs += Math.min(Math.max(0, at - lookedAt), maxStepMs)
    lookedAt = at
    return awakeMs
  }
}
