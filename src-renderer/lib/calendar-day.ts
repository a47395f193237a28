/** Calendar days, `2026-11-22`, in the computer's own zone. */
const twoDigits = (value: number): string => String(value).padStart(2, '0')

export function dayOf(time: number): string {
  const date = new Date(time)
  return `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`
}

/** Midnight at which the day of `time` began, ISO 8601 in UTC. */
export function startOfDay(time: number): string {
  const date = new Date(time)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).toISOString()
}

const dayMs = 86_400_000

/** Days from one calendar day to another: 1 from yesterday to today. */
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / dayMs)

export const addDays = (day: string, days: number): string => new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10)

/** `2026-11-22 11:43:00` in the computer's own zone, of a moment in ISO 8601. */
export function localTime(time: string): string {
  const date = new Date(time)
  return `${dayOf(date.getTime())} ${[date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits).join(':')}`
}

/** The moment in ISO 8601, of `2026-11-22 11:43:00` in the computer's own zone. */
export const timeOfLocal = (local: string): string => new Date(local.replace(' ', 'T')).toISOString()
