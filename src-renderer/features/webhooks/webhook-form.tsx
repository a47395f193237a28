import { TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ServerForm } from '../../ui/use-server-form.ts'
import { EventPicker } from './event-picker.tsx'
import { EventPreview } from './event-preview.tsx'
import { HttpException } from './http-exception.tsx'
import { parseSchedule } from './schedule-text.ts'
import { PaceFields, PayloadFields, RetryFields } from './webhook-rule-fields.tsx'
import { payloadOf, type WebhookValues } from './webhook-values.ts'

export function useWebhookRules() {
  const { t } = useTranslation('webhooks')
  const isWithin = (value: number | string, least: number, most: number) => Number(value) >= least && Number(value) <= most
  const between = (least: number, most: number) => (value: number | string) =>
    value !== '' && isWithin(value, least, most) ? null : t('form.between', { least, most })
  const noneOrBetween = (least: number, most: number) => (value: number | string) =>
    value === '' || isWithin(value, least, most) ? null : t('form.between', { least, most })
  return {
    name: (value: string) => (value.trim() === '' ? t('form.required') : null),
    url: (value: string) => (/^https?:\/\/\S+$/.test(value.trim()) ? null : t('form.wrongUrl')),
    events: (value: readonly string[]) => (value.length === 0 ? t('form.noEvents') : null),
    timeoutSeconds: between(1, 60),
    retryCount: between(0, 20),
    retrySchedule: (value: string) => (parseSchedule(value) === undefined ? t('form.wrongSchedule') : null),
    ratePerSecond: noneOrBetween(1, 1_000),
    maxConcurrent: noneOrBetween(1, 32),
  }
}

interface WebhookFieldsProps {
  readonly form: ServerForm<WebhookValues>['form']
  /** Under the URL. */
  readonly afterUrl?: ReactNode
}

/** The fields of a webhook, new or changed. */
export function WebhookFields({ form, afterUrl }: WebhookFieldsProps) {
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
      <HttpException form={form} />
      {afterUrl}
      <TextInput label={t('form.description')} description={t('form.optional')} maxLength={500} {...form.getInputProps('description')} />
      <EventPicker
        value={form.values.events}
        onChange={(events) => {
          form.setFieldValue('events', events)
          form.clearFieldError('events')
        }}
        error={wrongEvent}
      />
      <PayloadFields form={form} />
      <EventPreview settings={{ events: [...form.values.events], ...payloadOf(form.values) }} />
      <RetryFields form={form} />
      <PaceFields form={form} />
    </>
  )
}
