import type { Tone } from '../../ui/status-badge.tsx'

const dayMs = 86_400_000

/** From how many days on an end is near. */
const nearDays = 30

export interface ExpiryState {
  readonly state: 'never' | 'far' | 'near' | 'ended'
  /** Whole days that are left, rounded up: "1" until the end itself. */
  readonly days: number
}

export function expiryState(expiresAt: string | null, now: number): ExpiryState {
  if (expiresAt === null) return { state: 'never', days: 0 }
  const days = Math.max(0, Math.ceil((Date.parse(expiresAt) - now) / dayMs))
  return { state: days === 0 ? 'ended' : days <= nearDays ? 'near' : 'far', days }
}

export const expiryTones: Readonly<Record<ExpiryState['state'], Tone>> = { never: 'off', far: 'done', near: 'waiting', ended: 'failed' }
