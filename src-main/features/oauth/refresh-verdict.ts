/** How long a client that never got the answer to a refresh may repeat it, in milliseconds. */
export const refreshGraceMs = 60_000

interface UsedToken {
  readonly usedAt: string | null
  readonly isSuperseded: boolean
}

/**
 * Whether a refresh token may be used. Once used it is void, and to use it again means that two hold it: `reused`.
 *
 * The one exception is the lost answer: power or network went between our COMMIT and the client's disk. The client then repeats the very token,
 * soon, and cannot have used what took its place. So a used token is good again (`retry`) for a short time from its first use, as long as no
 * successor was used; the successor that nobody used is superseded, and whoever comes with it later is caught as reuse. A thief who copies a token
 * and hurries within the grace time gains nothing: either they or the owner comes with a void token next, and the whole consent is revoked.
 */
export function refreshVerdict(token: UsedToken, successors: readonly UsedToken[], now: number): 'good' | 'retry' | 'reused' {
  if (token.isSuperseded) return 'reused'
  if (token.usedAt === null) return 'good'
  const isInTime = now - Date.parse(token.usedAt) < refreshGraceMs
  return isInTime && successors.every((successor) => successor.usedAt === null) ? 'retry' : 'reused'
}
