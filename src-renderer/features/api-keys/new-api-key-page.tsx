import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CreatedApiKey } from '../../../src-main/features/api-keys/api-keys.contract.ts'
import { EnvironmentField, ExpiryFields, LimitFields, ScopeFields } from '../../ui/credential-fields.tsx'
import { Form } from '../../ui/form.tsx'
import { Page, PageHeader, Section } from '../../ui/page.tsx'
import { DescriptionFields, KeyOnlyFields } from './key-fields.tsx'
import { NewKeyReveal } from './new-key-reveal.tsx'
import { useNewKeyForm } from './use-key-form.ts'

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
          <EnvironmentField form={serverForm.form} label={t('column.environment')} help={(value) => t(`form.environmentHelp.${value}`)} />
          <ScopeFields form={serverForm.form} />
          <ExpiryFields form={serverForm.form} warning={t('form.neverExpires')} />
          <LimitFields form={serverForm.form} />
          <KeyOnlyFields form={serverForm.form} />
        </Form>
      </Section>
      <NewKeyReveal created={created} onSaved={open} />
    </Page>
  )
}
