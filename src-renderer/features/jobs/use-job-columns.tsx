import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Job } from '../../../src-main/features/jobs/jobs.contract.ts'
import { DueDay } from '../../ui/calendar-day.tsx'
import type { DataColumn } from '../../ui/data-table-columns.ts'
import { type ColumnChoice, useRecordColumns } from '../../ui/record-columns.tsx'
import { RecordStatus } from '../../ui/record-status.tsx'
import { Money } from '../../ui/values.tsx'
import { jobView } from './job-view.ts'
import { isOpenJob } from './jobs.queries.ts'

export function useJobColumns(): readonly DataColumn<Job>[] {
  const { t } = useTranslation('jobs')
  const chosen = useMemo<readonly ColumnChoice<Job>[]>(
    () => [
      { id: 'title', grow: true, width: 180, hideable: false },
      { id: 'customerName', width: 190, isOptional: true },
      {
        id: 'status',
        header: t('field.status'),
        width: 190,
        cell: (job) => <RecordStatus namespace="jobs" status={job.status} note={job.status === 'on_hold' ? job.statusNote : null} />,
      },
      { id: 'dueDate', width: 112, cell: (job) => <Due job={job} lateLabel={t('late')} /> },
      {
        id: 'netAmount',
        width: 156,
        align: 'end',
        isOptional: true,
        cell: (job) => <Money amount={job.netAmount} currency={job.currency} />,
      },
    ],
    [t],
  )
  return useRecordColumns(jobView, chosen)
}

function Due({ job, lateLabel }: { readonly job: Job; readonly lateLabel: string }) {
  return job.dueDate === null ? <span className="dim">–</span> : <DueDay day={job.dueDate} isOpen={isOpenJob(job)} lateLabel={lateLabel} />
}
