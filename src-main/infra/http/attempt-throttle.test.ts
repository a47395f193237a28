import { expect, test } from 'vitest'
import { createAttemptThrottle, exponentialPolicy, windowPolicy } from './attempt-throttle.ts'

const waitSeconds = (check: () => void): number => {
  try {
    check()
    return 0
  } catch (error) {
    return (error as { retryAfterSeconds: number }).retryAfterSeconds // AppError rate_limited is all that check throws
  }
}

test('an exponential policy lets some fail, then doubles the wait up to its cap, and forgets', () => {
  const clock = { ms: 0 }
  const throttle = createAttemptThrottle({
    now: () => clock.ms,
    policy: exponentialPolicy({ free: 3, capMs: 10_000, forgetAfterMs: 60_000 }),
  })
  const waits = Array.from({ length: 8 }, () => {
    const seconds = waitSeconds(() => throttle.check('a'))
    clock.ms += seconds * 1_000
    throttle.fail('a')
    return seconds
  })
  expect(waits).toEqual([0, 0, 0, 1, 2, 4, 8, 10])
  expect(waitSeconds(() => throttle.check('b'))).toBe(0)
  clock.ms += 60_000
  expect(waitSeconds(() => throttle.check('a'))).toBe(0)
})

test('a window policy blocks until the window of the first failure ends', () => {
  const clock = { ms: 0 }
  const throttle = createAttemptThrottle({ now: () => clock.ms, policy: windowPolicy(2, 60_000) })
  throttle.fail('a')
  clock.ms = 40_000
  throttle.fail('a')
  expect(waitSeconds(() => throttle.check('a'))).toBe(20)
  clock.ms = 60_000
  expect(waitSeconds(() => throttle.check('a'))).toBe(0)
})

test('a failure taken back no longer counts, and success forgives all', () => {
  const throttle = createAttemptThrottle({ now: () => 0, policy: windowPolicy(2, 60_000) })
  throttle.fail('a')
  throttle.fail('a')
  throttle.takeBack('a')
  expect(waitSeconds(() => throttle.check('a'))).toBe(0)
  throttle.fail('a')
  throttle.forget('a')
  expect(waitSeconds(() => throttle.check('a'))).toBe(0)
})
