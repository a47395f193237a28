import { AppError } from '../../lib/app-error.ts'

/** The failed attempts of one address or account, in milliseconds since the epoch. */
export interface Failures {
  readonly count: number
  readonly firstAt: number
  readonly lastAt: number
}

/** Until when the next attempt is refused, and from when on these failures no longer count. */
export type ThrottlePolicy = (failures: Failures) => { readonly blockedUntil: number; readonly forgottenAt: number }

/** So many failures in a window, then refused until the window ends. */
export const windowPolicy =
  (limit: number, windowMs: number): ThrottlePolicy =>
  ({ count, firstAt }) => ({ blockedUntil: count >= limit ? firstAt + windowMs : 0, forgottenAt: firstAt + windowMs })

/** Some failures are free, then each doubles the wait, from one second up to a cap. */
export const exponentialPolicy =
  (options: { free: number; capMs: number; forgetAfterMs: number }): ThrottlePolicy =>
  ({ count, lastAt }) => ({
    blockedUntil: count < options.free ? 0 : lastAt + Math.min(options.capMs, 1_000 * 2 ** Math.min(count - options.free, 30)),
    forgottenAt: lastAt + options.forgetAfterMs,
  })

/** Most subjects remembered; beyond it the oldest goes. */
const maxSubjects = 10_000

/** Slows down guessing. In memory only: a restart forgives. */
export function createAttemptThrottle(options: { now: () => number; policy: ThrottlePolicy }) {
  const subjects = new Map<string, Failures>()

  function current(subject: string): Failures | undefined {
    const failures = subjects.get(subject)
    if (failures === undefined || options.policy(failures).forgottenAt > options.now()) return failures
    subjects.delete(subject)
    return undefined
  }

  /** @throws AppError `rate_limited` while the subject has to wait. */
  function check(subject: string): void {
    const failures = current(subject)
    const waitMs = failures === undefined ? 0 : options.policy(failures).blockedUntil - options.now()
    if (waitMs <= 0) return
    throw new AppError('rate_limited', 'Too many failed attempts.', {
      retryAfterSeconds: Math.ceil(waitMs / 1_000),
      details: { fix: 'Wait as long as Retry-After says, then try again with the right credential.' },
    })
  }

  function fail(subject: string): void {
    const now = options.now()
    const failures = current(subject)
    subjects.delete(subject)
    subjects.set(subject, { count: (failures?.count ?? 0) + 1, firstAt: failures?.firstAt ?? now, lastAt: now })
    const oldest = subjects.size > maxSubjects ? subjects.keys().next().value : undefined
    if (oldest !== undefined) subjects.delete(oldest)
  }

  /** Takes one failure back: an attempt that was counted before its outcome was known has succeeded. */
  function takeBack(subject: string): void {
    const failures = current(subject)
    if (failures === undefined) return
    if (failures.count <= 1) subjects.delete(subject)
    else subjects.set(subject, { ...failures, count: failures.count - 1 })
  }

  const forget = (subject: string): void => void subjects.delete(subject)

  return { check, fail, takeBack, forget }
}

export type AttemptThrottle = ReturnType<typeof createAttemptThrottle>
