import CircuitBreaker from 'opossum'
import { type Attempt, AwayAttempt, type Breaker } from './caller.ts'
import { isAway } from './failure.ts'

/** A vendor that fails this share of the calls of a minute, percent, once there were enough of them, is left alone. */
const errorThresholdPercentage = 60
const volumeThreshold = 5
const rollingCountTimeout = 60_000

/** How long; then one call shows whether it is back. */
const resetTimeout = 30_000

/** A circuit breaker for the calls of one connection. What the vendor refuses for a reason does not count, only that it is away. */
export function createBreaker(): Breaker {
  const attempt = async (run: () => Promise<Attempt<unknown>>): Promise<Attempt<unknown>> => {
    const made = await run()
    if ('failure' in made.outcome && isAway(made.outcome.failure.kind)) throw new AwayAttempt(made)
    return made
  }
  return new CircuitBreaker(attempt, {
    // Each call has a time-out of its own, which says how far it had come.
    timeout: false,
    errorThresholdPercentage,
    volumeThreshold,
    rollingCountTimeout,
    rollingPercentilesEnabled: false,
    resetTimeout,
  })
}
