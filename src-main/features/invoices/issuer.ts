import type { Locale } from '../../contract/fields.ts'
import type { Invoice } from './invoices.contract.ts'

/** The company's letterhead as an invoice needs it. */
export interface Letterhead {
  readonly issuer: Invoice['issuer']
  readonly logoFile: string | null
  readonly logoMediaType: 'image/png' | 'image/jpeg' | null
  readonly locale: Locale
  /** IANA name, for "today". */
  readonly timeZone: string
  /** ISO 3166-1, where phone numbers without a country code belong. */
  readonly country: string
  readonly notes: string | null
}

/** Reads a company's letterhead by its slug. */
export type FindLetterhead = (company: string) => Letterhead

/** The calendar date of a moment in a time zone, `2026-11-22`. */
export const dateIn = (timeZone: string, iso: string): string => new Intl.DateTimeFormat('sv-SE', { timeZone }).format(new Date(iso))
