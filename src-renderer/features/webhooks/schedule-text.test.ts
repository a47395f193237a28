import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatSchedule, parseSchedule } from './schedule-text.ts'

test('waits are written in the largest unit that says them exactly', () => {
  expect(formatSchedule([5, 300, 1_800, 7_200, 36_000, 90, 86_400])).toBe('5s, 5m, 30m, 2h, 10h, 90s, 1d')
})

test('what is written is read as it was meant', () => {
  expect(parseSchedule('5, 5m 30M;2h')).toEqual([5, 300, 1_800, 7_200])
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 604_800 }), { minLength: 1, maxLength: 20 }), (waits) => {
      expect(parseSchedule(formatSchedule(waits))).toEqual(waits)
    }),
  )
})

test.each(['', 'soon', '5x', '0', '8d', '1.5h', '-5'])('%j is no schedule', (text) => {
  expect(parseSchedule(text)).toBeUndefined()
})
