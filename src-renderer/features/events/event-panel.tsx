import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { LoggedEvent } from '../../../src-main/features/events/events.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { DetailPanel } from '../../ui/detail-panel.tsx'
import { JsonView } from '../../ui/json-view.tsx'
import { RecordLink } from '../../ui/record-link.tsx'
import { KeyValueList } from '../../ui/stat.tsx'
import { ErrorState, SkeletonLines } from '../../ui/states.tsx'
import { Code, DateTime } from '../../ui/values.tsx'
import { useCan } from '../people/people.queries.ts'
import './event-panel.css'
import { eventQuery } from './events.queries.ts'

/** One event with its payload and what caused it. */
export function EventPanel() {
  const { t } = useTranslation('events')
  const { eventId } = useParams({ from: '/shell/events/$eventId' })
  const navigate = useNavigate()
  const query = useQuery(eventQuery(useApi(), eventId))
  return (
    <DetailPanel
      title={query.data === undefined ? t('panel.title') : <Code>{query.data.event}</Code>}
      onClose={() => void navigate({ to: '/events', search: true })}
    >
      {query.error === null ? null : <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending ? <SkeletonLines count={8} /> : null}
      {query.data === undefined ? null : <Details event={query.data} />}
    </DetailPanel>
  )
}

function Details({ event }: { readonly event: LoggedEvent }) {
  const { t } = useTranslation('events')
  const payload = { id: event.id, event: event.event, created_at: event.createdAt, data: event.data }
  return (
    <>
      <KeyValueList
        items={[
          { label: t('panel.id'), value: <Copyable value={event.id} label={t('panel.copyId')} /> },
          { label: t('column.time'), value: <DateTime time={event.createdAt} show="exact" /> },
          { label: t('column.record'), value: <RecordLink recordType={event.recordType} recordKey={event.recordKey} /> },
          { label: t('column.actor'), value: t(`actorType.${event.actorType}`, { name: event.actorName }) },
          { label: t('column.request'), value: <Cause requestId={event.requestId} /> },
        ]}
      />
      <section>
        <div className="event-payload-head">
          <h3>{t('panel.payload')}</h3>
          <CopyButton value={JSON.stringify(payload, null, 2)} label={t('panel.copyPayload')} />
        </div>
        <JsonView value={payload} openDepth={4} />
      </section>
    </>
  )
}

function Copyable({ value, label }: { readonly value: string; readonly label: string }) {
  return (
    <span className="event-copyable">
      <Code>{value}</Code>
      <CopyButton value={value} label={label} />
    </span>
  )
}

function Cause({ requestId }: { readonly requestId: string | null }) {
  const { t } = useTranslation('events')
  const can = useCan()
  if (requestId === null) return <span className="dim">{t('noRequest')}</span>
  if (!can('requests:read')) return <Code>{requestId}</Code>
  return (
    <Link to="/requests/$requestId" params={{ requestId }} search={{ source: 'all' }}>
      <Code>{requestId}</Code>
    </Link>
  )
}
