import { NumberInput, Radio, Select, Stack, Textarea, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type CreatedApiKey, environments } from '../../../src-main/features/api-keys/api-keys.contract.ts'
import { DateField } from '../../ui/date-field.tsx'
import { Form } from '../../ui/form.tsx'
import { Page, PageHeader, Section } from '../../ui/page.tsx'
import { expiryChoices } from './expiry.ts'
import { NewKeyReveal } from './new-key-reveal.tsx'
import { ScopePicker } from './scope-picker.tsx'
import { type NewKeyForm, useNewKeyForm } from './use-new-key-form.ts'

/** A new key; the key itself is shown once, with a call that works at once. */
export function NewApiKeyPage() {
  const { t } = useTranslation('api-keys')
  const navigate = useNavigate()
  const [created, setCreated] = useState<CreatedApiKey>()
  const serverForm = useNewKeyForm(setCreated)
  const open = (key: CreatedApiKey): void => void navigate({ to: '/settings/api-keys/$keyId', params: { keyId: String(key.id) } })
  return (
    <Page>
      <PageHeader
        title={t('new.title')}
        description={t('new.description')}
        breadcrumbs={[{ label: t('title'), to: '/settings/api-keys' }]}
      />
      <Section>
        <Form serverForm={serverForm} submitLabel={t('create')} onCancel={() => void navigate({ to: '/settings/api-keys' })}>
          <NameFields form={serverForm.form} />
          <Scopes form={serverForm.form} />
          <Expiry form={serverForm.form} />
          <Limits form={serverForm.form} />
        </Form>
      </Section>
      <NewKeyReveal created={created} onSaved={open} />
    </Page>
  )
}

interface FieldsProps {
  readonly form: NewKeyForm
}

function NameFields({ form }: FieldsProps) {
  const { t } = useTranslation('api-keys')
  return (
    <>
      <TextInput label={t('column.name')} description={t('form.nameHelp')} maxLength={120} required {...form.getInputProps('name')} />
      <TextInput label={t('form.description')} description={t('form.optional')} maxLength={500} {...form.getInputProps('description')} />
      <Radio.Group label={t('column.environment')} {...form.getInputProps('environment')}>
        <Stack gap={8} mt={4}>
          {environments.map((value) => (
            <Radio key={value} size="sm" value={value} label={t(`environment.${value}`)} description={t(`form.environmentHelp.${value}`)} />
          ))}
        </Stack>
      </Radio.Group>
    </>
  )
}

function Scopes({ form }: FieldsProps) {
  const { preset, levels } = form.values
  return (
    <ScopePicker
      preset={preset}
      onPreset={(value) => form.setFieldValue('preset', value)}
      levels={levels}
      onLevels={(value) => {
        form.setFieldValue('levels', value)
        form.clearFieldError('scopes')
      }}
      error={form.errors['scopes']}
    />
  )
}

function Expiry({ form }: FieldsProps) {
  const { t } = useTranslation('api-keys')
  return (
    <>
      <Select
        label={t('column.expires')}
        description={t('form.expiryHelp')}
        data={expiryChoices.map((value) => ({ value, label: t(`expiry.${value}`) }))}
        {...form.getInputProps('expiry')}
      />
      {form.values.expiry === 'date' ? <DateField label={t('form.lastDay')} withAsterisk {...form.getInputProps('expiresAt')} /> : null}
    </>
  )
}

function Limits({ form }: FieldsProps) {
  const { t } = useTranslation('api-keys')
  return (
    <>
      <NumberInput
        label={t('form.limit')}
        description={t('form.limitHelp')}
        min={1}
        max={10_000_000}
        allowDecimal={false}
        thousandSeparator=" "
        {...form.getInputProps('rateLimitPerHour')}
      />
      <Textarea
        label={t('column.addresses')}
        description={t('form.addressesHelp')}
        placeholder={'192.168.1.20\n10.0.4.0/24'}
        autosize
        minRows={2}
        maxRows={8}
        styles={{ input: { fontFamily: 'var(--mono)' } }}
        {...form.getInputProps('allowedAddresses')}
      />
    </>
  )
}
