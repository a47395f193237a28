import { Tabs } from '@mantine/core'
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
import { ErrorLine, ErrorState, SkeletonLines } from '../../ui/states.tsx'
import { Thread } from '../../ui/thread.tsx'
import { Code, DateTime } from '../../ui/values.tsx'
import { useCan } from '../people/people.queries.ts'
import { threadQuery } from '../threads/threads.queries.ts'
import './event-panel.css'
import { eventQuery, eventTypesQuery } from './events.queries.ts'

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
        ]}
      />
      <EventThread event={event} />
      <Tabs defaultValue="payload" keepMounted={false}>
        <Tabs.List mb={10}>
          <Tabs.Tab value="payload">{t('panel.payload')}</Tabs.Tab>
          <Tabs.Tab value="schema">{t('panel.schema')}</Tabs.Tab>
          <Tabs.Tab value="example">{t('panel.example')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="payload">
          <Json value={payload} openDepth={4} />
        </Tabs.Panel>
        <Tabs.Panel value="schema">
          <OfType event={event} part="schema" />
        </Tabs.Panel>
        <Tabs.Panel value="example">
          <OfType event={event} part="example" />
        </Tabs.Panel>
      </Tabs>
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

/** What caused it, and what was sent of it. */
function EventThread({ event }: { readonly event: LoggedEvent }) {
  const can = useCan()
  const { data, error } = useQuery(threadQuery(useApi(), { eventId: event.id }))
  if (data === undefined) return error === null ? <SkeletonLines count={3} /> : <ErrorLine error={error} />
  return <Thread thread={data} currentId={event.id} canReadRequests={can('requests:read')} canReadEvents />
}

function Json({ value, openDepth }: { readonly value: unknown; readonly openDepth: number }) {
  const { t } = useTranslation('events')
  return (
    <>
      <div className="event-payload-head">
        <CopyButton value={JSON.stringify(value, null, 2)} label={t('panel.copyPayload')} />
      </div>
      <JsonView value={value} openDepth={openDepth} />
    </>
  )
}

interface OfTypeProps {
  readonly event: LoggedEvent
  readonly part: 'schema' | 'example'
}

/** What the catalog says of all events of this type. */
function OfType({ event: { event }, part }: OfTypeProps) {
  const { t } = useTranslation('events')
  const { data, error } = useQuery(eventTypesQuery(useApi()))
  const type = data?.find((one) => one.event === event)
  if (type === undefined) return error === null ? <SkeletonLines count={6} /> : <ErrorLine error={error} />
  return (
    <>
      <p className="dim">
        {type.description}. <Link to={`/api-docs/events/${event}` as never}>{t('panel.docs')}</Link>
      </p>
      <Json value={type[part]} openDepth={part === 'schema' ? 3 : 4} />
    </>
  )
}
