import { describe, expect, it } from 'vitest'
import { createFormat } from './format.ts'

const plain = (text: string): string => text.replaceAll(/\s/g, ' ')
const now = Date.parse('2026-11-22T08:40:12.000Z')

describe('createFormat', () => {
  it('writes money by language', () => {
    const written = ['tr', 'en', 'id'].flatMap((language) => {
      const format = createFormat({ language })
      return [plain(format.money(123456, 'TRY')), plain(format.money(-90240, 'EUR')), plain(format.money(150000000, 'IDR'))]
    })
    expect(written).toEqual([
      ...['1.234,56 ₺', '-902,40 €', '1.500.000,00 Rp'],
      ...['₺1,234.56', '-€902.40', 'Rp 1,500,000.00'],
      ...['₺1.234,56', '-€902,40', 'Rp 1.500.000,00'],
    ])
  })

  it('writes the time of a log entry, with its day before today', () => {
    const format = createFormat({ language: 'en', timeZone: 'Europe/Istanbul' })
    const times = ['2026-11-22T08:35:12.000Z', '2026-11-21T08:40:12.000Z']
    expect(times.map((time) => plain(format.logTime(time, now)))).toEqual(['11:35:12', 'Nov 21 11:40'])
    expect(format.clock('2026-11-22T08:35:12.000Z')).toBe('11:35')
  })

  it('writes times relative to now, and as a date beyond a week', () => {
    const format = createFormat({ language: 'en', timeZone: 'Europe/Istanbul' })
    const times = [
      '2026-11-22T08:40:10.000Z',
      '2026-11-22T08:35:12.000Z',
      '2026-11-22T11:40:12.000Z',
      '2026-11-21T08:40:12.000Z',
      '2026-11-01T22:00:00.000Z',
    ]
    expect(times.map((time) => format.relativeTime(time, now))).toEqual(['now', '5 min. ago', 'in 3 hr.', 'yesterday', 'Nov 2, 2026'])
  })

  it('keeps the exact time with its zone', () => {
    const format = createFormat({ language: 'en', timeZone: 'Europe/Istanbul' })
    expect(plain(format.exactTime('2026-11-22T08:40:12.000Z'))).toBe('Nov 22, 2026, 11:40:12 GMT+3')
  })

  it('writes durations and sizes in the unit that fits', () => {
    const format = createFormat({ language: 'en' })
    expect([0.3, 84, 1234, 90_000, 5_700_000, 7_200_000].map(format.duration)).toEqual([
      '0.3 ms',
      '84 ms',
      '1.2 sec',
      '1.5 min',
      '1 hr 35 min',
      '2 hr',
    ])
    expect([512, 1536, 5 * 1024 ** 2].map(format.bytes)).toEqual(['512B', '1.5 kB', '5 MB'])
  })
})
