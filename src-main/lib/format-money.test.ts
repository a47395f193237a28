import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatAmount, formatDay, formatDecimal, formatMoney, formatPercent } from './format-money.ts'

const spaced = (text: string): string => text.replaceAll('\u00a0', ' ')

describe('money', () => {
  it.each([
    [123_456, 'tr', 'TRY', '1.234,56 ₺'],
    [123_456, 'tr', 'EUR', '1.234,56 €'],
    [123_456, 'tr', 'IDR', '1.234,56 IDR'],
    [123_456, 'en', 'TRY', 'TRY 1,234.56'],
    [123_456, 'en', 'EUR', '€1,234.56'],
    [123_456, 'en', 'USD', '$1,234.56'],
    [123_456, 'id', 'IDR', 'Rp 1.234,56'],
    [123_456, 'id', 'USD', 'US$ 1.234,56'],
    [-90_240, 'tr', 'TRY', '−902,40 ₺'],
    [-90_240, 'en', 'USD', '−$902.40'],
    [-90_240, 'id', 'IDR', '−Rp 902,40'],
    [0, 'tr', 'TRY', '0,00 ₺'],
    [7, 'tr', 'TRY', '0,07 ₺'],
    [-7, 'en', 'EUR', '−€0.07'],
    [Number.MAX_SAFE_INTEGER, 'tr', 'TRY', '90.071.992.547.409,91 ₺'],
  ] as const)('%i in %s and %s is "%s"', (amount, locale, currency, expected) => {
    const actual = formatMoney(amount, locale, currency)
    expect(spaced(actual)).toBe(expected.replaceAll('\u00a0', ' '))
    expect(actual).not.toContain(' ')
  })

  it('keeps every digit of every amount', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (amount) => {
        const digits = formatAmount(amount, 'en').replaceAll(/[,.]/g, '').replace('−', '-')
        expect(Number(digits)).toBe(amount)
      }),
    )
  })
})

it.each([
  [1250.5, 'tr', '1.250,5'],
  [1250.5, 'en', '1,250.5'],
  [36, 'id', '36'],
  [100, 'tr', '100'],
  [0.001, 'tr', '0,001'],
  [-2, 'en', '−2'],
] as const)('the quantity %d in %s is "%s"', (value, locale, expected) => {
  expect(formatDecimal(value, locale)).toBe(expected)
})

it('writes percent and days the way of the language', () => {
  expect([formatPercent(8.5, 'tr'), formatPercent(20, 'en'), formatPercent(20, 'id')].map(spaced)).toEqual(['% 8,5', '20%', '20%'])
  expect((['tr', 'en', 'id'] as const).map((locale) => spaced(formatDay('2026-11-02', locale)))).toEqual([
    '02.11.2026',
    '2 Nov 2026',
    '02/11/2026',
  ])
})
