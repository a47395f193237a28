import { NumberInput, Radio, Select, Stack, Textarea } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { environments } from '../../src-main/features/credentials/credentials.contract.ts'
import { expiryChoices } from '../lib/credential-expiry.ts'
import { rateLimitsQuery } from '../lib/credential-queries.ts'
import type { CredentialValues } from '../lib/credential-values.ts'
import { useApi } from '../lib/services.tsx'
import { DateField } from './date-field.tsx'
import { PersonSelect } from './person-select.tsx'
import { ScopePicker } from './scope-picker.tsx'
import { useFormat } from './use-format.ts'

/** The fields that an API key and an OAuth client have in common. */
interface FieldsProps {
  readonly form: UseFormReturnType<CredentialValues>
}

export function OwnerField({ form }: FieldsProps) {
  const { t } = useTranslation('credentials')
  const { ownerId } = form.values
  return (
    <PersonSelect
      label={t('field.owner')}
      description={t('help.owner')}
      placeholder={t('nobody')}
      value={ownerId === '' ? undefined : Number(ownerId)}
      onChange={(id) => form.setFieldValue('ownerId', id === undefined ? '' : String(id))}
      error={form.errors['ownerId']}
    />
  )
}

/** Notes of one's own, for one's own systems. */
export function MetadataField({ form }: FieldsProps) {
  const { t } = useTranslation('credentials')
  return (
    <Textarea
      label={t('field.metadata')}
      description={t('help.metadata')}
      placeholder={'supplier=Anadolu Otomasyon'}
      autosize
      minRows={2}
      maxRows={8}
      styles={{ input: { fontFamily: 'var(--mono)' } }}
      {...form.getInputProps('metadata')}
    />
  )
}

export function EnvironmentField({
  form,
  label,
  help,
}: FieldsProps & { readonly label: string; readonly help: (value: string) => string }) {
  const { t } = useTranslation('api-keys')
  return (
    <Radio.Group label={label} {...form.getInputProps('environment')}>
      <Stack gap={8} mt={4}>
        {environments.map((value) => (
          <Radio key={value} size="sm" value={value} label={t(`environment.${value}`)} description={help(value)} />
        ))}
      </Stack>
    </Radio.Group>
  )
}

export function ScopeFields({ form }: FieldsProps) {
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
      error={Object.entries(form.errors).find(([path]) => path.startsWith('scopes'))?.[1]}
    />
  )
}

/** @param warning about what never ends. */
export function ExpiryFields({ form, warning }: FieldsProps & { readonly warning: string }) {
  const { t } = useTranslation('credentials')
  return (
    <>
      <Select
        label={t('field.expires')}
        description={form.values.expiry === 'never' ? <Warning text={warning} /> : t('help.expires')}
        allowDeselect={false}
        data={expiryChoices.map((value) => ({ value, label: t(`expiry.${value}`) }))}
        {...form.getInputProps('expiry')}
      />
      {form.values.expiry === 'date' ? <DateField label={t('field.lastDay')} withAsterisk {...form.getInputProps('expiresAt')} /> : null}
    </>
  )
}

function Warning({ text }: { readonly text: string }) {
  return (
    <span className="field-warning">
      <IconAlertTriangle size={14} stroke={1.8} aria-hidden />
      {text}
    </span>
  )
}

/** How much and from where it may call: a number of its own, or a limit that several share. */
export function LimitFields({ form }: FieldsProps) {
  const { t } = useTranslation('credentials')
  const { separators } = useFormat()
  const limits = useQuery(rateLimitsQuery(useApi())).data ?? []
  const isOwn = form.values.rateLimitId === ''
  return (
    <>
      {limits.length === 0 ? null : (
        <Select
          label={t('field.sharedLimit')}
          description={t('help.sharedLimit')}
          allowDeselect={false}
          data={[{ value: '', label: t('ownLimit') }, ...limits.map(({ id, name }) => ({ value: String(id), label: name }))]}
          {...form.getInputProps('rateLimitId')}
        />
      )}
      {isOwn ? (
        <NumberInput
          label={t('field.limit')}
          description={t('help.limit')}
          min={1}
          max={10_000_000}
          allowDecimal={false}
          thousandSeparator={separators.group}
          decimalSeparator={separators.decimal}
          {...form.getInputProps('rateLimitPerHour')}
        />
      ) : null}
      <Textarea
        label={t('field.addresses')}
        description={t('help.addresses')}
        placeholder={'192.168.1.20\n10.0.4.0/24'}
        autosize
        minRows={2}
        maxRows={8}
        styles={{ input: { fontFamily: 'var(--mono)' } }}
        {...form.getInputProps('allowedAddresses')}
        error={Object.entries(form.errors).find(([path]) => path.startsWith('allowedAddresses'))?.[1]}
      />
    </>
  )
}
