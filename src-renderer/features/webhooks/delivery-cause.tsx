import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../lib/services.tsx'
import { RecordLink } from '../../ui/record-link.tsx'
import { type KeyValue, KeyValueList } from '../../ui/stat.tsx'
import { Thread } from '../../ui/thread.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { Code } from '../../ui/values.tsx'
import { useCan } from '../people/people.queries.ts'
import { threadQuery } from '../threads/threads.queries.ts'
import type { DeliveryDetail } from './webhooks.queries.ts'

/** What it is about: its webhook, event and record. */
export function DeliveryCause({ delivery, hasWebhook }: { readonly delivery: DeliveryDetail; readonly hasWebhook: boolean }) {
  const { t } = useTranslation('webhooks')
  const format = useFormat()
  const items: readonly KeyValue[] = [
    ...(hasWebhook ? [{ label: t('oneTitle'), value: <WebhookLink delivery={delivery} /> }] : []),
    { label: t('column.event'), value: <EventLink delivery={delivery} /> },
    ...(delivery.recordKey === null
      ? []
      : [{ label: t('column.record'), value: <RecordLink recordType={recordTypeOf(delivery)} recordKey={delivery.recordKey} /> }]),
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

/** The request behind it, what else came of that, and where else the event went. */
export function DeliveryThread({ delivery }: { readonly delivery: DeliveryDetail }) {
  const can = useCan()
  const thread = useQuery({ ...threadQuery(useApi(), { deliveryId: delivery.id }), enabled: can('events:read') }).data
  if (thread === undefined) return null
  return <Thread thread={thread} currentId={delivery.id} canReadRequests={can('requests:read')} canReadEvents />
}
