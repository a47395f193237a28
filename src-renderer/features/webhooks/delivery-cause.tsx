import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../lib/services.tsx'
import { RecordLink } from '../../ui/record-link.tsx'
import { type KeyValue, KeyValueList } from '../../ui/stat.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { Code } from '../../ui/values.tsx'
import { eventQuery } from '../events/events.queries.ts'
import { useCan } from '../people/people.queries.ts'
import type { DeliveryDetail } from './webhooks.queries.ts'

/** From the delivery back to what happened: the event, its record, the request behind it. */
export function DeliveryCause({ delivery, hasWebhook }: { readonly delivery: DeliveryDetail; readonly hasWebhook: boolean }) {
  const { t } = useTranslation('webhooks')
  const can = useCan()
  const format = useFormat()
  const event = useQuery({ ...eventQuery(useApi(), delivery.eventId), enabled: !delivery.isTest && can('events:read') }).data
  const items: readonly KeyValue[] = [
    ...(hasWebhook ? [{ label: t('oneTitle'), value: <WebhookLink delivery={delivery} /> }] : []),
    { label: t('column.event'), value: <EventLink delivery={delivery} /> },
    ...(delivery.recordKey === null
      ? []
      : [{ label: t('column.record'), value: <RecordLink recordType={recordTypeOf(delivery)} recordKey={delivery.recordKey} /> }]),
    ...(event === undefined ? [] : [{ label: t('panel.causedBy'), value: event.actorName }]),
    ...(event?.requestId == null ? [] : [{ label: t('panel.request'), value: <RequestLink requestId={event.requestId} /> }]),
    ...(delivery.editedAt === null
      ? []
      : [{ label: t('quarantine.editedBy'), value: `${delivery.editedBy ?? ''}, ${format.time(delivery.editedAt)}` }]),
  ]
  return <KeyValueList items={items} />
}

/** `job.completed` is about a `job`. */
const recordTypeOf = ({ eventType }: DeliveryDetail): string => eventType.slice(0, eventType.indexOf('.'))

function WebhookLink({ delivery: { webhookId, webhookName } }: { readonly delivery: DeliveryDetail }) {
  return (
    <Link to="/settings/webhooks/$webhookId" params={{ webhookId: String(webhookId) }}>
      {webhookName}
    </Link>
  )
}

function EventLink({ delivery }: { readonly delivery: DeliveryDetail }) {
  const can = useCan()
  if (delivery.isTest || !can('events:read')) return <Code>{delivery.eventId}</Code>
  return (
    <Link to="/events/$eventId" params={{ eventId: delivery.eventId }}>
      <Code>{delivery.eventId}</Code>
    </Link>
  )
}

function RequestLink({ requestId }: { readonly requestId: string }) {
  const can = useCan()
  if (!can('requests:read')) return <Code>{requestId}</Code>
  return (
    <Link to="/requests/$requestId" params={{ requestId }} search={{ source: 'all' }}>
      <Code>{requestId}</Code>
    </Link>
  )
}
