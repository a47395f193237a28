import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Thread as ThreadData } from '../../src-main/features/threads/threads.contract.ts'
import { RecordLink } from './record-link.tsx'
import { StatusBadge, type Tone } from './status-badge.tsx'
import './thread.css'
import { Code } from './values.tsx'

interface ThreadEventsProps extends Pick<ThreadData, 'events' | 'eventCount'> {
  /** What is looked at right now. */
  readonly currentId?: string | number | undefined
  readonly canReadEvents: boolean
}

interface ThreadProps extends Omit<ThreadEventsProps, 'events' | 'eventCount'> {
  readonly thread: ThreadData
  readonly canReadRequests: boolean
}

/** From cause to effect: the request, or what Interlock did, the events that came of it, and what was sent of each. */
export function Thread({ thread, canReadRequests, ...same }: ThreadProps) {
  const { t } = useTranslation('ui')
  return (
    <section>
      <h3>{t('thread.title')}</h3>
      <div className="thread">
        <Cause thread={thread} canReadRequests={canReadRequests} />
        <ThreadEvents events={thread.events} eventCount={thread.eventCount} {...same} />
      </div>
    </section>
  )
}

function Cause({ thread, canReadRequests }: Pick<ThreadProps, 'thread' | 'canReadRequests'>) {
  const { t } = useTranslation('ui')
  const { requestId, request, actor } = thread
  if (requestId === null) return <div className="thread-line">{t('thread.itself')}</div>
  const what = request === null ? requestId : `${request.method} ${request.path}`
  return (
    <div className="thread-line">
      {canReadRequests ? (
        <Link to="/requests/$requestId" params={{ requestId }} search={{ source: 'all' }}>
          <Code>{what}</Code>
        </Link>
      ) : (
        <Code>{what}</Code>
      )}
      {request === null ? null : <Code>{String(request.responseStatus)}</Code>}
      {actor === null ? null : <span className="dim">{actor.name}</span>}
    </div>
  )
}

/** Events, each with what was sent of it. */
export function ThreadEvents({ events, eventCount, currentId, canReadEvents }: ThreadEventsProps) {
  const { t } = useTranslation('ui')
  if (events.length === 0) return <span className="dim">{t('thread.noEvents')}</span>
  return (
    <>
      <ul className="thread-events">
        {events.map((event) => (
          <li key={event.id}>
            <div className="thread-line" aria-current={event.id === currentId}>
              {canReadEvents ? (
                <Link to="/events/$eventId" params={{ eventId: event.id }}>
                  <Code>{event.event}</Code>
                </Link>
              ) : (
                <Code>{event.event}</Code>
              )}
              <RecordLink recordType={event.recordType} recordKey={event.recordKey} />
            </div>
            <Deliveries deliveries={event.deliveries} currentId={currentId} />
          </li>
        ))}
      </ul>
      {eventCount > events.length ? <p className="dim">{t('thread.moreEvents', { count: eventCount - events.length })}</p> : null}
    </>
  )
}

const tones: Readonly<Record<string, Tone>> = { delivered: 'done', failed: 'failed', pending: 'waiting' }

interface DeliveriesProps extends Pick<ThreadEventsProps, 'currentId'> {
  readonly deliveries: ThreadData['events'][number]['deliveries']
}

function Deliveries({ deliveries, currentId }: DeliveriesProps) {
  const { t } = useTranslation('ui')
  return deliveries.map(({ id, webhookId, webhookName, status, responseStatus }) => (
    <div key={id} className="thread-line thread-delivery" aria-current={id === currentId}>
      <StatusBadge tone={tones[status] ?? 'off'} label={t(`thread.${status}`)} />
      <Link to="/settings/webhooks/$webhookId/deliveries/$deliveryId" params={{ webhookId: String(webhookId), deliveryId: String(id) }}>
        {webhookName}
      </Link>
      {responseStatus === null ? null : <Code>{String(responseStatus)}</Code>}
    </div>
  ))
}
