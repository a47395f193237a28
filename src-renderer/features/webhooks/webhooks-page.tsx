import { Button } from '@mantine/core'
import { type Icon, IconPlus, IconSend, IconTargetArrow, IconWebhook } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../lib/services.tsx'
import { useCursorList } from '../../lib/use-cursor-list.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-columns.ts'
import { Page, PageHeader } from '../../ui/page.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { Code, DateTime } from '../../ui/values.tsx'
import { useCan } from '../people/people.queries.ts'
import { EventConsumers } from './event-consumers.tsx'
import { WebhookBadge } from './webhook-words.tsx'
import { type Webhook, webhooksQuery } from './webhooks.queries.ts'
import './webhooks-page.css'

/** The systems that are told what happens here. */
export function WebhooksPage() {
  const { t } = useTranslation('webhooks')
  const can = useCan()
  const list = useCursorList(webhooksQuery(useApi()))
  const navigate = useNavigate()
  const create = can('webhooks:write') ? <CreateButton /> : undefined
  return (
    <Page fill>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          <>
            <PlaceLink to="/settings/webhooks/deliveries" icon={IconSend}>
              {t('tab.deliveries')}
            </PlaceLink>
            <PlaceLink to="/settings/webhooks/catchers" icon={IconTargetArrow}>
              {t('catch.catchers')}
            </PlaceLink>
            {create}
          </>
        }
      />
      <EventConsumers />
      <DataTable
        name="webhooks"
        label={t('title')}
        columns={useColumns()}
        rowId={(webhook) => String(webhook.id)}
        onOpen={({ id }) => void navigate({ to: '/settings/webhooks/$webhookId', params: { webhookId: String(id) } })}
        {...list}
        empty={<EmptyState icon={IconWebhook} title={t('empty.title')} description={t('empty.description')} action={create} />}
      />
    </Page>
  )
}

interface PlaceLinkProps {
  readonly to: '/settings/webhooks/deliveries' | '/settings/webhooks/catchers'
  readonly icon: Icon
  readonly children: string
}

function PlaceLink({ to, icon: Shape, children }: PlaceLinkProps) {
  return (
    <Button leftSection={<Shape size={16} stroke={1.6} />} renderRoot={(props) => <Link {...props} to={to} />}>
      {children}
    </Button>
  )
}

function CreateButton() {
  const { t } = useTranslation('webhooks')
  return (
    <Button
      variant="filled"
      leftSection={<IconPlus size={16} stroke={1.8} />}
      renderRoot={(props) => <Link {...props} to="/settings/webhooks/new" />}
    >
      {t('create')}
    </Button>
  )
}

function useColumns(): readonly DataColumn<Webhook>[] {
  const { t } = useTranslation('webhooks')
  return useMemo<readonly DataColumn<Webhook>[]>(
    () => [
      { id: 'name', header: t('column.name'), width: 170, hideable: false, cell: ({ name }) => <strong>{name}</strong> },
      { id: 'url', header: t('column.url'), grow: true, width: 220, cell: ({ url }) => <Code>{url}</Code> },
      { id: 'events', isOptional: true, header: t('column.events'), width: 170, cell: ({ events }) => <Code>{events.join(', ')}</Code> },
      { id: 'state', header: t('column.state'), width: 200, cell: (webhook) => <WebhookBadge webhook={webhook} /> },
      { id: 'delivered', header: t('column.delivered'), width: 128, align: 'end', cell: ({ stats }) => <Count value={stats.delivered} /> },
      {
        id: 'failed',
        header: t('column.failed'),
        width: 84,
        align: 'end',
        cell: ({ stats }) => <Count value={stats.failed} tone="failed" />,
      },
      {
        id: 'waiting',
        header: t('column.waiting'),
        width: 88,
        align: 'end',
        cell: ({ stats }) => <Count value={stats.waiting} tone="waiting" />,
      },
      {
        id: 'last',
        isOptional: true,
        header: t('column.last'),
        width: 130,
        cell: ({ stats }) => <LastDelivery time={stats.lastDeliveredAt} />,
      },
    ],
    [t],
  )
}

/** A number in the colour of its meaning, unless it is none. */
function Count({ value, tone }: { readonly value: number; readonly tone?: 'failed' | 'waiting' }) {
  const text = useFormat().number(value)
  return (
    <span className="webhook-count" {...(tone === undefined || value === 0 ? {} : { 'data-tone': tone })}>
      {text}
    </span>
  )
}

function LastDelivery({ time }: { readonly time: string | null }) {
  const { t } = useTranslation('webhooks')
  return time === null ? <span className="dim">{t('never')}</span> : <DateTime time={time} />
}
