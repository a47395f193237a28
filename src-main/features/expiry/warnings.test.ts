import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dueWarning, endsWithin, warningDays } from './warnings.ts'

const dayMs = 86_400_000
const expiresAt = '2026-12-31T00:00:00.000Z'
const before = (days: number): number => Date.parse(expiresAt) - days * dayMs
const yearLong = { createdAt: '2026-01-01T00:00:00.000Z', expiresAt }

test.each([
  [31, undefined],
  [30, 30],
  [8, 30],
  [7, 7],
  [1, 1],
  [0, 0],
  [-5, 0],
])('%s days before the end the first warning is %s', (days, warning) => {
  expect(dueWarning(yearLong, undefined, before(days))).toBe(warning)
})

test('what never ends is never warned of', () => {
  expect(dueWarning({ ...yearLong, expiresAt: null }, undefined, before(0))).toBeUndefined()
})

test('what lives shorter than a warning is not warned of by it', () => {
  const twoWeeks = { createdAt: '2026-12-17T00:00:00.000Z', expiresAt }
  expect(dueWarning(twoWeeks, undefined, before(13))).toBeUndefined()
  expect(dueWarning(twoWeeks, undefined, before(6))).toBe(7)
})

test('whenever it is looked, each warning comes at most once, in order, and the last one is that of the end', () => {
  const looks = fc.array(fc.integer({ min: -10 * dayMs, max: 60 * dayMs }), { minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(looks, (lefts) => {
      const given: number[] = []
      for (const left of [...lefts, -1].sort((one, other) => other - one)) {
        const warning = dueWarning(yearLong, given.at(-1), Date.parse(expiresAt) - left)
        if (warning !== undefined) given.push(warning)
      }
      expect(given).toEqual([...new Set(given)].sort((one, other) => other - one))
      expect(given.at(-1)).toBe(0)
      expect(given.every((days) => warningDays.some((known) => known === days))).toBe(true)
    }),
  )
})

test('what has ended is within any number of days', () => {
  expect(endsWithin({ expiresAt }, 30, before(31))).toBe(false)
  expect(endsWithin({ expiresAt }, 30, before(30))).toBe(true)
  expect(endsWithin({ expiresAt }, 0, before(-3))).toBe(true)
  expect(endsWithin({ expiresAt: null }, 3_650, before(0))).toBe(false)
})
