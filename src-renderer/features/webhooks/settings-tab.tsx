import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../lib/services.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Form } from '../../ui/form.tsx'
import { notify } from '../../ui/notify.tsx'
import { Section } from '../../ui/page.tsx'
import { KeyValueList } from '../../ui/stat.tsx'
import { SkeletonLines } from '../../ui/states.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useServerForm } from '../../ui/use-server-form.ts'
import { Code, DateTime } from '../../ui/values.tsx'
import { useCan } from '../people/people.queries.ts'
import { HeadersForm } from './headers-section.tsx'
import { formatSchedule } from './schedule-text.ts'
import { TlsForm } from './tls-section.tsx'
import { useWebhookRules, WebhookFields } from './webhook-form.tsx'
import { WebhookTabs } from './webhook-tabs.tsx'
import { bodyOf, valuesOf, type WebhookValues } from './webhook-values.ts'
import { deleteWebhookMutation, updateWebhookMutation, type Webhook, webhookQuery } from './webhooks.queries.ts'

/** How the webhook is set, and its end. */
export function SettingsTab() {
  const { webhookId } = useParams({ from: '/shell/settings/webhooks/$webhookId/settings' })
  const webhook = useQuery(webhookQuery(useApi(), Number(webhookId))).data
  return (
    <>
      <WebhookTabs />
      <div className="webhook-sections">{webhook === undefined ? <SkeletonLines count={8} /> : <Settings webhook={webhook} />}</div>
    </>
  )
}

function Settings({ webhook }: { readonly webhook: Webhook }) {
  const { t } = useTranslation('webhooks')
  const can = useCan()
  if (!can('webhooks:write')) return <Facts webhook={webhook} />
  return (
    <>
      <Section title={t('tab.settings')}>
        <EditForm key={webhook.version} webhook={webhook} />
      </Section>
      <Section title={t('headers.title')}>
        <HeadersForm key={webhook.version} webhook={webhook} />
      </Section>
      <Section title={t('tls.title')}>
        <TlsForm key={webhook.version} webhook={webhook} />
      </Section>
      <Section title={t('delete.action')}>
        <DeleteWebhook webhook={webhook} />
      </Section>
    </>
  )
}

/** For who may look, but not change. */
function Facts({ webhook }: { readonly webhook: Webhook }) {
  const { t } = useTranslation('webhooks')
  return (
    <Section title={t('tab.settings')}>
      <KeyValueList
        items={[
          { label: t('column.url'), value: <Code>{webhook.url}</Code> },
          { label: t('column.events'), value: <Code>{webhook.events.join(', ')}</Code> },
          { label: t('form.timeout'), value: webhook.timeoutSeconds },
          { label: t('form.retries'), value: webhook.retryCount },
          { label: t('form.schedule'), value: <Code>{formatSchedule(webhook.retrySchedule)}</Code> },
          ...(webhook.filter === null ? [] : [{ label: t('form.filter'), value: <Code>{webhook.filter}</Code> }]),
          { label: t('createdAt'), value: <DateTime time={webhook.createdAt} show="exact" /> },
        ]}
      />
    </Section>
  )
}

function EditForm({ webhook }: { readonly webhook: Webhook }) {
  const { t } = useTranslation('webhooks')
  const update = useMutation(updateWebhookMutation(useApi(), webhook.id))
  const serverForm = useServerForm<WebhookValues>({
    initialValues: valuesOf(webhook),
    draft: `webhook.${webhook.id}.${webhook.version}`,
    validate: useWebhookRules(),
    onSubmit: async (values) => {
      await update.mutateAsync({ ...bodyOf(values), version: webhook.version })
      notify({ message: t('saved') })
    },
  })
  return (
    <Form serverForm={serverForm} submitLabel={t('save')}>
      <WebhookFields form={serverForm.form} />
    </Form>
  )
}

function DeleteWebhook({ webhook }: { readonly webhook: Webhook }) {
  const { t } = useTranslation('webhooks')
  const format = useFormat()
  const [isAsking, setAsking] = useState(false)
  const navigate = useNavigate()
  const remove = useMutation(deleteWebhookMutation(useApi(), webhook.id))
  const { delivered, waiting } = webhook.stats
  const confirm = (): void =>
    remove.mutate(undefined, {
      onSuccess: () => {
        notify({ message: t('delete.done', { name: webhook.name }) })
        void navigate({ to: '/settings/webhooks' })
      },
    })
  return (
    <>
      <p style={{ marginTop: 0 }}>{t('delete.help')}</p>
      <Button c="red" onClick={() => setAsking(true)}>
        {t('delete.action')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('delete.title', { name: webhook.name })}
        confirmLabel={t('delete.action')}
        onConfirm={confirm}
        onClose={() => setAsking(false)}
        nameToType={webhook.name}
        isPending={remove.isPending}
        error={remove.error}
      >
        <p>
          {t('delete.delivered', { count: delivered, number: format.number(delivered) })}{' '}
          {waiting === 0 ? null : t('delete.waiting', { count: waiting, number: format.number(waiting) })}
        </p>
        <p className="dim">{t('delete.final')}</p>
      </ConfirmDialog>
    </>
  )
}
