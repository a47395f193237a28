import { IconTimelineEvent } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Outlet, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { type ReactNode, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LoggedEvent } from '../../../src-main/features/events/events.contract.ts'
import { useApi, useServices } from '../../lib/services.tsx'
import { sinceOf, timeSpans } from '../../lib/time-spans.ts'
import { useCursorList } from '../../lib/use-cursor-list.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-columns.ts'
import { WithPanel } from '../../ui/detail-panel.tsx'
import { FilterBar, SearchField, SelectFilter } from '../../ui/filter-bar.tsx'
import { LiveTail } from '../../ui/live-tail.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { Code, DateTime } from '../../ui/values.tsx'
import { eventsQuery, eventTypesQuery } from './events.queries.ts'

/** What happened in this company, newest first: what webhooks carry. */
export function EventsPage() {
  const { t } = useTranslation('events')
  const [isPaused, setPaused] = useState(false)
  return (
    <Page fill>
      <PageHeader title={t('title')} description={t('description')} />
      <Filters end={<LiveTail isPaused={isPaused} onChange={setPaused} />} />
      <WithPanel panel={<Outlet />}>
        <Events isPaused={isPaused} />
      </WithPanel>
    </Page>
  )
}

const from = '/shell/events'

function Filters({ end }: { readonly end: ReactNode }) {
  const { t } = useTranslation('events')
  const search = useSearch({ from })
  const navigate = useNavigate()
  const types = useQuery(eventTypesQuery(useApi()))
  const change = (values: typeof search): void => void navigate({ to: '.', search: { ...search, ...values }, replace: true })
  const clear = (): void => void navigate({ to: '.', search: {}, replace: true })
  return (
    <FilterBar onClear={isFiltered(search) ? clear : undefined} end={end}>
      <SearchField
        value={search.q ?? ''}
        onChange={(text) => change({ q: text.trim() === '' ? undefined : text })}
        placeholder={t('filter.text')}
      />
      <SelectFilter
        label={t('column.event')}
        value={search.event}
        options={types.data?.map(({ event }) => ({ value: event, label: event })) ?? []}
        onChange={(event) => change({ event })}
      />
      <SelectFilter
        label={t('column.time')}
        value={search.within}
        options={timeSpans.map((value) => ({ value, label: t(`within.${value}`) }))}
        onChange={(within) => change({ within })}
      />
    </FilterBar>
  )
}

const isFiltered = (search: object): boolean => Object.values(search).some((value) => value !== undefined)

function Events({ isPaused }: { readonly isPaused: boolean }) {
  const { t } = useTranslation('events')
  const { within, ...search } = useSearch({ from })
  const { now } = useServices()
  const time = within === undefined ? {} : { createdAt: { gte: sinceOf(within, now()) } }
  const list = useCursorList(eventsQuery(useApi(), { ...search, ...time }), { isPaused })
  const navigate = useNavigate()
  const { eventId } = useParams({ strict: false })
  const reason = isFiltered({ within, ...search }) ? 'noneMatch' : 'empty'
  return (
    <DataTable
      name="events"
      label={t('title')}
      columns={useColumns()}
      rowId={(row) => row.id}
      activeId={eventId}
      onOpen={(row) => void navigate({ to: '/events/$eventId', params: { eventId: row.id }, search: true })}
      {...list}
      empty={<EmptyState icon={IconTimelineEvent} title={t(`${reason}.title`)} description={t(`${reason}.description`)} />}
    />
  )
}

function useColumns(): readonly DataColumn<LoggedEvent>[] {
  const { t } = useTranslation('events')
  return useMemo<readonly DataColumn<LoggedEvent>[]>(
    () => [
      { id: 'time', header: t('column.time'), width: 132, cell: (event) => <DateTime time={event.createdAt} show="log" /> },
      { id: 'event', header: t('column.event'), grow: true, width: 190, hideable: false, cell: (event) => <Code>{event.event}</Code> },
      { id: 'record', header: t('column.record'), width: 150, cell: (event) => <Code>{event.recordKey}</Code> },
      { id: 'actor', header: t('column.actor'), width: 190, cell: (event) => event.actorName },
      {
        id: 'request',
        isOptional: true,
        header: t('column.request'),
        width: 270,
        cell: (event) => (event.requestId === null ? <span className="dim">{t('noRequest')}</span> : <Code>{event.requestId}</Code>),
      },
    ],
    [t],
  )
}
