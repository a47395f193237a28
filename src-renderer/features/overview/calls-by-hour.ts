export interface HourOfCalls {
  /** ISO 8601 start of the hour. */
  readonly start: string
  readonly calls: number
  readonly failed: number
}

const hourMs = 3_600_000
const hoursOfDay = 24

/** The 24 hours of a day from its midnight, with the calls that the server counted by UTC hour, `2026-11-22T08`. */
export function callsByHour(since: string, counted: readonly { readonly hour: string; readonly calls: number; readonly failed: number }[]) {
  const byHour = new Map(counted.map((row) => [row.hour, row]))
  const midnight = Date.parse(since)
  return Array.from({ length: hoursOfDay }, (_, hour): HourOfCalls => {
    const start = new Date(midnight + hour * hourMs).toISOString()
    const { calls = 0, failed = 0 } = byHour.get(start.slice(0, 13)) ?? {}
    return { start, calls, failed }
  })
}
