/** How long the parts of an exchange took, milliseconds with one decimal; null for a part that was not needed or not reached. */
export interface OutboundTiming {
  /** It went over a connection that was there already, so nothing was looked up or connected. */
  readonly isReused: boolean
  /** Until a connection was free or begun. */
  readonly waitMs: number | null
  readonly dnsMs: number | null
  readonly connectMs: number | null
  readonly tlsMs: number | null
  /** From sending to the head of the answer. */
  readonly firstByteMs: number | null
  /** The rest of the answer. */
  readonly bodyMs: number | null
  readonly totalMs: number
}

/** When the steps of a connection were done, by a clock that only goes forward. */
export interface ConnectionMarks {
  begunAt: number
  lookedUpAt: number | null
  connectedAt: number | null
  readyAt: number | null
  /** Sent over it. */
  requests: number
}

/** The same of one exchange. */
export interface ExchangeMarks {
  readonly startedAt: number
  readonly sentAt: number | null
  readonly headAt: number | null
  readonly endedAt: number
  readonly isReused: boolean
}

/** @param connection undefined when none was begun for it. */
export function timingOf(marks: ExchangeMarks, connection: Readonly<ConnectionMarks> | undefined, isTls: boolean): OutboundTiming {
  const { startedAt, sentAt, headAt, endedAt, isReused } = marks
  const made = isReused || connection === undefined ? undefined : connection
  return {
    isReused,
    waitMs: span(startedAt, made === undefined ? sentAt : made.begunAt),
    dnsMs: made === undefined ? null : span(made.begunAt, made.lookedUpAt),
    // A proxy connects for us: only the whole of it is known.
    connectMs: made === undefined ? null : span(made.lookedUpAt ?? made.begunAt, made.connectedAt ?? made.readyAt),
    tlsMs: made !== undefined && isTls ? span(made.connectedAt, made.readyAt) : null,
    firstByteMs: span(sentAt, headAt),
    bodyMs: headAt === null ? null : span(headAt, endedAt),
    totalMs: span(startedAt, endedAt) ?? 0,
  }
}

const span = (from: number | null, to: number | null): number | null =>
  from === null || to === null ? null : Math.round((to - from) * 10) / 10
