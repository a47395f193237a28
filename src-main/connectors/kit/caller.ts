import { setTimeout as sleep } from 'node:timers/promises'
import type CircuitBreaker from 'opossum'
import type { OutboundTiming } from '../../infra/outbound/outbound-timing.ts'
import { ConnectorFailure } from './failure.ts'
import { longestWaitMs, retryWaitMs } from './retry-wait.ts'

/** One exchange with a vendor, not masked yet. */
export interface Exchange {
  readonly method: string
  readonly url: string
  readonly isTls: boolean
  readonly requestHeaders: Readonly<Record<string, string>>
  readonly requestBody: string
  readonly status: number | null
  readonly responseHeaders: Readonly<Record<string, string | string[] | undefined>>
  readonly responseBody: string
  readonly timing: OutboundTiming | null
}

/** What one attempt came to. */
export interface Attempt<Result> {
  readonly exchange: Exchange
  readonly outcome: { readonly result: Result } | { readonly failure: ConnectorFailure }
  /** How long the vendor takes nothing more, by what the answer's headers say. */
  readonly usedUpForMs?: number | undefined
}

/** As it is logged. */
export interface LoggedCall extends Exchange {
  readonly startedAt: number
  readonly durationMs: number
  /** From 1. */
  readonly attempt: number
  readonly failure: ConnectorFailure | null
}

export interface CallerOptions {
  /** Runs attempts, or refuses while the vendor is away. */
  readonly breaker: Breaker
  readonly pace: Pace
  readonly log: (call: LoggedCall) => void
  readonly clock: { readonly now: () => number; readonly monotonicNow: () => number; readonly random: () => number }
  /** Ends the waits between attempts. */
  readonly signal: AbortSignal
  /** Attempts of one call, the first included. */
  readonly attempts: number
}

export type Breaker = CircuitBreaker<[() => Promise<Attempt<unknown>>], Attempt<unknown>>

/** Until when a vendor takes nothing more; shared by all calls of a connection. */
export interface Pace {
  until: number
}

export type Call = <Result>(attempt: () => Promise<Attempt<Result>>, terms: { readonly isRepeatable: boolean }) => Promise<Result>

/** Makes the attempts of a call: waits where the vendor asks for it, repeats what may be repeated, and logs each. */
export function createCaller({ breaker, pace, log, clock, signal, attempts }: CallerOptions): Call {
  async function attemptOnce<Result>(run: () => Promise<Attempt<Result>>, attempt: number): Promise<Attempt<Result>> {
    const [startedAt, begunAt] = [clock.now(), clock.monotonicNow()]
    const made = (await throughBreaker(breaker, run)) as Attempt<Result> // what `run` gave
    const failure = 'failure' in made.outcome ? made.outcome.failure : null
    log({ ...made.exchange, startedAt, durationMs: clock.monotonicNow() - begunAt, attempt, failure })
    if (made.usedUpForMs !== undefined) pace.until = clock.now() + made.usedUpForMs
    return made
  }

  return async (run, { isRepeatable }) => {
    for (let attempt = 1; ; attempt += 1) {
      await waitForPace(pace, clock.now(), signal)
      const { outcome } = await attemptOnce(run, attempt)
      if ('result' in outcome) return outcome.result
      const waitMs = retryWaitMs(outcome.failure, { attempt, attempts, isRepeatable, random: clock.random })
      if (waitMs === undefined) throw outcome.failure
      await pause(waitMs, signal)
    }
  }
}

/** Thrown inside the breaker for what says that the vendor is away, so that it is counted. */
export class AwayAttempt extends Error {
  readonly attempt: Attempt<unknown>

  constructor(attempt: Attempt<unknown>) {
    super('away')
    this.attempt = attempt
  }
}

async function throughBreaker(breaker: Breaker, run: () => Promise<Attempt<unknown>>): Promise<Attempt<unknown>> {
  try {
    return await breaker.fire(run)
  } catch (error) {
    if (error instanceof AwayAttempt) return error.attempt
    if (error instanceof Error && 'code' in error && error.code === 'EOPENBREAKER') {
      throw new ConnectorFailure('resting', { step: 'tcp', mayHaveArrived: false })
    }
    throw error
  }
}

async function waitForPace(pace: Pace, now: number, signal: AbortSignal): Promise<void> {
  const waitMs = pace.until - now
  if (waitMs <= 0) return
  if (waitMs > longestWaitMs) throw new ConnectorFailure('rate_limited', { step: 'vendor', mayHaveArrived: false, retryAfterMs: waitMs })
  await pause(waitMs, signal)
}

async function pause(waitMs: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(waitMs, undefined, { signal })
  } catch {
    // Only the signal ends a sleep early.
    throw new ConnectorFailure('aborted', { step: 'vendor', mayHaveArrived: false })
  }
}
