import { Button } from '@mantine/core'
import { IconClockEdit, IconListDetails, IconX } from '@tabler/icons-react'
import { Link, Outlet, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { requestMethods, requestSources } from '../../../src-main/features/requests/requests.contract.ts'
import { useApi, useServices } from '../../lib/services.tsx'
import { timeSpans } from '../../lib/time-spans.ts'
import { useCursorList } from '../../lib/use-cursor-list.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { WithPanel } from '../../ui/detail-panel.tsx'
import { FilterBar, SearchField, SelectFilter } from '../../ui/filter-bar.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { useCan } from '../people/people.queries.ts'
import { filterOf, statusClasses } from './request-filter.ts'
import { requestsQuery } from './requests.queries.ts'
import { useRequestColumns } from './use-request-columns.tsx'

/** Who called the API, and what came of it. */
export function RequestsPage() {
  const { t } = useTranslation('requests')
  const can = useCan()
  return (
    <Page fill>
      <PageHeader title={t('title')} description={t('description')} actions={can('requests:write') ? <RetentionButton /> : undefined} />
      <Filters />
      <WithPanel panel={<Outlet />}>
        <Requests />
      </WithPanel>
    </Page>
  )
}

function RetentionButton() {
  const { t } = useTranslation('requests')
  return (
    <Button leftSection={<IconClockEdit size={16} stroke={1.6} />} component={Link} to="/settings/retention">
      {t('retention')}
    </Button>
  )
}

const from = '/shell/requests'

function Filters() {
  const { t } = useTranslation('requests')
  const search = useSearch({ from })
  const navigate = useNavigate()
  const change = (values: typeof search): void => void navigate({ to: '.', search: { ...search, ...values }, replace: true })
  const isFiltered = Object.values(search).some((value) => value !== undefined)
  const sources = requestSources.map((value) => ({ value, label: t(`source.${value}`) }))
  const source = search.source ?? 'system'
  return (
    <FilterBar onClear={isFiltered ? () => void navigate({ to: '.', search: {}, replace: true }) : undefined}>
      <SearchField
        value={search.text ?? ''}
        onChange={(text) => change({ text: text === '' ? undefined : text })}
        placeholder={t('searchText')}
      />
      <SearchField
        value={search.q ?? ''}
        onChange={(q) => change({ q: q.trim() === '' ? undefined : q })}
        placeholder={t('searchBodies')}
      />
      <SelectFilter
        label={t('column.status')}
        value={search.status}
        options={statusClasses.map((value) => ({ value, label: t(`statusClass.${value}`) }))}
        onChange={(status) => change({ status })}
      />
      <SelectFilter
        label={t('column.method')}
        value={search.method}
        options={requestMethods.map((value) => ({ value, label: value }))}
        onChange={(method) => change({ method })}
      />
      <SelectFilter
        label={t('column.time')}
        value={search.within}
        options={timeSpans.map((value) => ({ value, label: t(`within.${value}`) }))}
        onChange={(within) => change({ within })}
      />
      <SelectFilter
        label={t('filter.source')}
        value={source === 'all' ? undefined : source}
        options={sources}
        onChange={(chosen) => change({ source: chosen === 'system' ? undefined : (chosen ?? 'all') })}
      />
      {search.apiKeyId === undefined ? null : <Chip label={t('filter.oneKey')} onRemove={() => change({ apiKeyId: undefined })} />}
      {search.oauthClientId === undefined ? null : (
        <Chip label={t('filter.oneClient')} onRemove={() => change({ oauthClientId: undefined })} />
      )}
      {search.errorCode === undefined ? null : <Chip label={search.errorCode} onRemove={() => change({ errorCode: undefined })} />}
    </FilterBar>
  )
}

function Chip({ label, onRemove }: { readonly label: string; readonly onRemove: () => void }) {
  return (
    <Button rightSection={<IconX size={14} />} onClick={onRemove}>
      {label}
    </Button>
  )
}

function Requests() {
  const { t } = useTranslation('requests')
  const search = useSearch({ from })
  const { now } = useServices()
  const list = useCursorList(requestsQuery(useApi(), filterOf(search, now())))
  const navigate = useNavigate()
  const { requestId } = useParams({ strict: false })
  const { source: _, ...asked } = search
  const isFiltered = Object.values(asked).some((value) => value !== undefined)
  return (
    <DataTable
      name="requests"
      label={t('title')}
      columns={useRequestColumns()}
      rowId={(request) => request.requestId}
      activeId={requestId}
      onOpen={(request) => void navigate({ to: '/requests/$requestId', params: { requestId: request.requestId }, search: true })}
      {...list}
      empty={
        <EmptyState
          icon={IconListDetails}
          title={t(isFiltered ? 'noneMatch.title' : 'empty.title')}
          description={t(isFiltered ? 'noneMatch.description' : 'empty.description')}
        />
      }
    />
  )
}
