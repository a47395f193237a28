import { Button, Modal } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../lib/services.tsx'
import { SecretReveal } from '../../ui/secret-reveal.tsx'
import { ConsumerForm, newConsumer } from './consumer-form.tsx'
import { createConsumerMutation } from './event-consumers.queries.ts'

/** Adds a system that fetches its events, and shows its secret once. */
export function NewConsumer() {
  const { t } = useTranslation('webhooks')
  const [isOpen, setOpen] = useState(false)
  const create = useMutation(createConsumerMutation(useApi()))
  return (
    <>
      <Button size="compact-sm" leftSection={<IconPlus size={14} stroke={1.6} />} onClick={() => setOpen(true)}>
        {t('consumers.add')}
      </Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={t('consumers.add')} size="lg" withCloseButton={false}>
        <ConsumerForm
          isNew
          initialValues={newConsumer}
          submitLabel={t('consumers.add')}
          onSubmit={async (values) => {
            await create.mutateAsync(values)
            setOpen(false)
          }}
          onCancel={() => setOpen(false)}
        />
      </Modal>
      <SecretReveal
        secret={create.data?.secret}
        title={t('consumers.created', { name: create.data?.name ?? '' })}
        description={t('consumers.reveal')}
        fileName={`event-consumer-${create.data?.name ?? ''}-secret.txt`}
        onSaved={create.reset}
      />
    </>
  )
}
