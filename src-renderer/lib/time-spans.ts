export const timeSpans = ['hour', 'day', 'week'] as const
export type TimeSpan = (typeof timeSpans)[number]

const hourMs = 3_600_000
const spanMs: Readonly<Record<TimeSpan, number>> = { hour: hourMs, day: 24 * hourMs, week: 7 * 24 * hourMs }

/**
 * When a span that ends now began, as ISO 8601. @param now milliseconds since the epoch; a span begins at a full minute, so that the same question
 * keeps its answer for that long.
 */
export const sinceOf = (within: TimeSpan, now: number): string =>
  new Date(Math.floor((now - spanMs[within]) / 60_000) * 60_000).toISOString()
