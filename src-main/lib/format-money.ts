/**
 * Money, quantities, rates and dates as an accountant of each language reads them. Written out instead of `Intl`, so that a reprint does
 * not change with the ICU of the runtime, and from integers, so that 2^53 - 1 prints right. Groups and symbols join by no-break
 * spaces; minus is U+2212 and always comes first.
 */
export type PrintLocale = 'tr' | 'en' | 'id'
export type Currency = 'TRY' | 'EUR' | 'USD' | 'IDR'

const nbsp = '\u00a0'
const minus = '\u2212'
const minorDigits = 2 // ISO 4217 has 2 for all four

const separators = {
  tr: { group: '.', decimal: ',' },
  en: { group: ',', decimal: '.' },
  id: { group: '.', decimal: ',' },
} as const

/** Turkish puts the sign behind. A currency that is foreign to the language shows its ISO code, except where its sign is known everywhere. */
const signs: Readonly<Record<PrintLocale, Readonly<Record<Currency, string>>>> = {
  tr: { TRY: `${nbsp}₺`, EUR: `${nbsp}€`, USD: `${nbsp}$`, IDR: `${nbsp}IDR` },
  en: { TRY: `TRY${nbsp}`, EUR: '€', USD: '$', IDR: `IDR${nbsp}` },
  id: { TRY: `TRY${nbsp}`, EUR: `€${nbsp}`, USD: `US$${nbsp}`, IDR: `Rp${nbsp}` },
}

/** `1.234,56 ₺`, `TRY 1,234.56`, `Rp 1.234,56` from minor units. */
export function formatMoney(amount: number, locale: PrintLocale, currency: Currency): string {
  const sign = signs[locale][currency]
  const figures = formatAmount(Math.abs(amount), locale)
  return `${amount < 0 ? minus : ''}${locale === 'tr' ? figures + sign : sign + figures}`
}

/** `1.234,56` from minor units, without a currency. */
export function formatAmount(amount: number, locale: PrintLocale): string {
  const digits = String(Math.abs(amount)).padStart(minorDigits + 1, '0')
  const { decimal } = separators[locale]
  return `${amount < 0 ? minus : ''}${grouped(digits.slice(0, -minorDigits), locale)}${decimal}${digits.slice(-minorDigits)}`
}

/** A quantity or rate with the decimals that it has, at most 3: `1.250,5`. */
export function formatDecimal(value: number, locale: PrintLocale): string {
  const [whole = '0', fraction = ''] = Math.abs(value).toFixed(3).replace(/0+$/, '').split('.')
  const sign = value < 0 ? minus : ''
  return `${sign}${grouped(whole, locale)}${fraction === '' ? '' : separators[locale].decimal + fraction}`
}

/** `% 20`, `20%`. */
export function formatPercent(value: number, locale: PrintLocale): string {
  const figures = formatDecimal(value, locale)
  return locale === 'tr' ? `%${nbsp}${figures}` : `${figures}%`
}

const englishMonths = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A calendar day, `2026-11-22`, as `22.11.2026`, `22 Nov 2026` or `22/11/2026`; no time zone enters into it. */
export function formatDay(day: string, locale: PrintLocale): string {
  const [year = '', month = '', date = ''] = day.slice(0, 10).split('-')
  switch (locale) {
    case 'tr':
      return `${date}.${month}.${year}`
    case 'en':
      return `${Number(date)}${nbsp}${englishMonths[Number(month) - 1]}${nbsp}${year}`
    case 'id':
      return `${date}/${month}/${year}`
  }
}

const grouped = (digits: string, locale: PrintLocale): string => digits.replace(/\B(?=(\d{3})+$)/g, separators[locale].group)
