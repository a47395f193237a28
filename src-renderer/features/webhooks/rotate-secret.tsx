import { Button, Select } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../lib/services.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { SecretReveal } from '../../ui/secret-reveal.tsx'
import { rotateSecretMutation, type Webhook } from './webhooks.queries.ts'

/** Choices of how long both secrets sign, hours. */
const overlaps = ['0', '1', '24', '168'] as const

/** Gives a webhook a new secret, shown once, while the old one goes on signing for as long as its receiver needs. */
export function RotateSecret({ webhook }: { readonly webhook: Webhook }) {
  const { t } = useTranslation('webhooks')
  const [isAsking, setAsking] = useState(false)
  const [overlap, setOverlap] = useState<string>('24')
  const rotate = useMutation(rotateSecretMutation(useApi(), webhook.id))
  const confirm = (): void => rotate.mutate(Number(overlap), { onSuccess: () => setAsking(false) })
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t('rotate.action')}</Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('rotate.title', { name: webhook.name })}
        confirmLabel={t('rotate.action')}
        onConfirm={confirm}
        onClose={() => setAsking(false)}
        isPending={rotate.isPending}
        error={rotate.error}
        isDestructive={overlap === '0'}
      >
        <p>{t('rotate.what')}</p>
        <Select
          label={t('rotate.overlap')}
          description={t(overlap === '0' ? 'rotate.atOnce' : 'rotate.overlapHelp')}
          value={overlap}
          onChange={(value) => setOverlap(value ?? '24')}
          data={overlaps.map((value) => ({ value, label: t(`rotate.hours.${value}`) }))}
          allowDeselect={false}
        />
      </ConfirmDialog>
      <SecretReveal
        secret={rotate.data?.secret}
        title={t('rotate.done', { name: webhook.name })}
        description={t('reveal.description')}
        fileName={`webhook-${webhook.id}-secret.txt`}
        onSaved={rotate.reset}
      />
    </>
  )
}
