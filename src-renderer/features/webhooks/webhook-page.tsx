import { Button } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay, IconSend } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Outlet, useNavigate, useParams, useRouterState } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../lib/services.tsx'
import { notify } from '../../ui/notify.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { ErrorLine, ErrorState } from '../../ui/states.tsx'
import { Code } from '../../ui/values.tsx'
import { useCan } from '../people/people.queries.ts'
import { CaughtNotice, WebhookAddress } from './catch-here.tsx'
import { DroppedNotice } from './dropped-notice.tsx'
import { FailingNotice } from './failing-notice.tsx'
import { OutageNotice } from './outage-notice.tsx'
import { ResendButton } from './resend-dialog.tsx'
import { WebhookTiles } from './webhook-tiles.tsx'
import { useOutcome, WebhookBadge } from './webhook-words.tsx'
import { testWebhookMutation, updateWebhookMutation, type Webhook, webhookQuery } from './webhooks.queries.ts'

/** The parts of the page that scroll with it; the list of deliveries scrolls in itself. */
const isForm = /\/(?:performance|settings|secret)$/

/** One webhook: how it does, what it sent, and how it is set. */
export function WebhookPage() {
  const { t } = useTranslation('webhooks')
  const { webhookId } = useParams({ from: '/shell/settings/webhooks/$webhookId' })
  const query = useQuery(webhookQuery(useApi(), Number(webhookId)))
  const webhook = query.data
  const path = useRouterState({ select: (state) => state.location.pathname })
  const breadcrumbs = [{ label: t('title'), to: '/settings/webhooks' }]
  if (webhook === undefined && query.error !== null) {
    return (
      <Page>
        <PageHeader title={t('oneTitle')} breadcrumbs={breadcrumbs} />
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      </Page>
    )
  }
  return (
    <Page fill={!isForm.test(path)}>
      <PageHeader
        title={webhook?.name ?? t('oneTitle')}
        description={webhook === undefined ? <Code> </Code> : <WebhookAddress webhook={webhook} />}
        breadcrumbs={breadcrumbs}
        badge={webhook === undefined ? undefined : <WebhookBadge webhook={webhook} />}
        actions={webhook === undefined ? undefined : <Actions webhook={webhook} />}
      />
      {webhook === undefined ? null : <CaughtNotice webhook={webhook} />}
      {webhook === undefined ? null : <FailingNotice webhook={webhook} />}
      {webhook === undefined ? null : <OutageNotice webhook={webhook} />}
      {webhook === undefined ? null : <DroppedNotice webhook={webhook} />}
      <WebhookTiles webhook={webhook} id={Number(webhookId)} />
      <Outlet />
    </Page>
  )
}

function Actions({ webhook }: { readonly webhook: Webhook }) {
  const can = useCan()
  if (!can('webhooks:write')) return null
  return (
    <>
      <ResendButton webhook={webhook} />
      <TestButton id={webhook.id} />
      <PauseButton webhook={webhook} />
    </>
  )
}

/** Sends a test and opens what came of it. */
function TestButton({ id }: { readonly id: number }) {
  const { t } = useTranslation('webhooks')
  const navigate = useNavigate()
  const outcome = useOutcome()
  const test = useMutation(testWebhookMutation(useApi(), id))
  const send = (): void =>
    test.mutate(undefined, {
      onSuccess: (delivery) => {
        const [attempt] = delivery.attempts
        const isDelivered = delivery.status === 'delivered'
        const answer = attempt === undefined ? '' : outcome(attempt)
        notify({ message: t(isDelivered ? 'test.delivered' : 'test.failed', { answer }), tone: isDelivered ? 'done' : 'failed' })
        const params = { webhookId: String(id), deliveryId: String(delivery.id) }
        void navigate({ to: '/settings/webhooks/$webhookId/deliveries/$deliveryId', params })
      },
    })
  return (
    <>
      {test.error === null ? null : <ErrorLine error={test.error} />}
      <Button leftSection={<IconSend size={16} stroke={1.6} />} onClick={send} loading={test.isPending}>
        {t('test.send')}
      </Button>
    </>
  )
}

function PauseButton({ webhook }: { readonly webhook: Webhook }) {
  const { t } = useTranslation('webhooks')
  const update = useMutation(updateWebhookMutation(useApi(), webhook.id))
  const isActive = !webhook.isActive
  const Shape = webhook.isActive ? IconPlayerPause : IconPlayerPlay
  const toggle = (): void =>
    update.mutate(
      { isActive },
      { onSuccess: () => notify({ message: t(isActive ? 'resume.done' : 'pause.done', { name: webhook.name }) }) },
    )
  return (
    <>
      {update.error === null ? null : <ErrorLine error={update.error} />}
      <Button
        leftSection={<Shape size={16} stroke={1.6} />}
        onClick={toggle}
        loading={update.isPending}
        {...(webhook.isActive ? {} : { variant: 'filled' })}
      >
        {t(isActive ? 'resume.action' : 'pause.action')}
      </Button>
    </>
  )
}
