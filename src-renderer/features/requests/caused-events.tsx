import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ApiRequestDetail, CausedEvent } from '../../../src-main/features/requests/requests.contract.ts'
import { RecordLink } from '../../ui/record-link.tsx'
import { StatusBadge, type Tone } from '../../ui/status-badge.tsx'
import { Code } from '../../ui/values.tsx'
import { useCan } from '../people/people.queries.ts'

/** The thread from a request to its events, and from each event to its deliveries. */
export function CausedEvents({ request }: { readonly request: ApiRequestDetail }) {
  const { t } = useTranslation('requests')
  const { events, eventCount } = request
  return (
    <section>
      <h3>{t('panel.events')}</h3>
      {events.length === 0 ? <span className="dim">{t('panel.noEvents')}</span> : null}
      <ul className="request-events">
        {events.map((event) => (
          <li key={event.id}>
            <EventLine event={event} />
            <Deliveries deliveries={event.deliveries} />
          </li>
        ))}
      </ul>
      {eventCount > events.length ? <p className="dim">{t('panel.moreEvents', { count: eventCount - events.length })}</p> : null}
    </section>
  )
}

function EventLine({ event }: { readonly event: CausedEvent }) {
  const can = useCan()
  return (
    <div className="request-event">
      {can('events:read') ? (
        <Link to="/events/$eventId" params={{ eventId: event.id }}>
          <Code>{event.event}</Code>
        </Link>
      ) : (
        <Code>{event.event}</Code>
      )}
      <RecordLink recordType={event.recordType} recordKey={event.recordKey} />
    </div>
  )
}

const tones: Readonly<Record<string, Tone>> = { delivered: 'done', failed: 'failed', pending: 'waiting' }

function Deliveries({ deliveries }: Pick<CausedEvent, 'deliveries'>) {
  const { t } = useTranslation('requests')
  return deliveries.map(({ id, webhookId, webhookName, status, responseStatus }) => (
    <div key={id} className="request-delivery">
      <StatusBadge tone={tones[status] ?? 'off'} label={t(`delivery.${status}`)} />
      <Link to="/settings/webhooks/$webhookId/deliveries/$deliveryId" params={{ webhookId: String(webhookId), deliveryId: String(id) }}>
        {webhookName}
      </Link>
      {responseStatus === null ? null : <Code>{String(responseStatus)}</Code>}
    </div>
  ))
}
