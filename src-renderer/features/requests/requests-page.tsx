import { Button } from '@mantine/core'
import { IconListDetails, IconX } from '@tabler/icons-react'
import { Outlet, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../lib/services.tsx'
import { useCursorList } from '../../lib/use-cursor-list.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { WithPanel } from '../../ui/detail-panel.tsx'
import { FilterBar, SearchField, SelectFilter } from '../../ui/filter-bar.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { type RequestFilter, requestsQuery } from './requests.queries.ts'
import { useRequestColumns } from './use-request-columns.tsx'

/** Who called the API, and what came of it. */
export function RequestsPage() {
  const { t } = useTranslation('requests')
  return (
    <Page fill>
      <PageHeader title={t('title')} description={t('description')} />
      <Filters />
      <WithPanel panel={<Outlet />}>
        <Requests />
      </WithPanel>
    </Page>
  )
}

const from = '/shell/requests'

function Filters() {
  const { t } = useTranslation('requests')
  const search = useSearch({ from })
  const navigate = useNavigate()
  const change = (values: typeof search): void => void navigate({ to: '.', search: { ...search, ...values }, replace: true })
  const isFiltered = Object.values(search).some((value) => value !== undefined)
  const sources = (['api_key', 'user'] as const).map((value) => ({ value, label: t(`source.${value}`) }))
  const outcomes = (['ok', 'failed'] as const).map((value) => ({ value, label: t(`outcome.${value}`) }))
  const source = search.source ?? 'api_key'
  return (
    <FilterBar onClear={isFiltered ? () => void navigate({ to: '.', search: {}, replace: true }) : undefined}>
      <SearchField
        value={search.path ?? ''}
        onChange={(path) => change({ path: path === '' ? undefined : path })}
        placeholder={t('searchPath')}
      />
      <SelectFilter label={t('filter.outcome')} value={search.outcome} options={outcomes} onChange={(outcome) => change({ outcome })} />
      <SelectFilter
        label={t('filter.source')}
        value={source === 'all' ? undefined : source}
        options={sources}
        onChange={(chosen) => change({ source: chosen === 'api_key' ? undefined : (chosen ?? 'all') })}
      />
      {search.apiKeyId === undefined ? null : (
        <Button rightSection={<IconX size={14} />} onClick={() => change({ apiKeyId: undefined })}>
          {t('filter.oneKey')}
        </Button>
      )}
    </FilterBar>
  )
}

function Requests() {
  const { t } = useTranslation('requests')
  const filter = useFilter()
  const list = useCursorList(requestsQuery(useApi(), filter))
  const navigate = useNavigate()
  const { requestId } = useParams({ strict: false })
  const isFiltered = filter.outcome !== undefined || filter.path !== undefined || filter.apiKeyId !== undefined
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

function useFilter(): RequestFilter {
  const { source = 'api_key', outcome, path, apiKeyId } = useSearch({ from })
  return { source: source === 'all' ? undefined : source, outcome, path, apiKeyId }
}
