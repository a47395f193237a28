import { IconSend } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Outlet, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { matchesEvent } from '../../../src-main/contract/event-definition.ts'
import { deliveryStatuses } from '../../../src-main/features/webhooks/deliveries.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { useCursorList } from '../../lib/use-cursor-list.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-columns.ts'
import { WithPanel } from '../../ui/detail-panel.tsx'
import { FilterBar, SelectFilter } from '../../ui/filter-bar.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { Code, DateTime } from '../../ui/values.tsx'
import { eventTypesQuery } from '../events/events.queries.ts'
import { WebhookTabs } from './webhook-tabs.tsx'
import { DeliveryBadge } from './webhook-words.tsx'
import { type Delivery, deliveriesQuery, webhookQuery } from './webhooks.queries.ts'

const from = '/shell/settings/webhooks/$webhookId/deliveries'

/** What was sent, newest first, with one delivery beside the list. */
export function DeliveriesTab() {
  return (
    <>
      <WebhookTabs>
        <Filters />
      </WebhookTabs>
      <WithPanel panel={<Outlet />}>
        <Deliveries />
      </WithPanel>
    </>
  )
}

const testEvent = 'webhook.test'

function Filters() {
  const { t } = useTranslation('webhooks')
  const search = useSearch({ from })
  const navigate = useNavigate()
  const change = (values: typeof search): void => void navigate({ to: '.', search: { ...search, ...values }, replace: true })
  const isFiltered = search.status !== undefined || search.event !== undefined
  return (
    <FilterBar onClear={isFiltered ? () => void navigate({ to: '.', search: {}, replace: true }) : undefined}>
      <SelectFilter
        label={t('column.state')}
        value={search.status}
        options={deliveryStatuses.map((value) => ({ value, label: t(`delivery.${value}`) }))}
        onChange={(status) => change({ status })}
      />
      <SelectFilter
        label={t('column.event')}
        value={search.event}
        options={useEventNames().map((value) => ({ value, label: value }))}
        onChange={(event) => change({ event })}
      />
    </FilterBar>
  )
}

/** The events that this webhook is meant to get, and the test. */
function useEventNames(): readonly string[] {
  const api = useApi()
  const { webhookId } = useParams({ from })
  const patterns = useQuery(webhookQuery(api, Number(webhookId))).data?.events ?? []
  const types = useQuery(eventTypesQuery(api)).data ?? []
  const wanted = types.filter(({ event }) => patterns.some((pattern) => matchesEvent(pattern, event)))
  return [...wanted.map(({ event }) => event), testEvent]
}

function Deliveries() {
  const { t } = useTranslation('webhooks')
  const { webhookId } = useParams({ from })
  const search = useSearch({ from })
  const list = useCursorList(deliveriesQuery(useApi(), Number(webhookId), search))
  const navigate = useNavigate()
  const { deliveryId } = useParams({ strict: false })
  const reason = search.status === undefined && search.event === undefined ? 'noDeliveries' : 'noneMatch'
  const open = ({ id }: Delivery): void => {
    const params = { webhookId, deliveryId: String(id) }
    void navigate({ to: '/settings/webhooks/$webhookId/deliveries/$deliveryId', params, search: true })
  }
  return (
    <DataTable
      name="deliveries"
      label={t('tab.deliveries')}
      columns={useColumns()}
      rowId={(delivery) => String(delivery.id)}
      activeId={deliveryId}
      onOpen={open}
      {...list}
      empty={<EmptyState icon={IconSend} title={t(`${reason}.title`)} description={t(`${reason}.description`)} />}
    />
  )
}

function useColumns(): readonly DataColumn<Delivery>[] {
  const { t } = useTranslation('webhooks')
  const format = useFormat()
  return useMemo<readonly DataColumn<Delivery>[]>(
    () => [
      { id: 'time', header: t('column.time'), width: 100, cell: (delivery) => <DateTime time={delivery.createdAt} show="log" /> },
      {
        id: 'event',
        header: t('column.event'),
        grow: true,
        width: 156,
        hideable: false,
        cell: (delivery) => <Code>{delivery.eventType}</Code>,
      },
      { id: 'record', header: t('column.record'), width: 108, cell: (delivery) => <Record delivery={delivery} /> },
      { id: 'state', header: t('column.state'), width: 132, cell: (delivery) => <DeliveryBadge delivery={delivery} /> },
      {
        id: 'answer',
        header: t('column.answer'),
        width: 68,
        align: 'end',
        cell: (delivery) => <Answer status={delivery.responseStatus} />,
      },
      {
        id: 'took',
        isOptional: true,
        header: t('column.took'),
        width: 88,
        align: 'end',
        cell: (delivery) => (delivery.responseTimeMs === null ? '–' : format.duration(delivery.responseTimeMs)),
      },
      { id: 'attempts', header: t('column.attempts'), width: 76, align: 'end', cell: (delivery) => delivery.attemptNumber },
    ],
    [t, format],
  )
}

function Record({ delivery }: { readonly delivery: Delivery }) {
  const { t } = useTranslation('webhooks')
  return delivery.recordKey === null ? <span className="dim">{t('testEvent')}</span> : <Code>{delivery.recordKey}</Code>
}

function Answer({ status }: { readonly status: number | null }) {
  const { t } = useTranslation('webhooks')
  return status === null ? <span className="dim">{t('noAnswer')}</span> : <Code>{String(status)}</Code>
}
