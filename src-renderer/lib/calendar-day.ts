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
