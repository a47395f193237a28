import { Button } from '@mantine/core'
import { IconFileInvoice, IconPlus } from '@tabler/icons-react'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type Invoice, invoiceType } from '../../../src-main/features/invoices/invoices.contract.ts'
import { listRequestOf } from '../../lib/record-list-search.ts'
import { useApi, useServices } from '../../lib/services.tsx'
import { useCursorList } from '../../lib/use-cursor-list.ts'
import { CalendarDay } from '../../ui/calendar-day.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { DataColumn } from '../../ui/data-table-columns.ts'
import { FilterBar, SearchField, SelectFilter } from '../../ui/filter-bar.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { Code, Money } from '../../ui/values.tsx'
import { useCan } from '../people/people.queries.ts'
import { InvoiceStatus } from './invoice-status.tsx'
import './invoices.css'
import { invoiceRecords } from './invoices.queries.ts'
import { periods, sinceOf } from './period.ts'

/** The proforma invoices, newest first. */
export function InvoicesPage() {
  const { t } = useTranslation('invoices')
  const can = useCan()
  return (
    <Page fill>
      <PageHeader
        title={t('list.title')}
        description={t('description')}
        actions={can('invoices:write') ? <NewInvoiceButton /> : undefined}
      />
      <Filters />
      <div className="invoices-list">
        <Invoices />
      </div>
    </Page>
  )
}

function NewInvoiceButton() {
  const { t } = useTranslation('invoices')
  return (
    <Button
      variant="filled"
      leftSection={<IconPlus size={16} stroke={1.8} />}
      renderRoot={(props) => <Link {...props} to="/invoices/new" />}
    >
      {t('new')}
    </Button>
  )
}

const useListSearch = () => useSearch({ from: '/shell/invoices' })

const isFiltered = ({ sort: _, ...filters }: ReturnType<typeof useListSearch>): boolean =>
  Object.values(filters).some((value) => value !== undefined)

function Filters() {
  const { t } = useTranslation('invoices')
  const search = useListSearch()
  const navigate = useNavigate()
  const change = (values: typeof search): void => void navigate({ to: '.', search: values, replace: true })
  return (
    <FilterBar onClear={isFiltered(search) ? () => change({ sort: search.sort }) : undefined}>
      <SearchField
        value={search.q ?? ''}
        onChange={(q) => change({ ...search, q: q === '' ? undefined : q })}
        placeholder={t('filter.search')}
      />
      <SelectFilter
        label={t('column.status')}
        value={search.status}
        options={invoiceType.statuses.map((value) => ({ value, label: t(`status.${value}`) }))}
        onChange={(status) => change({ ...search, status })}
      />
      <SelectFilter
        label={t('column.issueDate')}
        value={search.period}
        options={periods.map((value) => ({ value, label: t(`period.${value}`) }))}
        onChange={(period) => change({ ...search, period })}
      />
    </FilterBar>
  )
}

function Invoices() {
  const { t } = useTranslation('invoices')
  const search = useListSearch()
  const { now } = useServices()
  const navigate = useNavigate()
  const since = sinceOf(search.period, now())
  const filters = {
    ...(since === undefined ? {} : { issueDate: { gte: since } }),
    ...(search.customerId === undefined ? {} : { customerId: String(search.customerId) }),
  }
  const list = useCursorList(invoiceRecords.list(useApi(), listRequestOf(search, filters)))
  return (
    <DataTable
      name="invoices"
      label={t('list.title')}
      columns={useColumns()}
      {...list}
      rowId={idOf}
      onOpen={(invoice) => void navigate({ to: '/invoices/$invoiceId', params: { invoiceId: invoice.invoiceKey } })}
      sort={search.sort ?? '-id'}
      onSortChange={(sort) => void navigate({ to: '.', search: { ...search, sort }, replace: true })}
      empty={<NoInvoices isNarrowed={isFiltered(search)} />}
    />
  )
}

const idOf = (invoice: Invoice): string => String(invoice.id)

function useColumns(): readonly DataColumn<Invoice>[] {
  const { t } = useTranslation('invoices')
  return useMemo(
    () => [
      {
        id: 'number',
        header: t('column.number'),
        width: 130,
        hideable: false,
        sortKey: 'id',
        cell: ({ invoiceKey }) => <Code>{invoiceKey}</Code>,
      },
      {
        id: 'invoiceNumber',
        header: t('column.invoiceNumber'),
        width: 152,
        cell: ({ invoiceNumber }) => (invoiceNumber === null ? null : <Code>{invoiceNumber}</Code>),
      },
      { id: 'customer', header: t('column.customer'), width: 170, grow: true, cell: ({ customerName }) => customerName },
      { id: 'status', header: t('column.status'), width: 150, cell: ({ status }) => <InvoiceStatus status={status} /> },
      {
        id: 'issueDate',
        header: t('column.issueDate'),
        width: 115,
        sortKey: 'issue_date',
        cell: ({ issueDate }) => <CalendarDay day={issueDate} />,
      },
      {
        id: 'validUntil',
        header: t('column.validUntil'),
        width: 120,
        startsHidden: true,
        cell: ({ validUntil }) => (validUntil === null ? null : <CalendarDay day={validUntil} />),
      },
      {
        id: 'total',
        header: t('column.total'),
        width: 150,
        align: 'end',
        cell: ({ total, currency }) => <Money amount={total} currency={currency} />,
      },
      { id: 'jobs', isOptional: true, header: t('column.jobs'), width: 120, cell: ({ jobIds }) => <JobKeys ids={jobIds} /> },
    ],
    [t],
  )
}

function JobKeys({ ids }: { readonly ids: readonly number[] }) {
  const [first, ...rest] = ids
  if (first === undefined) return null
  return (
    <>
      <Code>{`JOB-${first}`}</Code>
      {rest.length === 0 ? null : <span className="dim"> +{rest.length}</span>}
    </>
  )
}

function NoInvoices({ isNarrowed }: { readonly isNarrowed: boolean }) {
  const { t } = useTranslation('invoices')
  const can = useCan()
  if (isNarrowed) return <EmptyState icon={IconFileInvoice} title={t('noneMatch.title')} description={t('noneMatch.description')} />
  return (
    <EmptyState
      icon={IconFileInvoice}
      title={t('empty.title')}
      description={t('empty.description')}
      action={can('invoices:write') ? <NewInvoiceButton /> : undefined}
      guide={can('jobs:read') ? <Link to="/jobs">{t('empty.jobs')}</Link> : undefined}
    />
  )
}
