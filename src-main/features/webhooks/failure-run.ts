import { isoTime } from '../../lib/identity.ts'
import type { AwakeTime } from './awake-time.ts'
import { type AttemptOutcome, endOf } from './retry-schedule.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** After how long without anything but failures people are warned, once each, and the webhook is disabled. */
const warnAfterMs = [dayMs, 3 * dayMs, 4 * dayMs]
const disableAfterMs = 5 * dayMs

/** The most that the time between two failures counts: a webhook to which nobody sends anything is not failing all the while. */
const maxGapMs = dayMs

/** When a disabled webhook is tried again, doubled each time. */
const firstProbeMs = 5 * minuteMs
const maxProbeMs = 6 * hourMs

/** What is kept of a webhook to which nothing arrives. */
export interface Failing {
  /** Of the first failure; ISO 8601. */
  readonly since: string
  /** How long it has failed while Interlock was awake. */
  readonly forMs: number
  readonly attempts: number
  /** How many times people were warned. */
  readonly warnings: number
  /** How many times it was tried since it was disabled. */
  readonly probes: number
  /** Null while it is not disabled. */
  readonly nextProbeAt: string | null
}

/** What is to be done about a webhook that is on. */
export function failingStep({ forMs, warnings }: Failing): 'warn' | 'disable' | 'nothing' {
  if (forMs >= disableAfterMs) return 'disable'
  return stagesReached(forMs) > warnings ? 'warn' : 'nothing'
}

/** NB: stages that were passed at one time are one warning. */
export const warned = (failing: Failing): Failing => ({ ...failing, warnings: stagesReached(failing.forMs) })

const stagesReached = (forMs: number): number => warnAfterMs.filter((stage) => forMs >= stage).length

/** With the time of the next probe. */
export const probedLater = (failing: Failing, now: number): Failing => ({
  ...failing,
  nextProbeAt: isoTime(now + Math.min(firstProbeMs * 2 ** failing.probes, maxProbeMs)),
})

/** Follows whether anything arrives at one webhook. What it knows is written with the results of its attempts, a minute behind at most. */
export class FailureRun {
  #failing: Failing | null
  #savedMs: number
  #countedMs: number
  #isUnsaved = false
  #ends: 'gone' | 'asked' | null = null
  readonly #awake: AwakeTime

  constructor(failing: Failing | null, awake: AwakeTime) {
    this.#failing = failing
    this.#savedMs = failing?.forMs ?? 0
    this.#awake = awake
    this.#countedMs = awake()
  }

  get failing(): Failing | null {
    return this.#failing
  }

  /** There is something to write. */
  get isUnsaved(): boolean {
    return this.#isUnsaved
  }

  /** The receiver of a disabled webhook wants nothing any more. */
  get ends(): 'gone' | 'asked' | null {
    return this.#ends
  }

  /** Books what came of an attempt that was sent. */
  answered(outcome: AttemptOutcome, now: number): void {
    if (outcome.error === null) {
      if (this.#failing === null) return
      this.#failing = null
      this.#isUnsaved = true
    } else if (outcome.error.kind !== 'template' && outcome.error.kind !== 'aborted') this.#failed(outcome, now)
  }

  #failed(outcome: AttemptOutcome, now: number): void {
    const awakeMs = this.#awake()
    const gapMs = Math.min(awakeMs - this.#countedMs, maxGapMs)
    this.#countedMs = awakeMs
    this.#ends = endOf(outcome)
    const known = this.#failing
    this.#failing =
      known === null
        ? { since: isoTime(now), forMs: 0, attempts: 1, warnings: 0, probes: 0, nextProbeAt: null }
        : { ...known, forMs: known.forMs + gapMs, attempts: known.attempts + 1 }
    if (known === null || this.#ends !== null || this.#failing.forMs - this.#savedMs >= minuteMs) this.#isUnsaved = true
  }

  /** When a disabled webhook is to be tried, milliseconds. */
  probeAt(now: number): number {
    const at = Date.parse(this.#failing?.nextProbeAt ?? '')
    // NB: a clock that was set back must not put it off.
    return Number.isNaN(at) || at - now > maxProbeMs ? now : at
  }

  /** Books a probe that begins. */
  probed(now: number): void {
    if (this.#failing === null) return
    this.#failing = probedLater({ ...this.#failing, probes: this.#failing.probes + 1 }, now)
    this.#isUnsaved = true
  }

  /** Takes over what is on disk now. */
  load(failing: Failing | null): void {
    this.#failing = failing
    this.#savedMs = failing?.forMs ?? 0
    this.#ends = null
    this.#isUnsaved = false
  }
}
