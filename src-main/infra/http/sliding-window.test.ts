import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSlidingWindows, type SlidingWindows } from './sliding-window.ts'

const hourMs = 3_600_000

const hourly = (limit: number) => ({ identifier: 'key', name: 'credential', limit, windowMs: hourMs })

/** Counts a request if it fits. */
function take(windows: SlidingWindows, limit: number): { isAllowed: boolean; remaining: number; retryAfterSeconds: number } {
  const { retryAfterSeconds } = windows.look(hourly(limit))
  if (retryAfterSeconds === 0) windows.count(hourly(limit))
  return { isAllowed: retryAfterSeconds === 0, remaining: windows.look(hourly(limit)).remaining, retryAfterSeconds }
}

test('allows exactly the limit in a fresh window and says when to come back', () => {
  const windows = createSlidingWindows({ now: () => 0 })
  const answers = Array.from({ length: 4 }, () => take(windows, 3))
  expect(answers.map((answer) => [answer.isAllowed, answer.remaining])).toEqual([
    [true, 2],
    [true, 1],
    [true, 0],
    [false, 0],
  ])
  expect(answers[3]?.retryAfterSeconds).toBe(3660)
})

test('an hour later, and a sixtieth of it, the limit is free again', () => {
  let now = 0
  const windows = createSlidingWindows({ now: () => now })
  const allowed = () => Array.from({ length: 60 }, () => take(windows, 50).isAllowed).filter(Boolean).length
  expect(allowed()).toBe(50)
  now = hourMs
  expect(allowed()).toBe(0)
  now = hourMs * (61 / 60)
  expect(allowed()).toBe(50)
})

test('no stretch of an hour ever holds more than the limit', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(hourMs / 4), { minLength: 1, maxLength: 100 }), fc.integer({ min: 1, max: 10 }), (gaps, limit) => {
      let now = 0
      const windows = createSlidingWindows({ now: () => now })
      const allowedAt: number[] = []
      for (const gap of gaps) {
        now += gap
        if (take(windows, limit).isAllowed) allowedAt.push(now)
      }
      for (const start of allowedAt) expect(allowedAt.filter((at) => at >= start && at < start + hourMs).length).toBeLessThanOrEqual(limit)
    }),
  )
})

test('waiting as long as it says always makes room', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(hourMs), { minLength: 1, maxLength: 60 }), fc.integer({ min: 1, max: 20 }), (gaps, limit) => {
      let now = 0
      const windows = createSlidingWindows({ now: () => now })
      for (const gap of gaps) {
        now += gap
        const answer = take(windows, limit)
        if (answer.isAllowed) continue
        now += answer.retryAfterSeconds * 1000
        expect(take(windows, limit).isAllowed).toBe(true)
      }
    }),
  )
})

test('what was drained on the way is all that another process needs to go on', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(hourMs / 6), fc.boolean()), { minLength: 1, maxLength: 60 }), (steps) => {
      let now = 0
      const first = createSlidingWindows({ now: () => now })
      const kept = new Map<number, number>()
      const drain = () => {
        for (const { startMs, count } of first.drain()) kept.set(startMs, count)
      }
      for (const [gap, isDrained] of steps) {
        now += gap
        first.count(hourly(1_000))
        if (isDrained) drain()
      }
      drain()
      const counted = () => [...kept].map(([startMs, count]) => ({ startMs, count }))
      const second = createSlidingWindows({ now: () => now, counted })
      expect(second.look(hourly(1_000))).toEqual(first.look(hourly(1_000)))
    }),
  )
})
