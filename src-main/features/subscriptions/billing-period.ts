export type BillingPeriod = 'month' | 'year'

/** A day so many periods later. The day of the month stays that of the first, as far as the month has it: 31 January, 28 February, 31 March. */
export function addPeriods(day: string, period: BillingPeriod, count: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const months = year * 12 + month - 1 + count * monthsOf(period)
  const lastDate = new Date(Date.UTC(Math.floor(months / 12), (months % 12) + 1, 0)).getUTCDate()
  return new Date(Date.UTC(Math.floor(months / 12), months % 12, Math.min(date, lastDate))).toISOString().slice(0, 10)
}

/** The period that a day lies in, from its first day to the first day of the next; before all of them, the first. */
export function periodAt(startsOn: string, period: BillingPeriod, day: string): { start: string; end: string } {
  const guess = Math.floor((monthOf(day) - monthOf(startsOn)) / monthsOf(period))
  const count = Math.max(0, addPeriods(startsOn, period, guess) <= day ? guess : guess - 1)
  return { start: addPeriods(startsOn, period, count), end: addPeriods(startsOn, period, count + 1) }
}

const monthsOf = (period: BillingPeriod): number => (period === 'year' ? 12 : 1)

function monthOf(day: string): number {
  const [year = 0, month = 1] = day.split('-').map(Number)
  return year * 12 + month - 1
}
