import { Button, Select } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../lib/services.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { DateTimeField } from '../../ui/date-time-field.tsx'
import { notify } from '../../ui/notify.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { resendMutation, type Webhook } from './webhooks.queries.ts'

const choices = ['failed', 'missed', 'all'] as const
type Choice = (typeof choices)[number]

/** Sends again what failed, what was never attempted, or everything since a time. */
export function ResendButton({ webhook }: { readonly webhook: Webhook }) {
  const { t } = useTranslation('webhooks')
  const format = useFormat()
  const [isAsking, setAsking] = useState(false)
  const [which, setWhich] = useState<Choice>('failed')
  const [since, setSince] = useState(webhook.stats.since)
  const resend = useMutation(resendMutation(useApi(), webhook.id))
  const send = (): void =>
    resend.mutate(
      { which, since: since === '' ? webhook.createdAt : since },
      {
        onSuccess: ({ count, isCut }) => {
          setAsking(false)
          notify({ message: t(isCut ? 'bulk.cut' : 'bulk.done', { count, number: format.number(count) }) })
        },
      },
    )
  return (
    <>
      <Button onClick={() => setAsking(true)} disabled={!webhook.isActive}>
        {t('bulk.action')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('bulk.title', { name: webhook.name })}
        confirmLabel={t('bulk.confirm')}
        onConfirm={send}
        onClose={() => setAsking(false)}
        isPending={resend.isPending}
        error={resend.error}
        isDestructive={false}
      >
        <Select
          label={t('bulk.which')}
          data={choices.map((value) => ({ value, label: t(`bulk.${value}`) }))}
          value={which}
          onChange={(value) => setWhich((value ?? 'failed') as Choice)} // one of the choices
          allowDeselect={false}
        />
        <DateTimeField label={t('bulk.since')} description={t('bulk.help')} value={since} onChange={setSince} />
      </ConfirmDialog>
    </>
  )
}
