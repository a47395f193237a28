import { describe, expect, it } from 'vitest'
import { addDays, dayOf, daysBetween, startOfDay } from './calendar-day.ts'

describe('calendar days', () => {
  it('are those of the computer’s own zone', () => {
    const justAfterMidnight = new Date(2026, 10, 22, 0, 0, 1).getTime()
    expect(dayOf(justAfterMidnight)).toBe('2026-11-22')
    expect(Date.parse(startOfDay(justAfterMidnight))).toBe(justAfterMidnight - 1000)
  })

  it('count across months and years', () => {
    expect([daysBetween('2026-11-30', '2026-12-01'), daysBetween('2027-01-01', '2026-12-31')]).toEqual([1, -1])
    expect([addDays('2026-12-31', 1), addDays('2026-03-01', -1)]).toEqual(['2027-01-01', '2026-02-28'])
  })
})
