import { expect, it } from 'vitest'
import { callsByHour } from './calls-by-hour.ts'

it('gives every hour of the person’s day its calls, also before midnight in UTC', () => {
  const hours = callsByHour('2026-11-21T21:00:00.000Z', [
    { hour: '2026-11-21T22', calls: 5, failed: 1 },
    { hour: '2026-11-22T08', calls: 40, failed: 0 },
  ])
  expect([hours.length, hours[1], hours[11], hours[12]]).toEqual([
    24,
    { start: '2026-11-21T22:00:00.000Z', calls: 5, failed: 1 },
    { start: '2026-11-22T08:00:00.000Z', calls: 40, failed: 0 },
    { start: '2026-11-22T09:00:00.000Z', calls: 0, failed: 0 },
  ])
})
