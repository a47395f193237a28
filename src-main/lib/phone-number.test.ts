import fc from 'fast-check'
import { type CountryCode, getCountries, getExampleNumber } from 'libphonenumber-js/max'
import examples from 'libphonenumber-js/mobile/examples'
import { describe, expect, test } from 'vitest'
import { AppError } from './app-error.ts'
import { phoneNumber } from './phone-number.ts'

const turkish = (text: string) => phoneNumber(text, { country: 'TR', field: 'to' })

test.each([
  ['0532 123 45 67', '+905321234567'],
  ['0 (532) 123-45-67', '+905321234567'],
  ['5321234567', '+905321234567'],
  ['+90 532 123 45 67', '+905321234567'],
  ['0090 532 123 45 67', '+905321234567'],
  ['90 532 123 45 67', '+905321234567'],
  ['+62 812-3456-7890', '+6281234567890'],
  [' 0212 293 00 00 ', '+902122930000'],
])('%s is %s', (text, expected) => expect(turkish(text)).toBe(expected))

test('a number without a country code is of the country of the company', () => {
  expect(phoneNumber('0812 3456 7890', { country: 'ID', field: 'to' })).toBe('+6281234567890')
})

const reasonFor = (text: string, country = 'TR'): unknown => {
  try {
    return phoneNumber(text, { country, field: 'to' })
  } catch (error) {
    return error instanceof AppError ? error.details.fields?.[0]?.reason : error
  }
}

describe('what is no number is refused with the reason', () => {
  test.each([
    ['1', '1 is too short for a phone number'],
    ['+90 532 123 45 67 890 123 456', '+90 532 123 45 67 890 123 456 is too long for a phone number'],
    ['Ayşe', 'Ayşe is not a phone number'],
    ['+999 532 123 45 67', '+999 532 123 45 67 has no known country code'],
    ['0532 123 45', '0532 123 45 is not a number that is given out in TR'],
    ['0132 123 45 67', '0132 123 45 67 is not a number that is given out in TR'],
  ])('%s', (text, reason) => expect(reasonFor(text)).toBe(reason))

  test('and so is one without a country code where the country is not known', () => {
    expect(reasonFor('0532 123 45 67', '')).toBe('0532 123 45 67 has no known country code')
  })
})

test('a number of any country, however it is written, becomes the same number, and that one stays as it is', () => {
  const written = fc.constantFrom<CountryCode>(...getCountries()).chain((country) => {
    const example = getExampleNumber(country, examples)
    return fc.record({
      country: fc.constant(country),
      number: fc.constant(example),
      text: fc.constantFrom(example?.formatNational(), example?.formatInternational(), example?.number),
    })
  })
  fc.assert(
    fc.property(written, ({ country, number, text }) => {
      if (number === undefined || text === undefined) return
      const normalized = phoneNumber(text, { country, field: 'to' })
      expect(normalized).toBe(number.number)
      expect(phoneNumber(normalized, { country: 'TR', field: 'to' })).toBe(normalized)
    }),
    { numRuns: 500 },
  )
})
