import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/use-format.ts'
import { webhookState } from './webhook-state.ts'
import type { Webhook } from './webhooks.queries.ts'
import './webhooks-page.css'

/** Says of a webhook to which nothing arrives what happens next, and whether it comes back by itself. */
export function FailingNotice({ webhook }: { readonly webhook: Webhook }) {
  const { t } = useTranslation('webhooks')
  const format = useFormat()
  const state = webhookState(webhook)
  const { failing } = webhook
  const text =
    state === 'ended'
      ? t('notice.ended')
      : state === 'stopped' && failing?.nextProbeAt != null
        ? t('notice.stopped', { time: format.dayAndTime(Date.parse(failing.nextProbeAt)) })
        : state === 'failing' && failing !== null
          ? t('notice.failing', { time: format.dayAndTime(Date.parse(failing.since)) })
          : undefined
  if (text === undefined) return null
  return (
    <div className="webhook-caught" role="status">
      <IconAlertTriangle size={16} stroke={1.6} aria-hidden />
      <span>{text}</span>
    </div>
  )
}
