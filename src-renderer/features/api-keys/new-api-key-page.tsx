import { Radio, Stack } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type CreatedApiKey, environments } from '../../../src-main/features/api-keys/api-keys.contract.ts'
import { Form } from '../../ui/form.tsx'
import { Page, PageHeader, Section } from '../../ui/page.tsx'
import { DescriptionFields, ExpiryFields, LimitFields, ScopeFields } from './key-fields.tsx'
import { NewKeyReveal } from './new-key-reveal.tsx'
import { type KeyForm, useNewKeyForm } from './use-key-form.ts'

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
          <DescriptionFields form={serverForm.form} />
          <Environment form={serverForm.form} />
          <ScopeFields form={serverForm.form} />
          <ExpiryFields form={serverForm.form} />
          <LimitFields form={serverForm.form} />
        </Form>
      </Section>
      <NewKeyReveal created={created} onSaved={open} />
    </Page>
  )
}

function Environment({ form }: { readonly form: KeyForm }) {
  const { t } = useTranslation('api-keys')
  return (
    <Radio.Group label={t('column.environment')} {...form.getInputProps('environment')}>
      <Stack gap={8} mt={4}>
        {environments.map((value) => (
          <Radio key={value} size="sm" value={value} label={t(`environment.${value}`)} description={t(`form.environmentHelp.${value}`)} />
        ))}
      </Stack>
    </Radio.Group>
  )
}
