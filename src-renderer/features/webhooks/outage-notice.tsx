import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../lib/services.tsx'
import { notify } from '../../ui/notify.tsx'
import { ErrorLine } from '../../ui/states.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useCan } from '../people/people.queries.ts'
import { resendMutation, type Webhook } from './webhooks.queries.ts'
import './webhooks-page.css'

/** Offers to send again what was given up before a webhook came back that was disabled; gone once nothing of it is left. */
export function OutageNotice({ webhook }: { readonly webhook: Webhook }) {
  const { t } = useTranslation('webhooks')
  const format = useFormat()
  const can = useCan()
  const resend = useMutation(resendMutation(useApi(), webhook.id))
  const { lastOutage, isActive } = webhook
  if (!isActive || lastOutage === null || lastOutage.givenUp === 0) return null
  const { since, until, givenUp } = lastOutage
  const time = format.dayAndTime(Date.parse(since))
  const send = (): void =>
    resend.mutate(
      { which: 'failed', since, until },
      {
        onSuccess: ({ count, isCut }) => notify({ message: t(isCut ? 'bulk.cut' : 'bulk.done', { count, number: format.number(count) }) }),
      },
    )
  return (
    <div className="webhook-caught" role="status">
      <IconRefresh size={16} stroke={1.6} aria-hidden />
      <span>{t('outage.givenUp', { count: givenUp, number: format.number(givenUp), time })}</span>
      {resend.error === null ? null : <ErrorLine error={resend.error} />}
      {can('webhooks:write') ? (
        <Button size="compact-sm" onClick={send} loading={resend.isPending}>
          {t('outage.send', { time })}
        </Button>
      ) : null}
    </div>
  )
}
