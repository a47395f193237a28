import { Button } from '@mantine/core'
import { IconPlus, IconSearchOff } from '@tabler/icons-react'
import { Link, Outlet, useNavigate, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { RecordListSearch } from '../lib/record-list-search.ts'
import type { RecordListRequest } from '../lib/record-queries.ts'
import type { RecordBase } from '../lib/record-type.ts'
import { useApi } from '../lib/services.tsx'
import { useCursorList } from '../lib/use-cursor-list.ts'
import { DataTable } from './data-table.tsx'
import type { DataColumn, RowAction } from './data-table-columns.ts'
import { WithPanel } from './detail-panel.tsx'
import { FilterBar, SearchField } from './filter-bar.tsx'
import { FilterChips } from './filter-chips.tsx'
import { Page, PageHeader } from './page.tsx'
import type { RecordView } from './record-view.ts'
import { EmptyState } from './states.tsx'

interface RecordListPageProps<Item extends RecordBase> {
  readonly view: RecordView<Item>
  readonly columns: readonly DataColumn<Item>[]
  readonly search: RecordListSearch
  readonly request: RecordListRequest
  /** The person may create and change. */
  readonly canWrite: boolean
  readonly rowActions?: (record: Item) => readonly RowAction[]
  /** The type's own filters, after status and text. */
  readonly filters?: ReactNode
  /** Where nothing was ever created: the other way in than the button. */
  readonly guide?: ReactNode
}

/** The list of a record type with the details of one beside it. Texts: `list`, `new`, `filter`, `empty`, `status` of the type. */
export function RecordListPage<Item extends RecordBase>(props: RecordListPageProps<Item>) {
  const { view, search, canWrite } = props
  const { Overview } = view
  const { t: tType } = useTranslation(view.type.plural)
  const { isFiltered, change, clear } = useListSearch(view.path, search)
  return (
    <Page fill>
      <PageHeader
        title={tType('list.title')}
        description={tType('list.description')}
        actions={canWrite ? <NewButton view={view} /> : undefined}
      />
      {Overview === undefined ? null : <Overview />}
      <FilterBar onClear={isFiltered ? clear : undefined}>
        <SearchField
          value={search.q ?? ''}
          placeholder={tType('filter.text')}
          onChange={(text) => change({ q: text === '' ? undefined : text })}
        />
        {view.type.statuses.length === 0 ? null : (
          <StatusFilter view={view} value={search.status} onChange={(status) => change({ status })} />
        )}
        {props.filters}
      </FilterBar>
      <WithPanel panel={<Outlet />}>
        <RecordTable {...props} isFiltered={isFiltered} onClear={clear} onSortChange={(sort) => change({ sort })} />
      </WithPanel>
    </Page>
  )
}

/** The filters of a list live in its address, so that back, reload and a sent link keep them. */
function useListSearch(path: string, search: RecordListSearch) {
  const navigate = useNavigate()
  const { sort, ...filters } = search
  // The type's own search is wider than what all lists share, which is all that is changed here.
  const change = (changed: RecordListSearch): void =>
    void navigate({ to: '.', search: ((old: object) => ({ ...old, ...changed })) as never, replace: true })
  return {
    change,
    isFiltered: Object.values(filters).some((value) => value !== undefined),
    clear: () => void navigate({ to: path, search: { sort } as never }),
  }
}

interface StatusFilterProps<Item extends RecordBase> {
  readonly view: RecordView<Item>
  readonly value: string | undefined
  readonly onChange: (status: string | undefined) => void
}

function StatusFilter<Item extends RecordBase>({ view, value, onChange }: StatusFilterProps<Item>) {
  const { t } = useTranslation('records')
  const { t: tType } = useTranslation(view.type.plural)
  const options = view.type.statuses.map((status) => ({ value: status, label: tType(`status.${status}`) }))
  return <FilterChips label={tType('field.status')} allLabel={t('filter.all')} value={value} options={options} onChange={onChange} />
}

interface RecordTableProps<Item extends RecordBase> extends RecordListPageProps<Item> {
  readonly isFiltered: boolean
  readonly onClear: () => void
  readonly onSortChange: (sort: string) => void
}

function RecordTable<Item extends RecordBase>({
  view,
  columns,
  search,
  request,
  rowActions,
  onSortChange,
  ...props
}: RecordTableProps<Item>) {
  const { t: tType } = useTranslation(view.type.plural)
  const api = useApi()
  const navigate = useNavigate()
  const { id } = useParams({ strict: false })
  const list = useCursorList<Item>(view.queries.list(api, request))
  const empty = props.isFiltered ? (
    <NothingMatches onClear={props.onClear} />
  ) : (
    <NothingYet view={view} canWrite={props.canWrite} guide={props.guide} />
  )
  return (
    <DataTable
      name={view.type.plural}
      label={tType('list.title')}
      columns={columns}
      {...list}
      rowId={(record) => String(record.id)}
      activeId={id}
      onOpen={(record) => void navigate({ to: `${view.path}/${record.id}`, search: true as never })}
      sort={search.sort ?? '-id'}
      onSortChange={onSortChange}
      {...(rowActions === undefined ? {} : { rowActions })}
      empty={empty}
    />
  )
}

function NothingMatches({ onClear }: { readonly onClear: () => void }) {
  const { t } = useTranslation('records')
  return (
    <EmptyState
      icon={IconSearchOff}
      title={t('nothingMatches.title')}
      description={t('nothingMatches.description')}
      action={<Button onClick={onClear}>{t('nothingMatches.action')}</Button>}
    />
  )
}

interface NothingYetProps<Item extends RecordBase> {
  readonly view: RecordView<Item>
  readonly canWrite: boolean
  readonly guide: ReactNode
}

function NothingYet<Item extends RecordBase>({ view, canWrite, guide }: NothingYetProps<Item>) {
  const { t: tType } = useTranslation(view.type.plural)
  return (
    <EmptyState
      icon={view.icon}
      title={tType('empty.title')}
      description={tType('empty.description')}
      {...(canWrite ? { action: <NewButton view={view} /> } : {})}
      guide={guide}
    />
  )
}

function NewButton<Item extends RecordBase>({ view }: { readonly view: RecordView<Item> }) {
  const { t: tType } = useTranslation(view.type.plural)
  return (
    <Button variant="filled" leftSection={<IconPlus size={16} stroke={1.6} />} component={Link} to={`${view.path}/new`}>
      {tType('new')}
    </Button>
  )
}
