import { z } from 'zod'
import { type Scope, scopes } from './scopes.ts'

/** Building blocks of record fields. Optional ones are null when absent, so that a resource always has the same shape. */
export const shortText = z.string().trim().min(1).max(200)
export const longText = z.string().trim().max(5_000)
export const optionalText = z.string().trim().max(500).nullable().default(null)
export const optionalLongText = longText.nullable().default(null)

/** Currencies that Interlock can write out, all with two minor digits (ISO 4217). */
export const currencies = ['TRY', 'EUR', 'USD', 'IDR'] as const
export type Currency = (typeof currencies)[number]
export const currency = z.enum(currencies)

export const locales = ['tr', 'en', 'id'] as const
export type Locale = (typeof locales)[number]
export const locale = z.enum(locales)

export const scope = z.enum(scopes as [Scope, ...Scope[]]).meta({ id: 'Scope' }) // the list is not empty; enum needs that in the type

/** What a number stands for where its schema alone does not say it: how it is written and asked for. Kept through `describe`, `nullable`, `default`. */
export const numberMeaning = z.registry<{ readonly kind: 'money' | 'percent' | 'minutes' | 'seconds' }>()

/** Money in minor units (kuruş, cent); the currency stands beside it, in the field `currency`. */
const minorUnits = z.int().min(-1e12).max(1e12).register(numberMeaning, { kind: 'money' })

/** What something costs, in minor units. */
export const price = minorUnits.min(0)

/** A computed amount in minor units: larger than any one price, still an exact integer. */
export const moneySum = z.int().register(numberMeaning, { kind: 'money' })

/** Whether a number was written with at most this many decimals; the division gives back the very double that was written. */
const hasDecimals = (value: number, decimals: number): boolean => Math.round(value * 10 ** decimals) / 10 ** decimals === value

/** Percent with at most two decimals, 0 to 100. */
export const percent = z
  .number()
  .min(0)
  .max(100)
  .refine((value) => hasDecimals(value, 2), 'must have at most two decimals')
  .register(numberMeaning, { kind: 'percent' })

/** A calendar date, `2026-11-22`. */
export const calendarDate = z.iso.date()

/** A moment that a client tells, kept as UTC in the one form of `isoTime`, so that texts sort as times do. */
export const instant = z.iso
  .datetime({ offset: true })
  .overwrite((text) => (Number.isNaN(Date.parse(text)) ? text : new Date(text).toISOString()))
  .refine((text) => /^\d{4}-/.test(text), 'must be in a year of four digits')

const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== ''
  } catch {
    return false // the only way in which Intl tells that it knows no such zone
  }
}

/** An IANA time zone, `Europe/Istanbul`. */
export const timeZone = z.string().max(64).refine(isTimeZone, 'is not a known IANA time zone').describe('IANA time zone, Europe/Istanbul.')

/** An international phone number, E.164. */
export const internationalNumber = z
  .string()
  .trim()
  .regex(/^\+[1-9][0-9]{6,14}$/, 'must be an international number such as +905325550107')

const threeDecimals = (value: number): boolean => hasDecimals(value, 3)

/** How much of something, with at most three decimals. */
export const quantity = z.number().min(0).max(1e9).refine(threeDecimals, 'must have at most three decimals')

/** A quantity that is added, or taken away where it is negative. */
export const signedQuantity = z.number().min(-1e9).max(1e9).refine(threeDecimals, 'must have at most three decimals')

export const unitOfMeasure = z.string().trim().min(1).max(20).describe('Unit of measure, "kg", "h", "pcs".')

/** A line of a job or an invoice: what, how much of it, at which price, taxed how. */
export const line = z
  .strictObject({
    description: shortText,
    quantity: quantity.positive(),
    unit: unitOfMeasure,
    unitPrice: minorUnits.describe('Minor units of the currency for one unit.'),
    taxRate: percent.describe('VAT in percent.'),
  })
  .meta({ id: 'Line' })

export type Line = z.output<typeof line>
