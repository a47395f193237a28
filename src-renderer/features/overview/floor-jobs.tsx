import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Job } from '../../../src-main/features/jobs/jobs.contract.ts'
import { dayOf } from '../../lib/calendar-day.ts'
import { useApi, useNow } from '../../lib/services.tsx'
import { DueDay } from '../../ui/calendar-day.tsx'
import { Section } from '../../ui/page.tsx'
import { RecordStatus } from '../../ui/record-status.tsx'
import { ErrorState, SkeletonLines } from '../../ui/states.tsx'
import { Code, Money } from '../../ui/values.tsx'
import { dueJobsQuery, floorJobsQuery } from './overview.queries.ts'

const shownJobs = 8
const never = '9999-12-31'

const byDueDay = (one: Job, other: Job): number => (one.dueDate ?? never).localeCompare(other.dueDate ?? never)

/** What is worked on, what stands still, and what should have begun; the most urgent first. */
export function FloorJobs() {
  const { t } = useTranslation('overview')
  const api = useApi()
  const today = dayOf(useNow())
  const floor = useQuery(floorJobsQuery(api))
  const due = useQuery(dueJobsQuery(api, today))
  const failure = floor.error ?? due.error
  const jobs = floor.data === undefined || due.data === undefined ? undefined : [...floor.data.data, ...due.data.data].toSorted(byDueDay)
  const retry = (): void => {
    void floor.refetch()
    void due.refetch()
  }
  return (
    <Section
      title={t('floor.title')}
      actions={
        <span className="overview-more">
          <Link to="/jobs">{t('floor.all')}</Link>
        </span>
      }
      flush
    >
      {jobs === undefined ? (
        <div className="overview-inset">
          {failure === null ? <SkeletonLines count={5} /> : <ErrorState error={failure} onRetry={retry} />}
        </div>
      ) : (
        <FloorTable jobs={jobs.slice(0, shownJobs)} />
      )}
    </Section>
  )
}

function FloorTable({ jobs }: { readonly jobs: readonly Job[] }) {
  const { t } = useTranslation('overview')
  if (jobs.length === 0) return <p className="overview-none">{t('floor.none')}</p>
  return (
    <table className="overview-table overview-floor">
      <thead>
        <tr>
          <th scope="col">{t('floor.column.job')}</th>
          <th scope="col">{t('floor.column.title')}</th>
          <th scope="col">{t('floor.column.customer')}</th>
          <th scope="col">{t('floor.column.status')}</th>
          <th scope="col">{t('floor.column.due')}</th>
          <th scope="col" data-align="end">
            {t('floor.column.value')}
          </th>
        </tr>
      </thead>
      <tbody>
        {jobs.map((job) => (
          <FloorRow key={job.id} job={job} />
        ))}
      </tbody>
    </table>
  )
}

function FloorRow({ job }: { readonly job: Job }) {
  const { t } = useTranslation('overview')
  return (
    <tr>
      <td className="overview-key">
        <Link to="/jobs/$id" params={{ id: String(job.id) }} className="overview-quiet-link">
          <Code>{job.jobKey}</Code>
        </Link>
      </td>
      <td>{job.title}</td>
      <td className="dim">{job.customerName}</td>
      <td>
        <RecordStatus namespace="jobs" status={job.status} note={job.status === 'on_hold' ? job.statusNote : null} />
      </td>
      <td>{job.dueDate === null ? <span className="dim">–</span> : <DueDay day={job.dueDate} isOpen lateLabel={t('floor.late')} />}</td>
      <td data-align="end">
        <Money amount={job.netAmount} currency={job.currency} />
      </td>
    </tr>
  )
}
