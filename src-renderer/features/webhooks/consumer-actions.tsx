import { Button, Select } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../lib/services.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { notify } from '../../ui/notify.tsx'
import { SecretReveal } from '../../ui/secret-reveal.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { deleteConsumerMutation, type EventConsumer, rotateConsumerMutation } from './event-consumers.queries.ts'

interface ActionProps {
  readonly consumer: EventConsumer
}

/** What can be done with a system that fetches its events. */
export function ConsumerActions({ consumer }: ActionProps) {
  return (
    <>
      <RotateConsumer consumer={consumer} />
      <DeleteConsumer consumer={consumer} />
    </>
  )
}

/** Choices of how long both secrets sign, hours. */
const overlaps = ['0', '1', '24', '168'] as const

function RotateConsumer({ consumer: { name } }: ActionProps) {
  const { t } = useTranslation('webhooks')
  const [isAsking, setAsking] = useState(false)
  const [overlap, setOverlap] = useState('24')
  const rotate = useMutation(rotateConsumerMutation(useApi(), name))
  return (
    <>
      <Button size="compact-sm" variant="subtle" onClick={() => setAsking(true)}>
        {t('rotate.action')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('rotate.title', { name })}
        confirmLabel={t('rotate.action')}
        onConfirm={() => rotate.mutate(Number(overlap), { onSuccess: () => setAsking(false) })}
        onClose={() => setAsking(false)}
        isPending={rotate.isPending}
        error={rotate.error}
        isDestructive={overlap === '0'}
      >
        <p>{t('rotate.what')}</p>
        <Select
          label={t('rotate.overlap')}
          value={overlap}
          onChange={(value) => setOverlap(value ?? '24')}
          data={overlaps.map((value) => ({ value, label: t(`rotate.hours.${value}`) }))}
          allowDeselect={false}
        />
      </ConfirmDialog>
      <SecretReveal
        secret={rotate.data?.secret}
        title={t('rotate.done', { name })}
        description={t('consumers.reveal')}
        fileName={`event-consumer-${name}-secret.txt`}
        onSaved={rotate.reset}
      />
    </>
  )
}

function DeleteConsumer({ consumer: { name, behind } }: ActionProps) {
  const { t } = useTranslation('webhooks')
  const format = useFormat()
  const [isAsking, setAsking] = useState(false)
  const remove = useMutation(deleteConsumerMutation(useApi(), name))
  return (
    <>
      <Button size="compact-sm" variant="subtle" c="red" onClick={() => setAsking(true)}>
        {t('consumers.delete')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('consumers.deleteTitle', { name })}
        confirmLabel={t('consumers.delete')}
        onConfirm={() => remove.mutate(undefined, { onSuccess: () => notify({ message: t('consumers.deleted', { name }) }) })}
        onClose={() => setAsking(false)}
        isPending={remove.isPending}
        error={remove.error}
      >
        <p>{t('consumers.consequence', { count: behind, number: format.number(behind) })}</p>
      </ConfirmDialog>
    </>
  )
}
