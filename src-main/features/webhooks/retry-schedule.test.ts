import fc from 'fast-check'
import { expect, test } from 'vitest'
import { judge, nextAttemptAt, outcomeOf, retryDelaysMs } from './retry-schedule.ts'

const failed = { error: { kind: 'http', message: 'Answered 500.' }, status: 500, retryAfter: undefined } as const
const now = Date.parse('2026-11-22T08:00:00.000Z')
const middle = (): number => 0.5
const hour = 60 * 60 * 1000

test('waits are 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 10 h, and 10 h from then on', () => {
  const waits = Array.from({ length: 9 }, (_, index) => (nextAttemptAt(index + 1, failed, now, middle) - now) / 1000)
  expect(waits).toEqual([5, 300, 1_800, 7_200, 18_000, 36_000, 36_000, 36_000, 36_000])
})

test('jitter moves a wait by at most a fifth, whatever chance says', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, chance) => {
      const wait = nextAttemptAt(attempt, failed, now, () => chance) - now
      const planned = retryDelaysMs[Math.min(attempt, retryDelaysMs.length) - 1] ?? 0
      expect(wait).toBeGreaterThanOrEqual(planned * 0.8 - 1)
      expect(wait).toBeLessThanOrEqual(planned * 1.2 + 1)
    }),
  )
})

test.each([
  ['120', 120_000],
  ['Sun, 22 Nov 2026 08:10:00 GMT', 600_000],
  ['0', 1_000],
  ['Sun, 22 Nov 2020 08:10:00 GMT', 1_000],
  ['9999999999', 24 * hour],
])('Retry-After %s asks for %i ms, between a second and a day', (retryAfter, wait) => {
  expect(nextAttemptAt(1, { ...failed, retryAfter }, now, () => 0) - now).toBe(wait)
})

test('a Retry-After that nobody can read is ignored', () => {
  expect(nextAttemptAt(1, { ...failed, retryAfter: 'soon' }, now, middle) - now).toBe(5_000)
})

test('retries end when the retry count is used up', () => {
  const verdicts = [1, 2, 3].map((attempt) => judge(failed, { attempt, retryCount: 2, now, random: middle }).status)
  expect(verdicts).toEqual(['pending', 'pending', 'failed'])
})

test.each([
  [200, 'delivered'],
  [204, 'delivered'],
  [301, 'pending'],
  [400, 'pending'],
  [410, 'failed'],
  [429, 'pending'],
  [503, 'pending'],
])('an answer of %i makes the delivery %s', (status, expected) => {
  const outcome = outcomeOf({ status, headers: {}, body: '', isBodyCut: false, error: null })
  expect(judge(outcome, { attempt: 1, retryCount: 8, now, random: middle }).status).toBe(expected)
})

test('a redirect names where it points', () => {
  const outcome = outcomeOf({ status: 302, headers: { location: 'http://10.0.0.9/' }, body: '', isBodyCut: false, error: null })
  expect(outcome.error).toEqual({ kind: 'redirect', message: 'Answered 302 to http://10.0.0.9/; redirects are not followed.' })
})
