import { useQuery } from '@tanstack/react-query'
import { Outlet, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi, useServices } from '../../lib/services.tsx'
import { WithPanel } from '../../ui/detail-panel.tsx'
import { LiveTail } from '../../ui/live-tail.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { eventTypesQuery } from '../events/events.queries.ts'
import { filterOf } from './delivery-filter.ts'
import { DeliveryFilters } from './delivery-filters.tsx'
import { DeliveryList } from './delivery-list.tsx'
import { allDeliveriesQuery, type Delivery } from './webhooks.queries.ts'

/** What was sent to all webhooks, newest first: to find one without knowing where it went. */
export function DeliveriesPage() {
  const { t } = useTranslation('webhooks')
  const search = useSearch({ from: '/shell/settings/webhooks/deliveries' })
  const { now } = useServices()
  const [isPaused, setPaused] = useState(false)
  const types = useQuery(eventTypesQuery(useApi())).data ?? []
  const navigate = useNavigate()
  const open = ({ id, webhookId }: Delivery): void => {
    const params = { webhookId: String(webhookId), deliveryId: String(id) }
    void navigate({ to: '/settings/webhooks/deliveries/$webhookId/$deliveryId', params, search: true })
  }
  return (
    <Page fill>
      <PageHeader
        title={t('tab.deliveries')}
        description={t('deliveries.description')}
        breadcrumbs={[{ label: t('title'), to: '/settings/webhooks' }]}
      />
      <DeliveryFilters
        search={search}
        events={types.map(({ event }) => event)}
        hasWebhooks
        end={<LiveTail isPaused={isPaused} onChange={setPaused} />}
      />
      <WithPanel panel={<Outlet />}>
        <DeliveryList
          query={allDeliveriesQuery(useApi(), filterOf(search, now()))}
          search={search}
          isPaused={isPaused}
          isOfAll
          onOpen={open}
        />
      </WithPanel>
    </Page>
  )
}
