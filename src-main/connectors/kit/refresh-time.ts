const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

/** At the latest; vendors end grants that nobody uses, and some do not say how long a token lives. */
const longestMs = dayMs

/** Of a token's life this much is left when it is renewed, but never more than five minutes. */
const leftShare = 0.2
const mostLeftMs = 5 * minuteMs

/** When to renew a token, milliseconds since the epoch. @param expiresIn seconds; null where the vendor does not tell. */
export function refreshTime(expiresIn: number | null, now: number): number {
  if (expiresIn === null) return now + longestMs
  const lifeMs = expiresIn * 1_000
  return now + Math.min(longestMs, Math.max(0, lifeMs - Math.min(mostLeftMs, lifeMs * leftShare)))
}

/** When to try again after the vendor could not be reached: sooner than any token's patience ends, and not all at once. */
export const nextTryTime = (now: number, random: number): number => now + minuteMs * (0.5 + random)
