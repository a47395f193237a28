import { useQuery } from '@tanstack/react-query'
import { Outlet, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { matchesEvent } from '../../../src-main/contract/event-definition.ts'
import { useApi, useServices } from '../../lib/services.tsx'
import { WithPanel } from '../../ui/detail-panel.tsx'
import { LiveTail } from '../../ui/live-tail.tsx'
import { eventTypesQuery } from '../events/events.queries.ts'
import { filterOf } from './delivery-filter.ts'
import { DeliveryFilters } from './delivery-filters.tsx'
import { DeliveryList } from './delivery-list.tsx'
import { WebhookTabs } from './webhook-tabs.tsx'
import { type Delivery, deliveriesQuery, webhookQuery } from './webhooks.queries.ts'

const from = '/shell/settings/webhooks/$webhookId/deliveries'

/** What was sent to one webhook, newest first, with one delivery beside the list. */
export function DeliveriesTab() {
  const { webhookId } = useParams({ from })
  const search = useSearch({ from })
  const { now } = useServices()
  const [isPaused, setPaused] = useState(false)
  const navigate = useNavigate()
  const open = ({ id }: Delivery): void => {
    const params = { webhookId, deliveryId: String(id) }
    void navigate({ to: '/settings/webhooks/$webhookId/deliveries/$deliveryId', params, search: true })
  }
  return (
    <>
      <WebhookTabs>
        <DeliveryFilters search={search} events={useEventNames()} end={<LiveTail isPaused={isPaused} onChange={setPaused} />} />
      </WebhookTabs>
      <WithPanel panel={<Outlet />}>
        <DeliveryList
          query={deliveriesQuery(useApi(), Number(webhookId), filterOf(search, now()))}
          search={search}
          isPaused={isPaused}
          onOpen={open}
        />
      </WithPanel>
    </>
  )
}

const testEvent = 'webhook.test'

/** The events that this webhook is meant to get, and the test. */
function useEventNames(): readonly string[] {
  const api = useApi()
  const { webhookId } = useParams({ from })
  const patterns = useQuery(webhookQuery(api, Number(webhookId))).data?.events ?? []
  const types = useQuery(eventTypesQuery(api)).data ?? []
  const wanted = types.filter(({ event }) => patterns.some((pattern) => matchesEvent(pattern, event)))
  return [...wanted.map(({ event }) => event), testEvent]
}
