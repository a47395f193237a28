import { type CountryCode, isSupportedCountry, ParseError, parsePhoneNumberWithError } from 'libphonenumber-js/max'
import { invalidField } from './app-error.ts'

interface NumberOptions {
  /** Where a number without a country code belongs, `TR`. */
  readonly country: string
  /** Whose name the error tells, `to`. */
  readonly field: string
}

/**
 * A phone number as people write it, in E.164: `0 (532) 123 45 67` becomes `+905321234567`.
 * @throws AppError `invalid_request` that says what is wrong with it.
 */
export function phoneNumber(text: string, { country, field }: NumberOptions): string {
  const number = parse(text, { country, field })
  if (number.isValid()) return number.number
  throw invalidField(
    field,
    `${text} is not a number that is given out in ${number.country ?? `+${number.countryCallingCode}`}`,
    'Check the digits; put + and the country code in front if it is of another country.',
  )
}

function parse(text: string, { country, field }: NumberOptions) {
  const defaultCountry = isSupportedCountry(country) ? (country satisfies CountryCode) : undefined
  try {
    return parsePhoneNumberWithError(text.trim(), { ...(defaultCountry === undefined ? {} : { defaultCountry }), extract: false })
  } catch (error) {
    if (!(error instanceof ParseError)) throw error
    throw refused(error.message, text, field)
  }
}

function refused(reason: string, text: string, field: string) {
  switch (reason) {
    case 'TOO_SHORT':
      return invalidField(field, `${text} is too short for a phone number`, 'Give all of its digits, with the area code.')
    case 'TOO_LONG':
      return invalidField(field, `${text} is too long for a phone number`, 'Give one number alone, without an extension.')
    case 'INVALID_COUNTRY':
      return invalidField(field, `${text} has no known country code`, 'Put + and the country code in front: +90 532 123 45 67.')
    default:
      return invalidField(field, `${text} is not a phone number`, 'Give digits, with + and the country code in front: +90 532 123 45 67.')
  }
}
