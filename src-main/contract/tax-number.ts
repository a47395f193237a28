/** Turkish tax numbers. Their last digits follow from the others, so that a slip of the finger shows. */

/** Ten digits of which the last follows from the others, by the rule of the Turkish revenue administration (GİB). */
export function isVkn(text: string): boolean {
  if (!/^\d{10}$/.test(text)) return false
  const digits = digitsOf(text)
  const sum = digits.slice(0, 9).reduce((total, digit, index) => {
    const shifted = (digit + 9 - index) % 10
    const weighted = (shifted * 2 ** (9 - index)) % 9
    return total + (shifted !== 0 && weighted === 0 ? 9 : weighted)
  }, 0)
  return (10 - (sum % 10)) % 10 === digits[9]
}

/** Eleven digits, the first not 0, of which the last two follow from the others (Law 5490 on Population Services, MERNİS). */
export function isTckn(text: string): boolean {
  if (!/^[1-9]\d{10}$/.test(text)) return false
  const digits = digitsOf(text)
  const sumOf = (places: readonly number[]): number => places.reduce((sum, place) => sum + (digits[place] ?? 0), 0)
  const odd = sumOf([0, 2, 4, 6, 8])
  const even = sumOf([1, 3, 5, 7])
  return (odd * 7 + even * 9) % 10 === digits[9] && (odd + even + (digits[9] ?? 0)) % 10 === digits[10]
}

const digitsOf = (text: string): number[] => [...text].map(Number)

/** What is wrong with the tax number of somebody in Türkiye. */
export interface TaxNumberProblem {
  readonly field: 'vkn' | 'tckn'
  readonly reason: 'missing' | 'length' | 'check_digits'
}

/** What is said of a number that was given. */
export const taxNumberReasons = {
  length: 'must be a VKN of 10 digits or a TCKN of 11',
  check_digits: 'is no valid number: its check digits do not fit',
} as const

interface Taxpayer {
  readonly country: string | null
  readonly taxNumber: string | null
}

/** What is wrong with the tax number of a customer in Türkiye; undefined when nothing is, and for every number of another country. */
export function taxNumberProblem({ country, taxNumber }: Taxpayer): TaxNumberProblem | undefined {
  if (!isInTurkey(country, taxNumber)) return undefined
  if (taxNumber === null) return { field: 'vkn', reason: 'missing' }
  if (/^\d{11}$/.test(taxNumber)) return isTckn(taxNumber) ? undefined : { field: 'tckn', reason: 'check_digits' }
  if (/^\d{10}$/.test(taxNumber)) return isVkn(taxNumber) ? undefined : { field: 'vkn', reason: 'check_digits' }
  return { field: 'vkn', reason: 'length' }
}

const namesOfTurkey = ['tr', 'tur', 'türkiye', 'turkiye', 'turkey', 'turki', 'republic of türkiye', 'türkiye cumhuriyeti']

/** Without a country, a customer with no tax number or one of Turkish length is at home; any other number is of abroad. */
function isInTurkey(country: string | null, taxNumber: string | null): boolean {
  if (country !== null && country.trim() !== '') return namesOfTurkey.includes(folded(country.trim()))
  return taxNumber === null || /^\d{10,11}$/.test(taxNumber)
}

/** NB: `TURKIYE`, `TÜRKİYE` and `Türkıye` are one word: the four letters that are an i somewhere become one. */
const folded = (text: string): string => text.toLowerCase().replaceAll('\u0307', '').replaceAll('ı', 'i')
