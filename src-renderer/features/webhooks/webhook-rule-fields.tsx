import { Autocomplete, Checkbox, NumberInput, Select, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { revisions } from '../../../src-main/contract/revisions.ts'
import type { ServerForm } from '../../ui/use-server-form.ts'
import type { WebhookValues } from './webhook-values.ts'

interface FieldsProps {
  readonly form: ServerForm<WebhookValues>['form']
}

const mono = { input: { fontFamily: 'var(--mono)' } }

/** Which events go out, and as what. */
export function PayloadFields({ form }: FieldsProps) {
  const { t } = useTranslation('webhooks')
  return (
    <>
      <Textarea
        label={t('form.filter')}
        description={t('form.filterHelp')}
        placeholder={'data.ticket.priority = "high"'}
        autosize
        minRows={1}
        maxRows={6}
        maxLength={1_000}
        styles={mono}
        {...form.getInputProps('filter')}
      />
      <Textarea
        label={t('form.template')}
        description={t('form.templateHelp')}
        placeholder={'{"text": {{ data.ticket.title | json }}}'}
        autosize
        minRows={2}
        maxRows={16}
        maxLength={20_000}
        styles={mono}
        {...form.getInputProps('template')}
      />
      {form.values.template.trim() === '' ? null : (
        <Autocomplete
          label={t('form.contentType')}
          data={['application/json', 'application/xml', 'application/x-www-form-urlencoded', 'text/plain']}
          styles={mono}
          {...form.getInputProps('contentType')}
        />
      )}
      <Select
        label={t('form.apiVersion')}
        description={t('form.apiVersionHelp')}
        data={revisions.map(({ date }) => date)}
        allowDeselect={false}
        {...form.getInputProps('apiVersion')}
      />
    </>
  )
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
      <TextInput label={t('form.schedule')} description={t('form.scheduleHelp')} styles={mono} {...form.getInputProps('retrySchedule')} />
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
