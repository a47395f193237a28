import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addPeriods, periodAt } from './billing-period.ts'

const day = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const period = fc.constantFrom('month' as const, 'year' as const)

test.each([
  ['2026-01-31', 'month', 1, '2026-02-28'],
  ['2026-01-31', 'month', 2, '2026-03-31'],
  ['2024-02-29', 'year', 1, '2025-02-28'],
  ['2024-02-29', 'year', 4, '2028-02-29'],
  ['2026-12-15', 'month', 1, '2027-01-15'],
] as const)('%s and one %s %i times is %s', (from, each, count, expected) => {
  expect(addPeriods(from, each, count)).toBe(expected)
})

test('a day lies in exactly one period, and the next begins where that one ends', () => {
  fc.assert(
    fc.property(day, period, day, (startsOn, each, today) => {
      const { start, end } = periodAt(startsOn, each, today)
      expect(start < end).toBe(true)
      if (today >= startsOn) expect([start <= today, today < end]).toEqual([true, true])
      else expect(start).toBe(startsOn)
      expect(periodAt(startsOn, each, end).start).toBe(end)
    }),
  )
})
