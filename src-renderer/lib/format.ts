/** Everything a person reads as number, amount or time, by language. All functions are pure; `now` comes in. */
export interface FormatOptions {
  /** BCP 47, `tr`, `en`, `id`. */
  readonly language: string
  /** IANA zone; the computer's own when undefined. */
  readonly timeZone?: string | undefined
}

export interface Format {
  readonly number: (value: number, options?: Intl.NumberFormatOptions) => string
  /** A share of 1 as percent, `0.995` -> `99.5%`. */
  readonly percent: (share: number) => string
  /** Minor units of an ISO 4217 currency, `123456` TRY -> `1.234,56 ₺` in Turkish. */
  readonly money: (minorUnits: number, currency: string) => string
  readonly bytes: (count: number) => string
  /** `84 ms`, `1.2 s`, `3 min`, `1 hr 35 min`. */
  readonly duration: (milliseconds: number) => string
  readonly date: (time: string) => string
  readonly time: (time: string) => string
  /** Hours and minutes, `12:10`. */
  readonly clock: (time: string) => string
  /** For a log: the time to the second; before today the day, hours and minutes. */
  readonly logTime: (time: string, now: number) => string
  /** Date, time to the second, and zone. */
  readonly exactTime: (time: string) => string
  /** `now`, `5 min. ago`, `tomorrow`; a date beyond a week. */
  readonly relativeTime: (time: string, now: number) => string
  /** A calendar day, `2026-11-22`, the same in every zone. */
  readonly day: (day: string) => string
  /** `today`, `yesterday`, `in 3 days`. */
  readonly relativeDay: (days: number) => string
  /** `Sunday 22 November, 11:43` */
  readonly dayAndTime: (time: number) => string
  /** How numbers are typed. */
  readonly separators: { readonly group: string; readonly decimal: string }
}

/** All four currencies have 2 minor digits by ISO 4217, IDR too. */
const minorDigits = 2

export function createFormat({ language, timeZone }: FormatOptions): Format {
  const zone = timeZone === undefined ? {} : { timeZone }
  const dateFormat = new Intl.DateTimeFormat(language, { dateStyle: 'medium', ...zone })
  const timeFormat = new Intl.DateTimeFormat(language, { timeStyle: 'medium', hourCycle: 'h23', ...zone })
  const clockFormat = new Intl.DateTimeFormat(language, { timeStyle: 'short', hourCycle: 'h23', ...zone })
  const logDayFormat = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', ...zone })
  const exactFormat = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'long', hourCycle: 'h23', ...zone })
  const dayFormat = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' })
  const dayAndTimeFormat = new Intl.DateTimeFormat(language, {
    ...{ weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    ...zone,
  })
  const relativeDayFormat = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  const number = (value: number, options?: Intl.NumberFormatOptions): string => new Intl.NumberFormat(language, options).format(value)
  return {
    number,
    percent: (share) => number(share, { style: 'percent', maximumFractionDigits: 1 }),
    money: (minorUnits, currency) => formatMoney(language, minorUnits, currency),
    bytes: (count) => formatBytes(number, count),
    duration: (milliseconds) => formatDuration(number, milliseconds),
    date: (time) => dateFormat.format(new Date(time)),
    time: (time) => timeFormat.format(new Date(time)),
    clock: (time) => clockFormat.format(new Date(time)),
    logTime: (time, now) => {
      const moment = new Date(time)
      const isToday = dateFormat.format(moment) === dateFormat.format(now)
      return isToday ? timeFormat.format(moment) : `${logDayFormat.format(moment)} ${clockFormat.format(moment)}`
    },
    exactTime: (time) => exactFormat.format(new Date(time)),
    relativeTime: (time, now) => formatRelative(language, dateFormat, Date.parse(time), now),
    day: (day) => dayFormat.format(Date.parse(day)),
    relativeDay: (days) => relativeDayFormat.format(days, 'day'),
    dayAndTime: (time) => dayAndTimeFormat.format(time),
    separators: separatorsOf(language),
  }
}

function separatorsOf(language: string): Format['separators'] {
  const parts = new Intl.NumberFormat(language, { minimumFractionDigits: 1 }).formatToParts(12345)
  const find = (type: 'group' | 'decimal', otherwise: string) => parts.find((part) => part.type === type)?.value ?? otherwise
  return { group: find('group', ','), decimal: find('decimal', '.') }
}

function formatMoney(language: string, minorUnits: number, currency: string): string {
  const digits = { minimumFractionDigits: minorDigits, maximumFractionDigits: minorDigits }
  const value = minorUnits / 10 ** minorDigits
  const format = new Intl.NumberFormat(language, { style: 'currency', currency, currencyDisplay: 'narrowSymbol', ...digits })
  if (!language.startsWith('tr')) return format.format(value)
  // Turkish invoices write the sign after the amount (TDK, "Yazım Kuralları"); CLDR puts it before.
  const symbol = format.formatToParts(value).find((part) => part.type === 'currency')?.value ?? currency
  return `${new Intl.NumberFormat(language, digits).format(value)}\u00a0${symbol}`
}

type NumberFormatter = Format['number']

function formatBytes(number: NumberFormatter, count: number): string {
  if (count < 1024) return number(count, { style: 'unit', unit: 'byte', unitDisplay: 'narrow' })
  const [divisor, unit] = count < 1024 ** 2 ? [1024, 'kilobyte'] : count < 1024 ** 3 ? [1024 ** 2, 'megabyte'] : [1024 ** 3, 'gigabyte']
  return number(count / divisor, { style: 'unit', unit, maximumFractionDigits: 1 })
}

function formatDuration(number: NumberFormatter, milliseconds: number): string {
  if (milliseconds < 10) return number(milliseconds, { style: 'unit', unit: 'millisecond', maximumFractionDigits: 1 })
  if (milliseconds < 1000) return number(Math.round(milliseconds), { style: 'unit', unit: 'millisecond' })
  if (milliseconds < 60_000) return number(milliseconds / 1000, { style: 'unit', unit: 'second', maximumFractionDigits: 1 })
  if (milliseconds < 3_600_000) return number(milliseconds / 60_000, { style: 'unit', unit: 'minute', maximumFractionDigits: 1 })
  const minutes = Math.round(milliseconds / 60_000)
  const hours = number(Math.floor(minutes / 60), { style: 'unit', unit: 'hour' })
  return minutes % 60 === 0 ? hours : `${hours} ${number(minutes % 60, { style: 'unit', unit: 'minute' })}`
}

const steps = [
  { unit: 'second', milliseconds: 1000, below: 60_000 },
  { unit: 'minute', milliseconds: 60_000, below: 3_600_000 },
  { unit: 'hour', milliseconds: 3_600_000, below: 86_400_000 },
  { unit: 'day', milliseconds: 86_400_000, below: 7 * 86_400_000 },
] as const

function formatRelative(language: string, dateFormat: Intl.DateTimeFormat, time: number, now: number): string {
  const difference = time - now
  const step = steps.find(({ below }) => Math.abs(difference) < below)
  if (step === undefined) return dateFormat.format(time)
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' })
  const isJustNow = step.unit === 'second' && Math.abs(difference) < 10_000
  return relative.format(isJustNow ? 0 : Math.trunc(difference / step.milliseconds), step.unit)
}
