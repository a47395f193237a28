import { isoTime } from '../../lib/identity.ts'
import type { Rotation } from './api-keys.contract.ts'
import type { SecretRow } from './api-keys.control.table.ts'

const hourMs = 3_600_000

type Secret = Pick<SecretRow, 'id' | 'firstUsedAt' | 'endsAt' | 'graceHours'>

interface SecretEnd {
  readonly id: number
  readonly endsAt: string
  readonly graceHours: number | null
}

/**
 * When the secrets of a key end once a new one comes. @param secrets newest first: the current one is the first.
 * The current one stays until the rotation is over. Was it itself new and never used (lost before anybody saved it), it ends at once and the one
 * before it stays instead.
 */
export function endsAtRotation(secrets: readonly Secret[], rotation: Rotation, now: number): SecretEnd[] {
  const [current, ...others] = secrets
  const working = others.filter(({ endsAt }) => endsAt !== null && Date.parse(endsAt) > now)
  if (current === undefined) return []
  const stays = current.firstUsedAt === null ? (working[0] ?? current) : current
  return [current, ...working].map(({ id }) =>
    id === stays.id
      ? { id, endsAt: isoTime(now + rotation.overlapDays * 24 * hourMs), graceHours: rotation.graceHours }
      : { id, endsAt: isoTime(now), graceHours: null },
  )
}

/** When a secret ends now that its successor is used for the first time: after its grace time, and never later than was said before. */
export function endAfterFirstUse({ endsAt, graceHours }: Pick<SecretRow, 'endsAt' | 'graceHours'>, now: number): string {
  const grace = now + (graceHours ?? 0) * hourMs
  return isoTime(endsAt === null ? grace : Math.min(grace, Date.parse(endsAt)))
}
