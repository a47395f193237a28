type Headers = Readonly<Record<string, string | string[] | undefined>>

const textOf = (headers: Headers, name: string): string | undefined => {
  const value = headers[name]
  return typeof value === 'string' ? value : value?.[0]
}

/** Milliseconds from now that an answer asks to wait: Retry-After (RFC 9110 10.2.3), else the reset of a limit that is used up. */
export function askedWaitMs(headers: Headers, now: number): number | undefined {
  const retryAfter = textOf(headers, 'retry-after')
  if (retryAfter !== undefined) {
    if (/^\s*\d{1,10}(?:\.\d+)?\s*$/.test(retryAfter)) return Math.round(Number(retryAfter) * 1_000)
    const at = Date.parse(retryAfter)
    if (!Number.isNaN(at)) return Math.max(0, at - now)
  }
  return usedUpForMs(headers, now)
}

/** Families of rate-limit headers: SendGrid, Zoom, GitHub style; IETF draft; Brevo; Xero's minute. */
const families: readonly (readonly [remaining: string, reset: string | undefined, defaultMs: number])[] = [
  ['x-ratelimit-remaining', 'x-ratelimit-reset', 1_000],
  ['ratelimit-remaining', 'ratelimit-reset', 1_000],
  ['x-sib-ratelimit-remaining', 'x-sib-ratelimit-reset', 1_000],
  ['x-minlimit-remaining', undefined, 60_000],
]

/** Beyond this a reset is a time since 1970 and not a number of seconds from now. */
const epochFrom = 1_000_000_000

/** How long a limit is used up by what an answer's headers say; undefined while there is something left. */
export function usedUpForMs(headers: Headers, now: number): number | undefined {
  for (const [remainingName, resetName, defaultMs] of families) {
    const remaining = textOf(headers, remainingName)
    if (remaining === undefined || Number(remaining) > 0 || remaining.trim() === '') continue
    const reset = resetName === undefined ? Number.NaN : Number(textOf(headers, resetName))
    if (Number.isNaN(reset)) return defaultMs
    return Math.max(0, reset > epochFrom ? reset * 1_000 - now : reset * 1_000)
  }
  return undefined
}
