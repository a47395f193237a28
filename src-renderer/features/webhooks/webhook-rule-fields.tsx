import { Checkbox, NumberInput, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ServerForm } from '../../ui/use-server-form.ts'
import type { WebhookValues } from './webhook-values.ts'

interface FieldsProps {
  readonly form: ServerForm<WebhookValues>['form']
}

/** How long an attempt may take, and when the next one is made. */
export function RetryFields({ form }: FieldsProps) {
  const { t } = useTranslation('webhooks')
  return (
    <>
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
      <TextInput
        label={t('form.schedule')}
        description={t('form.scheduleHelp')}
        styles={{ input: { fontFamily: 'var(--mono)' } }}
        {...form.getInputProps('retrySchedule')}
      />
    </>
  )
}

/** How much the receiver takes, and in which order. */
export function PaceFields({ form }: FieldsProps) {
  const { t } = useTranslation('webhooks')
  return (
    <>
      <NumberInput
        label={t('form.rate')}
        description={t('form.rateHelp')}
        min={1}
        max={1_000}
        allowDecimal={false}
        {...form.getInputProps('ratePerSecond')}
      />
      <NumberInput
        label={t('form.concurrent')}
        description={t('form.concurrentHelp')}
        min={1}
        max={32}
        allowDecimal={false}
        {...form.getInputProps('maxConcurrent')}
      />
      <Checkbox label={t('form.ordered')} description={t('form.orderedHelp')} {...form.getInputProps('isOrdered', { type: 'checkbox' })} />
    </>
  )
}
