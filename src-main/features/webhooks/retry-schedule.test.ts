import fc from 'fast-check'
import { expect, test } from 'vitest'
import { judge, nextAttemptAt, outcomeOf } from './retry-schedule.ts'
import { defaultRetrySchedule } from './webhook-settings.contract.ts'

const failed = { error: { kind: 'http', message: 'Answered 500.' }, status: 500, retryAfter: undefined, control: undefined } as const
const now = Date.parse('2026-11-22T08:00:00.000Z')
const middle = (): number => 0.5
const hour = 60 * 60 * 1000
const rules = { attempt: 1, schedule: defaultRetrySchedule, now, random: middle }

test('by default there are eight attempts: immediately, after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h', () => {
  const waits: number[] = []
  for (let attempt = 1; ; attempt += 1) {
    const verdict = judge(failed, { ...rules, attempt, retryCount: defaultRetrySchedule.length })
    if (verdict.status !== 'pending') break
    waits.push((verdict.nextAttemptAt - now) / 1000)
  }
  expect(waits).toEqual([5, 300, 1_800, 7_200, 18_000, 36_000, 36_000])
})

test('a webhook’s own schedule is kept, and its last wait repeats', () => {
  const waits = [1, 2, 3, 4].map((attempt) => (nextAttemptAt(failed, { ...rules, attempt, schedule: [1, 60] }) - now) / 1000)
  expect(waits).toEqual([1, 60, 60, 60])
})

test('jitter moves a wait by at most a fifth, whatever chance says', () => {
  const schedule = fc.array(fc.integer({ min: 1, max: 604_800 }), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), schedule, fc.double({ min: 0, max: 1, noNaN: true }), (attempt, waits, chance) => {
      const wait = nextAttemptAt(failed, { attempt, schedule: waits, now, random: () => chance }) - now
      const planned = (waits[Math.min(attempt, waits.length) - 1] ?? 0) * 1000
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
  expect(nextAttemptAt({ ...failed, retryAfter }, { ...rules, random: () => 0 }) - now).toBe(wait)
})

test('a Retry-After that nobody can read is ignored', () => {
  expect(nextAttemptAt({ ...failed, retryAfter: 'soon' }, rules) - now).toBe(5_000)
})

test('retries end when the retry count is used up', () => {
  const verdicts = [1, 2, 3].map((attempt) => judge(failed, { ...rules, attempt, retryCount: 2 }).status)
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
  expect(judge(outcome, { ...rules, retryCount: 8 }).status).toBe(expected)
})

test.each([
  ['abort-message', 500, { status: 'failed', reason: 'aborted', ends: null }],
  [' Abort-Message ', 500, { status: 'failed', reason: 'aborted', ends: null }],
  ['abort-message', 200, { status: 'delivered', ends: null }],
  ['disable', 500, { status: 'failed', reason: 'asked', ends: 'asked' }],
  ['disable', 204, { status: 'delivered', ends: 'asked' }],
  ['something else', 500, { status: 'pending', ends: null }],
])('a receiver that answers webhook-delivery: %s with %i is heard', (control, status, expected) => {
  const outcome = outcomeOf({ status, headers: { 'webhook-delivery': control }, body: '', isBodyCut: false, error: null })
  expect(judge(outcome, { ...rules, retryCount: 8 })).toMatchObject(expected)
})

test('a redirect names where it points', () => {
  const outcome = outcomeOf({ status: 302, headers: { location: 'http://10.0.0.9/' }, body: '', isBodyCut: false, error: null })
  expect(outcome.error).toEqual({ kind: 'redirect', message: 'Answered 302 to http://10.0.0.9/; redirects are not followed.' })
})
