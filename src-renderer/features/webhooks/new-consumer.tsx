import { Button, Modal, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../lib/services.tsx'
import { Form } from '../../ui/form.tsx'
import { SecretReveal } from '../../ui/secret-reveal.tsx'
import { useServerForm } from '../../ui/use-server-form.ts'
import { createConsumerMutation } from './event-consumers.queries.ts'
import { EventPicker } from './event-picker.tsx'

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

interface Values {
  readonly name: string
  readonly events: string[]
  readonly filter: string
}

interface ConsumerFormProps {
  readonly onSubmit: (values: Values) => Promise<unknown>
  readonly onCancel: () => void
}

function ConsumerForm({ onSubmit, onCancel }: ConsumerFormProps) {
  const { t } = useTranslation('webhooks')
  const serverForm = useServerForm<Values>({ initialValues: { name: '', events: [], filter: '' }, onSubmit })
  const { form } = serverForm
  const wrongEvent = Object.entries(form.errors).find(([field]) => field.startsWith('events'))?.[1]
  return (
    <Form serverForm={serverForm} submitLabel={t('consumers.add')} onCancel={onCancel}>
      <TextInput
        label={t('consumers.name')}
        description={t('consumers.nameHelp')}
        placeholder="erp-behind-firewall"
        maxLength={63}
        data-autofocus
        {...form.getInputProps('name')}
      />
      <EventPicker
        value={form.values.events}
        onChange={(events) => {
          form.setFieldValue('events', [...events])
          form.clearFieldError('events')
        }}
        error={wrongEvent}
      />
      <TextInput
        label={t('consumers.filter')}
        description={t('consumers.filterHelp')}
        placeholder={'data.ticket.priority = "high"'}
        maxLength={1_000}
        styles={{ input: { fontFamily: 'var(--mono)' } }}
        {...form.getInputProps('filter')}
      />
    </Form>
  )
}
