import { expect, it } from 'vitest'
import { timeToTell } from './delivery-time.ts'

const off = { quietFrom: null, quietTo: null, digest: 'off', digestAt: '08:00', timeZone: 'Europe/Istanbul' } as const
const night = { ...off, quietFrom: '22:00', quietTo: '07:00' } as const
const lunch = { ...off, quietFrom: '12:00', quietTo: '13:00' } as const
const hourly = { ...off, digest: 'hourly' } as const
const daily = { ...off, digest: 'daily', digestAt: '17:30' } as const

/** Istanbul is three hours ahead. */
it.each([
  ['at once when nothing was chosen', off, '2026-11-22T08:00:30Z', '2026-11-22T08:00:30Z'],
  ['at once outside of quiet hours', night, '2026-11-22T08:00:30Z', '2026-11-22T08:00:30Z'],
  ['after quiet hours before midnight', night, '2026-11-22T19:00:30Z', '2026-11-23T04:00:00Z'],
  ['after quiet hours past midnight', night, '2026-11-23T01:00:00Z', '2026-11-23T04:00:00Z'],
  ['at once when quiet hours end', night, '2026-11-23T04:00:00Z', '2026-11-23T04:00:00Z'],
  ['after quiet hours within a day', lunch, '2026-11-22T09:10:00Z', '2026-11-22T10:00:00Z'],
  ['with the next hour', hourly, '2026-11-22T08:20:30Z', '2026-11-22T09:00:00Z'],
  ['with the digest of the day', daily, '2026-11-22T08:00:00Z', '2026-11-22T14:30:00Z'],
  ['with the digest of the next day', daily, '2026-11-22T14:30:00Z', '2026-11-23T14:30:00Z'],
  [
    'with a digest that quiet hours put off',
    { ...hourly, quietFrom: '12:00', quietTo: '13:15' },
    '2026-11-22T08:20:00Z',
    '2026-11-22T10:15:00Z',
  ],
  [
    'when clocks show it again after they were set',
    { ...night, timeZone: 'Europe/Berlin' },
    '2026-10-24T21:00:00Z',
    '2026-10-25T06:00:00Z',
  ],
] as const)('%s', (_, times, now, expected) => {
  const time = timeToTell('error', times, Date.parse(now))
  expect(new Date(time).toISOString()).toBe(new Date(expected).toISOString())
})

it('shows what is critical at once, whatever was chosen', () => {
  const now = Date.parse('2026-11-22T22:00:00Z')
  expect(timeToTell('critical', { ...night, digest: 'daily' }, now)).toBe(now)
})
