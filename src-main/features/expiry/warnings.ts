import type { ExpiringCredential } from './expiry.contract.ts'

const dayMs = 86_400_000

/** Days before its end that a credential is warned of; 0 is the end itself. */
export const warningDays = [0, 1, 7, 30] as const

type Ending = Pick<ExpiringCredential, 'createdAt' | 'expiresAt'>

/** The tightest warning that an end calls for at a time; undefined while it is far away. */
const warningAt = (expiresAt: string, time: number): number | undefined =>
  warningDays.find((days) => Date.parse(expiresAt) - time <= days * dayMs)

/**
 * The warning that is due: a tighter one than the last, and than what its whole life is shorter than: a token of 14 days is not warned of at 30. A
 * server that was off for long gives one, not all that it missed.
 * @param told the last warning of this end; undefined for none yet.
 */
export function dueWarning({ createdAt, expiresAt }: Ending, told: number | undefined, now: number): number | undefined {
  if (expiresAt === null) return undefined
  const warning = warningAt(expiresAt, now)
  const tightest = told ?? warningAt(expiresAt, Date.parse(createdAt)) ?? Number.POSITIVE_INFINITY
  return warning !== undefined && warning < tightest ? warning : undefined
}

export const endsWithin = ({ expiresAt }: Pick<Ending, 'expiresAt'>, days: number, now: number): boolean =>
  expiresAt !== null && Date.parse(expiresAt) - now <= days * dayMs

/** The next end first, and what never ends last. */
export const byEnd = (left: ExpiringCredential, right: ExpiringCredential): number =>
  (left.expiresAt ?? '9').localeCompare(right.expiresAt ?? '9') || left.id.localeCompare(right.id)
