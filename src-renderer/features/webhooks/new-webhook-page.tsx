import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../lib/services.tsx'
import { Form } from '../../ui/form.tsx'
import { Page, PageHeader, Section } from '../../ui/page.tsx'
import { SecretReveal } from '../../ui/secret-reveal.tsx'
import { useServerForm } from '../../ui/use-server-form.ts'
import { CatchInForm } from './catch-here.tsx'
import { VerificationCode } from './verification-code.tsx'
import { useWebhookRules, WebhookFields } from './webhook-form.tsx'
import { bodyOf, newWebhook, type WebhookValues } from './webhook-values.ts'
import { createWebhookMutation } from './webhooks.queries.ts'

interface Created {
  readonly id: number
  readonly name: string
  readonly secret: string
}

/** A new webhook; its secret is shown once, with the code that checks signatures. */
export function NewWebhookPage() {
  const { t } = useTranslation('webhooks')
  const navigate = useNavigate()
  const [created, setCreated] = useState<Created>()
  const create = useMutation(createWebhookMutation(useApi()))
  const serverForm = useServerForm<WebhookValues>({
    initialValues: newWebhook,
    draft: 'webhook.new',
    validate: useWebhookRules(),
    onSubmit: async (values) => setCreated(await create.mutateAsync(bodyOf(values))),
  })
  const open = (): void => {
    if (created !== undefined) void navigate({ to: '/settings/webhooks/$webhookId', params: { webhookId: String(created.id) } })
  }
  return (
    <Page>
      <PageHeader
        title={t('new.title')}
        description={t('new.description')}
        breadcrumbs={[{ label: t('title'), to: '/settings/webhooks' }]}
      />
      <Section>
        <Form serverForm={serverForm} submitLabel={t('create')} onCancel={() => void navigate({ to: '/settings/webhooks' })}>
          <WebhookFields
            form={serverForm.form}
            afterUrl={<CatchInForm name={serverForm.form.values.name} onUrl={(url) => serverForm.form.setFieldValue('url', url)} />}
          />
        </Form>
      </Section>
      <SecretReveal
        secret={created?.secret}
        title={t('reveal.title', { name: created?.name ?? '' })}
        description={t('reveal.description')}
        fileName={`webhook-${created?.id ?? ''}-secret.txt`}
        onSaved={open}
      >
        <p>{t('reveal.verify')}</p>
        <VerificationCode />
      </SecretReveal>
    </Page>
  )
}
