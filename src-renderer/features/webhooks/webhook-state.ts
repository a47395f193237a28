import type { Tone } from '../../ui/status-badge.tsx'
import type { Webhook } from './webhooks.queries.ts'

/** `failing`: it is on, and what it sent last did not arrive. `ended`: its receiver said that it wants no more. `stopped`: nothing arrived for days. */
export type WebhookState = 'active' | 'failing' | 'paused' | 'ended' | 'stopped'

export function webhookState({ isActive, disabledReason, stats }: Pick<Webhook, 'isActive' | 'disabledReason' | 'stats'>): WebhookState {
  if (disabledReason === 'failing') return 'stopped'
  if (disabledReason !== null) return 'ended'
  if (!isActive) return 'paused'
  const { lastError, lastDeliveredAt } = stats
  return lastError !== null && (lastDeliveredAt === null || lastDeliveredAt < lastError.at) ? 'failing' : 'active'
}

export const stateTones: Readonly<Record<WebhookState, Tone>> = {
  active: 'done',
  failing: 'failed',
  paused: 'off',
  ended: 'failed',
  stopped: 'failed',
}
