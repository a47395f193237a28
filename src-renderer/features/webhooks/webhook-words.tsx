import { useTranslation } from 'react-i18next'
import { StatusBadge, type Tone } from '../../ui/status-badge.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { stateTones, webhookState } from './webhook-state.ts'
import type { Delivery, DeliveryDetail, Webhook } from './webhooks.queries.ts'

export function WebhookBadge({ webhook }: { readonly webhook: Webhook }) {
  const { t } = useTranslation('webhooks')
  const state = webhookState(webhook)
  return <StatusBadge tone={stateTones[state]} label={t(`state.${state}`)} />
}

const tones: Readonly<Record<Delivery['status'], Tone>> = { delivered: 'done', pending: 'waiting', failed: 'failed' }

/** "Delivered", "Retry 12:10:12", "Failed". */
export function DeliveryBadge({ delivery }: { readonly delivery: Pick<Delivery, 'status' | 'nextAttemptAt'> }) {
  const { t } = useTranslation('webhooks')
  const format = useFormat()
  const { status, nextAttemptAt } = delivery
  const label = nextAttemptAt === null ? t(`delivery.${status}`) : t('delivery.retryAt', { time: format.clock(nextAttemptAt) })
  return <StatusBadge tone={tones[status]} label={label} />
}

type Attempt = DeliveryDetail['attempts'][number]

/** What an attempt came to, in the person's language: "503", "Nothing answered in time". */
export function useOutcome(): (attempt: Pick<Attempt, 'response' | 'error'>) => string {
  const { t } = useTranslation('webhooks')
  return ({ response, error }) => {
    if (error === null || error.kind === 'http') return String(response?.status ?? '')
    return response === null ? t(`failure.${error.kind}`) : `${response.status}, ${t(`failure.${error.kind}`)}`
  }
}
