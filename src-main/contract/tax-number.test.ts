import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { isTckn, isVkn, taxNumberProblem } from './tax-number.ts'

/** Numbers that large companies print on their papers. */
const knownVkns = ['4810058590', '8790017566', '3130557669', '2650179910', '0730018000', '1234567890']

/** The number with which the population register's documents explain the rule, and others made by it. */
const knownTckns = ['10000000146', '12345678950', '11111111110']

const stem = (length: number) => fc.stringMatching(new RegExp(`^[1-9][0-9]{${length - 1}}$`))
const endings = (digits: number): string[] => Array.from({ length: 10 ** digits }, (_, number) => String(number).padStart(digits, '0'))

const kinds = [
  { name: 'VKN', isValid: isVkn, known: knownVkns, stemLength: 9, checkDigits: 1 },
  { name: 'TCKN', isValid: isTckn, known: knownTckns, stemLength: 9, checkDigits: 2 },
]

describe.each(kinds)('a $name', ({ isValid, known, stemLength, checkDigits }) => {
  it.each(known)('%s is valid', (number) => expect(isValid(number)).toBe(true))

  it('has exactly one ending for each beginning', () => {
    fc.assert(
      fc.property(stem(stemLength), (beginning) => endings(checkDigits).filter((ending) => isValid(beginning + ending)).length === 1),
    )
  })

  it('with any one digit mistyped is refused', () => {
    fc.assert(
      fc.property(stem(stemLength), fc.nat(), fc.integer({ min: 1, max: 9 }), (beginning, at, by) => {
        const number = beginning + (endings(checkDigits).find((ending) => isValid(beginning + ending)) ?? '')
        const place = at % number.length
        const mistyped = number.slice(0, place) + ((Number(number[place]) + by) % 10) + number.slice(place + 1)
        return !isValid(mistyped)
      }),
    )
  })

  it('is digits of the right number and nothing else', () => {
    fc.assert(fc.property(fc.string(), (text) => !isValid(text) || text.length === stemLength + checkDigits))
    for (const text of ['', `${known[0]}0`, ` ${known[0]}`, known[0]?.slice(1) ?? '']) expect(isValid(text)).toBe(false)
  })
})

test.each([
  ['a valid VKN', 'TR', '1234567890', undefined],
  ['a valid TCKN', 'Türkiye', '10000000146', undefined],
  ['a mistyped VKN', 'Turkey', '1234567891', { field: 'vkn', reason: 'check_digits' }],
  ['a mistyped TCKN', 'TÜRKİYE', '10000000147', { field: 'tckn', reason: 'check_digits' }],
  ['a mistyped VKN and a country in capitals', 'TURKIYE', '1234567891', { field: 'vkn', reason: 'check_digits' }],
  ['a number of another length', ' tr ', '123456789', { field: 'vkn', reason: 'length' }],
  ['a missing number', 'Türkiye', null, { field: 'vkn', reason: 'missing' }],
  ['no country and a mistyped VKN', null, '1234567891', { field: 'vkn', reason: 'check_digits' }],
  ['no country and no number', null, null, { field: 'vkn', reason: 'missing' }],
  ['no country and an EU VAT number', null, 'DE245667812', undefined],
  ['no country and an NPWP', '', '01.345.678.9-407', undefined],
  ['an Indonesian customer', 'Indonesia', '1234567891', undefined],
  ['a German customer without a number', 'Deutschland', null, undefined],
])('the tax number of a customer with %s', (_, country, taxNumber, problem) => {
  expect(taxNumberProblem({ country, taxNumber })).toEqual(problem)
})
