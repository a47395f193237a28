import { IconFileInvoice, IconPencil } from '@tabler/icons-react'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Job } from '../../../src-main/features/jobs/jobs.contract.ts'
import { dayOf } from '../../lib/calendar-day.ts'
import { listRequestOf } from '../../lib/record-list-search.ts'
import type { FilterValue } from '../../lib/record-queries.ts'
import { openTransitions } from '../../lib/record-type.ts'
import { useNow } from '../../lib/services.tsx'
import type { RowAction } from '../../ui/data-table-columns.ts'
import { FilterChip } from '../../ui/filter-chips.tsx'
import { RecordFilters } from '../../ui/record-filters.tsx'
import { RecordListPage } from '../../ui/record-list-page.tsx'
import { statusIcon } from '../../ui/record-status.tsx'
import { useRecordTransition } from '../../ui/use-record-transition.tsx'
import { useCan } from '../people/people.queries.ts'
import type { JobListSearch } from './job-list-search.ts'
import { anyJobView, jobView } from './job-view.ts'
import { openStatuses } from './jobs.queries.ts'
import { useJobColumns } from './use-job-columns.tsx'

export function JobsPage() {
  const { t } = useTranslation('jobs')
  const can = useCan()
  const search = useSearch({ from: '/shell/jobs' })
  const today = dayOf(useNow())
  const request = useMemo(() => listRequestOf(search, ownFilters(search, today)), [search, today])
  const columns = useJobColumns()
  const { rowActions, dialog } = useRowActions()
  const guide = can('api_keys:write') ? <Link to="/settings/api-keys">{t('records:guide')}</Link> : undefined
  return (
    <>
      <RecordListPage
        view={jobView}
        columns={columns}
        search={search}
        request={request}
        canWrite={can('jobs:write')}
        rowActions={rowActions}
        filters={<OwnFilters search={search} />}
        guide={guide}
      />
      {dialog}
    </>
  )
}

function ownFilters({ late, customerId, status }: JobListSearch, today: string): Readonly<Record<string, FilterValue>> {
  return {
    ...(customerId === undefined ? {} : { customerId: String(customerId) }),
    ...(late === true ? { dueDate: { lt: today } } : {}),
    ...(late === true && status === undefined ? { status: { in: openStatuses.join(',') } } : {}),
  }
}

function OwnFilters({ search }: { readonly search: JobListSearch }) {
  const { t } = useTranslation('jobs')
  const navigate = useNavigate({ from: '/jobs' })
  const isLate = search.late === true
  const setLate = (late: true | undefined): void => void navigate({ to: '.', search: (old) => ({ ...old, late }), replace: true })
  return (
    <>
      <FilterChip label={t('filter.late')} isOn={isLate} onClick={() => setLate(isLate ? undefined : true)} />
      <RecordFilters view={anyJobView} search={search} />
    </>
  )
}

function useRowActions() {
  const { t } = useTranslation('jobs')
  const navigate = useNavigate()
  const can = useCan()
  const { move, labelOf, dialog } = useRecordTransition(jobView)
  const transitions = (job: Job): readonly RowAction[] =>
    openTransitions(jobView.type, job).map((to) => ({
      label: labelOf(job, to),
      icon: statusIcon(to),
      isDestructive: to === 'canceled',
      onClick: () => move(job, to),
    }))
  const rowActions = (job: Job): readonly RowAction[] => {
    const id = String(job.id)
    const edit = { label: t('action.edit'), icon: IconPencil, onClick: () => void navigate({ to: '/jobs/$id/edit', params: { id } }) }
    const invoice = {
      label: t('action.invoice'),
      icon: IconFileInvoice,
      onClick: () => void navigate({ to: '/invoices/new', search: { jobs: id } }),
    }
    return [
      ...(job.status === 'completed' && can('invoices:write') ? [invoice] : []),
      ...(can('jobs:write') && job.status !== 'invoiced' ? [edit] : []),
      ...(can('jobs:write') ? transitions(job) : []),
    ]
  }
  return { rowActions, dialog }
}
