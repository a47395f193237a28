import { NumberInput, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ServerForm } from '../../ui/use-server-form.ts'
import { EventPicker } from './event-picker.tsx'
import type { WebhookInput } from './webhooks.queries.ts'

export interface WebhookValues {
  readonly name: string
  readonly url: string
  readonly description: string
  readonly events: readonly string[]
  readonly timeoutSeconds: number | string
  readonly retryCount: number | string
}

export const newWebhook: WebhookValues = { name: '', url: '', description: '', events: [], timeoutSeconds: 30, retryCount: 8 }

export const bodyOf = (values: WebhookValues): WebhookInput => ({
  name: values.name,
  url: values.url,
  description: values.description.trim() === '' ? null : values.description,
  events: [...values.events],
  timeoutSeconds: Number(values.timeoutSeconds),
  retryCount: Number(values.retryCount),
})

export function useWebhookRules() {
  const { t } = useTranslation('webhooks')
  const between = (least: number, most: number) => (value: number | string) =>
    value !== '' && Number(value) >= least && Number(value) <= most ? null : t('form.between', { least, most })
  return {
    name: (value: string) => (value.trim() === '' ? t('form.required') : null),
    url: (value: string) => (/^https?:\/\/\S+$/.test(value.trim()) ? null : t('form.wrongUrl')),
    events: (value: readonly string[]) => (value.length === 0 ? t('form.noEvents') : null),
    timeoutSeconds: between(1, 60),
    retryCount: between(0, 20),
  }
}

/** The fields of a webhook, new or changed. */
export function WebhookFields({ form }: { readonly form: ServerForm<WebhookValues>['form'] }) {
  const { t } = useTranslation('webhooks')
  const wrongEvent = Object.entries(form.errors).find(([path]) => path.startsWith('events'))?.[1]
  return (
    <>
      <TextInput label={t('column.name')} description={t('form.nameHelp')} maxLength={200} required {...form.getInputProps('name')} />
      <TextInput
        label={t('column.url')}
        description={t('form.urlHelp')}
        placeholder="https://erp.plant.local/hooks/interlock"
        type="url"
        required
        styles={{ input: { fontFamily: 'var(--mono)' } }}
        {...form.getInputProps('url')}
      />
      <TextInput label={t('form.description')} description={t('form.optional')} maxLength={500} {...form.getInputProps('description')} />
      <EventPicker
        value={form.values.events}
        onChange={(events) => {
          form.setFieldValue('events', events)
          form.clearFieldError('events')
        }}
        error={wrongEvent}
      />
      <NumberInput
        label={t('form.timeout')}
        description={t('form.timeoutHelp')}
        min={1}
        max={60}
        allowDecimal={false}
        {...form.getInputProps('timeoutSeconds')}
      />
      <NumberInput
        label={t('form.retries')}
        description={t('form.retriesHelp')}
        min={0}
        max={20}
        allowDecimal={false}
        {...form.getInputProps('retryCount')}
      />
    </>
  )
}
