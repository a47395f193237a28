import { addDays, dayOf } from '../../lib/calendar-day.ts'

export const periods = ['days30', 'year'] as const
export type Period = (typeof periods)[number]

/** The first day of a period that ends today. `now` in milliseconds since 1970. */
export function sinceOf(period: Period | undefined, now: number): string | undefined {
  const today = dayOf(now)
  if (period === undefined) return undefined
  return period === 'year' ? `${today.slice(0, 4)}-01-01` : addDays(today, -30)
}
