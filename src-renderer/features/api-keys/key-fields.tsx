import { NumberInput, Select, Switch, Textarea, TextInput } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../lib/services.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { useCan } from '../people/people.queries.ts'
import { peopleQuery, rateLimitsQuery } from './api-keys.queries.ts'
import { expiryChoices } from './expiry.ts'
import { ScopePicker } from './scope-picker.tsx'
import type { KeyForm } from './use-key-form.ts'

interface FieldsProps {
  readonly form: KeyForm
}

/** What a key is called, what it is for and who looks after it. */
export function DescriptionFields({ form }: FieldsProps) {
  const { t } = useTranslation('api-keys')
  return (
    <>
      <TextInput label={t('column.name')} description={t('form.nameHelp')} maxLength={120} required {...form.getInputProps('name')} />
      <TextInput label={t('form.description')} description={t('form.optional')} maxLength={500} {...form.getInputProps('description')} />
      <Owner form={form} />
    </>
  )
}

function Owner({ form }: FieldsProps) {
  const { t } = useTranslation('api-keys')
  const can = useCan()
  const people = useQuery({ ...peopleQuery(useApi()), enabled: can('people:read') }).data
  if (people === undefined) return null
  return (
    <Select
      label={t('form.owner')}
      description={t('form.ownerHelp')}
      placeholder={t('form.ownerNone')}
      clearable
      data={people.map(({ id, name }) => ({ value: String(id), label: name }))}
      {...form.getInputProps('ownerId')}
      value={form.values.ownerId === '' ? null : form.values.ownerId}
      onChange={(id) => form.setFieldValue('ownerId', id ?? '')}
    />
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
      error={form.errors['scopes']}
    />
  )
}

export function ExpiryFields({ form }: FieldsProps) {
  const { t } = useTranslation('api-keys')
  return (
    <>
      <Select
        label={t('column.expires')}
        description={form.values.expiry === 'never' ? <NeverExpires /> : t('form.expiryHelp')}
        allowDeselect={false}
        data={expiryChoices.map((value) => ({ value, label: t(`expiry.${value}`) }))}
        {...form.getInputProps('expiry')}
      />
      {form.values.expiry === 'date' ? <DateField label={t('form.lastDay')} withAsterisk {...form.getInputProps('expiresAt')} /> : null}
    </>
  )
}

function NeverExpires() {
  const { t } = useTranslation('api-keys')
  return (
    <span className="field-warning">
      <IconAlertTriangle size={14} stroke={1.8} aria-hidden />
      {t('form.neverExpires')}
    </span>
  )
}

/** How much, from where and how a key may call, and notes of one's own. */
export function LimitFields({ form }: FieldsProps) {
  const { t } = useTranslation('api-keys')
  return (
    <>
      <Limit form={form} />
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
      <Switch
        label={t('form.idempotency')}
        description={t('form.idempotencyHelp')}
        {...form.getInputProps('requiresIdempotencyKey', { type: 'checkbox' })}
      />
      <Textarea
        label={t('form.metadata')}
        description={t('form.metadataHelp')}
        placeholder={'supplier=Anadolu Otomasyon'}
        autosize
        minRows={2}
        maxRows={8}
        styles={{ input: { fontFamily: 'var(--mono)' } }}
        {...form.getInputProps('metadata')}
      />
    </>
  )
}

/** A number of its own, or a limit that several keys share. */
function Limit({ form }: FieldsProps) {
  const { t } = useTranslation('api-keys')
  const limits = useQuery(rateLimitsQuery(useApi())).data ?? []
  const isOwn = form.values.rateLimitId === ''
  return (
    <>
      {limits.length === 0 ? null : (
        <Select
          label={t('form.sharedLimit')}
          description={t('form.sharedLimitHelp')}
          allowDeselect={false}
          data={[{ value: '', label: t('form.ownLimit') }, ...limits.map(({ id, name }) => ({ value: String(id), label: name }))]}
          {...form.getInputProps('rateLimitId')}
        />
      )}
      {isOwn ? (
        <NumberInput
          label={t('form.limit')}
          description={t('form.limitHelp')}
          min={1}
          max={10_000_000}
          allowDecimal={false}
          thousandSeparator=" "
          {...form.getInputProps('rateLimitPerHour')}
        />
      ) : null}
    </>
  )
}
