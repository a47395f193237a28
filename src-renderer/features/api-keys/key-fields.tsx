import { Switch, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { MetadataField, OwnerField } from '../../ui/credential-fields.tsx'
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
      <OwnerField form={form} />
    </>
  )
}

/** How a key may call, and notes of one's own. */
export function KeyOnlyFields({ form }: FieldsProps) {
  const { t } = useTranslation('api-keys')
  return (
    <>
      <Switch
        label={t('form.idempotency')}
        description={t('form.idempotencyHelp')}
        {...form.getInputProps('requiresIdempotencyKey', { type: 'checkbox' })}
      />
      <MetadataField form={form} />
    </>
  )
}
