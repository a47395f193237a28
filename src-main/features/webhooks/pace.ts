/** What a webhook lets itself be sent at most. */
export interface PaceLimits {
  /** Attempts begun in a second. */
  readonly ratePerSecond: number | null
  /** Attempts at a time. */
  readonly maxConcurrent: number | null
}

/** A rate is kept within this time, so that a second never holds much more than what was set. Milliseconds. */
const burstMs = 100

/** Failures in a row after which an endpoint is left alone for a while. */
const breakAfter = 10

/** How long it is left alone, doubled each time that it fails again after it. */
const firstBreakMs = 5_000
const maxBreakMs = 300_000

/** How long an endpoint that says that it is overloaded is left alone where it does not say so itself. */
const firstSlowMs = 1_000
const maxSlowMs = 60_000

/** The longest that an endpoint can ask for. */
const maxHoldMs = 24 * 3_600_000

/** Decides when one endpoint may be called: by the rate and concurrency that were set, and by how it answers. Times are milliseconds. */
export class Pace {
  limits: PaceLimits
  /** When the rate would have let everything so far begin, one after the other. */
  #rateAt = 0
  #holdUntil = 0
  #failures = 0
  #breaks = 0
  #slowdowns = 0

  constructor(limits: PaceLimits) {
    this.limits = limits
  }

  /** How many more attempts may begin now, while so many run. */
  room(now: number, running: number): number {
    if (this.heldUntil(now) > now) return 0
    const { ratePerSecond } = this.limits
    const atATime = this.#isTrying ? 1 : (this.limits.maxConcurrent ?? Number.POSITIVE_INFINITY)
    const room = Math.max(0, atATime - running)
    if (ratePerSecond === null || room === 0) return room
    const interval = 1_000 / ratePerSecond
    const ahead = this.#ahead(now)
    return Math.min(room, Math.max(ahead === 0 ? 1 : 0, Math.floor((burstMs - ahead) / interval + 1e-9)))
  }

  /** Books attempts that begin. */
  spend(now: number, count: number): void {
    const { ratePerSecond } = this.limits
    if (ratePerSecond === null || count === 0) return
    this.#rateAt = now + this.#ahead(now) + (count * 1_000) / ratePerSecond
  }

  /** When there may be room again; now when only what runs is in the way. */
  readyAt(now: number): number {
    const { ratePerSecond } = this.limits
    const held = this.heldUntil(now)
    if (ratePerSecond === null) return held
    const ahead = this.#ahead(now)
    return Math.max(held, now + Math.ceil(Math.min(ahead, Math.max(0, ahead + 1_000 / ratePerSecond - burstMs))))
  }

  /** Until when it is left alone; a time that is past when it is not. */
  heldUntil(now: number): number {
    // A clock that was set back must not leave an endpoint alone for longer than anybody meant.
    if (this.#holdUntil - now > maxHoldMs * 1.2) this.#holdUntil = now
    return this.#holdUntil
  }

  /** The clock was set back. */
  moveBack(byMs: number): void {
    this.#holdUntil -= byMs
  }

  /** The same; undefined when it is not left alone. */
  restsUntil(now: number): number | undefined {
    const until = this.heldUntil(now)
    return until > now ? until : undefined
  }

  /** NB: what was begun before it asked to be left alone may still arrive, and says nothing of what comes. */
  delivered(now: number): void {
    this.#failures = 0
    if (this.heldUntil(now) > now) return
    this.#breaks = 0
    this.#slowdowns = 0
  }

  failed(now: number): void {
    this.#failures += 1
    if (this.#failures < breakAfter || this.heldUntil(now) > now) return
    this.#holdUntil = now + Math.min(firstBreakMs * 2 ** this.#breaks, maxBreakMs)
    this.#breaks += 1
  }

  /** It answered that it is overloaded. @param askedMs how long it asks to be left alone, from now. */
  slowedDown(now: number, askedMs: number | undefined): void {
    const until = now + Math.min(askedMs ?? Math.min(firstSlowMs * 2 ** this.#slowdowns, maxSlowMs), maxHoldMs)
    if (this.heldUntil(now) <= now) this.#slowdowns += 1
    this.#holdUntil = Math.max(this.#holdUntil, until)
  }

  /** After a time of being left alone one attempt shows whether it is back. */
  get #isTrying(): boolean {
    return this.#breaks > 0 || this.#slowdowns > 0
  }

  #ahead(now: number): number {
    const ahead = this.#rateAt - now
    // As above: more than a second ahead means that the clock was set back.
    return ahead > 0 && ahead <= 1_000 + burstMs ? ahead : 0
  }
}
