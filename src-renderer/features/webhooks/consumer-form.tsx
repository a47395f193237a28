import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Form } from '../../ui/form.tsx'
import { useServerForm } from '../../ui/use-server-form.ts'
import { EventPicker } from './event-picker.tsx'

/** What the form of a consumer holds. */
export interface ConsumerValues {
  readonly name: string
  readonly events: string[]
  readonly filter: string
}

export const newConsumer: ConsumerValues = { name: '', events: [], filter: '' }

interface ConsumerFormProps {
  /** Only then it is named. */
  readonly isNew: boolean
  readonly initialValues: ConsumerValues
  readonly submitLabel: string
  readonly onSubmit: (values: ConsumerValues) => Promise<unknown>
  readonly onCancel: () => void
}

/** What a system that fetches its events is to get. */
export function ConsumerForm({ isNew, initialValues, submitLabel, onSubmit, onCancel }: ConsumerFormProps) {
  const { t } = useTranslation('webhooks')
  const serverForm = useServerForm<ConsumerValues>({ initialValues, onSubmit })
  const { form } = serverForm
  const wrongEvent = Object.entries(form.errors).find(([field]) => field.startsWith('events'))?.[1]
  return (
    <Form serverForm={serverForm} submitLabel={submitLabel} onCancel={onCancel}>
      {isNew ? (
        <TextInput
          label={t('consumers.name')}
          description={t('consumers.nameHelp')}
          placeholder="erp-behind-firewall"
          maxLength={63}
          data-autofocus
          {...form.getInputProps('name')}
        />
      ) : null}
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
