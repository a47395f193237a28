import { isoTime } from '../../lib/identity.ts'
import type { DeliveryDetail } from './deliveries.contract.ts'
import { askedWaitMs } from './retry-schedule.ts'
import type { AttemptRow, DeliveryRow, WebhookRow } from './webhooks.table.ts'

type Webhook = Pick<WebhookRow, 'isActive' | 'retryCount' | 'retrySchedule' | 'disabledReason' | 'failing'>
type Delivery = Pick<DeliveryRow, 'status' | 'nextAttemptAt' | 'scheduledAttempts'>
type Attempt = Pick<AttemptRow, 'isManual' | 'startedAt' | 'responseTimeMs' | 'responseHeaders'>

interface Circumstances {
  readonly attempts: readonly Attempt[]
  /** Until when the receiver is left alone, milliseconds; undefined when it is not. */
  readonly restsUntil: number | undefined
}

/** Why the next attempt is when it is; null when there will be none. */
export function explainNext(webhook: Webhook, delivery: Delivery, { attempts, restsUntil }: Circumstances): DeliveryDetail['next'] {
  if (delivery.status !== 'pending') return null
  const { scheduledAttempts } = delivery
  return {
    attempt: scheduledAttempts + 1,
    of: webhook.retryCount + 1,
    since: null,
    probeAt: null,
    ...basisOf(webhook, delivery, attempts),
    restsUntil: restsUntil === undefined ? null : isoTime(restsUntil),
  }
}

type Next = NonNullable<DeliveryDetail['next']>
type Basis = Pick<Next, 'basis' | 'waitSeconds'> & Partial<Pick<Next, 'since' | 'probeAt'>>

function basisOf(webhook: Webhook, { nextAttemptAt, scheduledAttempts }: Delivery, attempts: readonly Attempt[]): Basis {
  if (!webhook.isActive) return { ...offBasis(webhook), waitSeconds: null }
  if (nextAttemptAt === null) return { basis: 'order', waitSeconds: null }
  if (scheduledAttempts === 0) return { basis: 'turn', waitSeconds: null }
  const asked = askedMs(attempts.findLast(({ isManual }) => !isManual))
  if (asked !== undefined) return { basis: 'retry_after', waitSeconds: Math.round(asked / 1_000) }
  const { retrySchedule } = webhook
  return { basis: 'schedule', waitSeconds: retrySchedule[Math.min(scheduledAttempts, retrySchedule.length) - 1] ?? 0 }
}

/** Who turned it off: a person, or how it fared. */
function offBasis({ disabledReason, failing }: Webhook): Omit<Basis, 'waitSeconds'> {
  if (disabledReason === null) return { basis: 'paused' }
  if (disabledReason !== 'failing') return { basis: 'ended' }
  return { basis: 'failing', since: failing?.since ?? null, probeAt: failing?.nextProbeAt ?? null }
}

function askedMs(attempt: Attempt | undefined): number | undefined {
  if (attempt === undefined || attempt.responseHeaders === null) return undefined
  const value: unknown = JSON.parse(attempt.responseHeaders)['retry-after']
  const retryAfter = Array.isArray(value) ? value[0] : value
  return typeof retryAfter === 'string' ? askedWaitMs({ retryAfter }, Date.parse(attempt.startedAt) + attempt.responseTimeMs) : undefined
}
