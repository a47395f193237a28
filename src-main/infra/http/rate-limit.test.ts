import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRateLimiter, hourMs } from './rate-limit.ts'

test('allows exactly the limit in a fresh window and says when to come back', () => {
  const limiter = createRateLimiter({ now: () => 0 })
  const answers = Array.from({ length: 4 }, () => limiter.take('key', 3))
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
  const limiter = createRateLimiter({ now: () => now })
  const allowed = () => Array.from({ length: 60 }, () => limiter.take('key', 50).isAllowed).filter(Boolean).length
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
      const limiter = createRateLimiter({ now: () => now })
      const allowedAt: number[] = []
      for (const gap of gaps) {
        now += gap
        if (limiter.take('key', limit).isAllowed) allowedAt.push(now)
      }
      for (const start of allowedAt) expect(allowedAt.filter((at) => at >= start && at < start + hourMs).length).toBeLessThanOrEqual(limit)
    }),
  )
})

test('waiting as long as it says always makes room', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(hourMs), { minLength: 1, maxLength: 60 }), fc.integer({ min: 1, max: 20 }), (gaps, limit) => {
      let now = 0
      const limiter = createRateLimiter({ now: () => now })
      for (const gap of gaps) {
        now += gap
        const answer = limiter.take('key', limit)
        if (answer.isAllowed) continue
        now += answer.retryAfterSeconds * 1000
        expect(limiter.take('key', limit).isAllowed).toBe(true)
      }
    }),
  )
})
