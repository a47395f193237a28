import { Checkbox, Skeleton } from '@mantine/core'
import { useQueries, useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Job } from '../../../src-main/features/jobs/jobs.contract.ts'
import { useApi } from '../../lib/services.tsx'
import { ErrorLine } from '../../ui/states.tsx'
import { Code, DateTime, Money } from '../../ui/values.tsx'
import { billableJobsQuery, jobRecords } from './invoices.queries.ts'

interface BilledJobsProps {
  readonly customerId: number
  readonly jobIds: readonly number[]
  readonly onChange: (jobIds: readonly number[]) => void
  /** What is wrong with the jobs as a whole, or with the one at an index of `jobIds`. */
  readonly error: (index?: number) => string | undefined
}

/** A customer's finished jobs to tick. What was asked for and cannot be billed stays in the list, with the reason. */
export function BilledJobs({ customerId, jobIds, onChange, error }: BilledJobsProps) {
  const { t } = useTranslation('invoices')
  const headingId = useId()
  const { jobs, failure } = useOfferedJobs(customerId, jobIds)
  const toggle = (id: number, isOn: boolean): void => onChange(isOn ? [...jobIds, id] : jobIds.filter((ticked) => ticked !== id))
  const whole = error()
  return (
    <fieldset className="billed-jobs" aria-labelledby={headingId}>
      <h2 id={headingId}>{t('form.jobs')}</h2>
      {failure === null ? null : <ErrorLine error={failure} />}
      {jobs === undefined && failure === null ? <Skeleton height={36} /> : null}
      {jobs?.length === 0 ? <p className="dim">{t('form.noJobs')}</p> : null}
      {jobs?.map((job) => {
        const index = jobIds.indexOf(job.id)
        return <JobTick key={job.id} job={job} isOn={index >= 0} onChange={(isOn) => toggle(job.id, isOn)} problem={error(index)} />
      })}
      {whole === undefined ? null : (
        <p className="field-problem" role="alert">
          {whole}
        </p>
      )}
    </fieldset>
  )
}

function useOfferedJobs(customerId: number, jobIds: readonly number[]) {
  const api = useApi()
  const billable = useQuery(billableJobsQuery(api, customerId))
  const offered = billable.data?.data
  const others = jobIds.filter((id) => offered?.every((job) => job.id !== id) ?? false)
  const extra = useQueries({ queries: others.map((id) => jobRecords.one(api, id)) })
  const jobs = offered === undefined ? undefined : [...offered, ...extra.flatMap(({ data }) => data ?? [])]
  return { jobs, failure: billable.error }
}

interface JobTickProps {
  readonly job: Job
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
  readonly problem: string | undefined
}

function JobTick({ job, isOn, onChange, problem }: JobTickProps) {
  return (
    <div className="billed-job">
      <Checkbox
        checked={isOn}
        onChange={(event) => onChange(event.currentTarget.checked)}
        error={problem}
        label={
          <span className="billed-job-label">
            <Code>{job.jobKey}</Code>
            <span className="billed-job-title">{job.title}</span>
          </span>
        }
      />
      <span className="billed-job-amount">
        <Money amount={job.netAmount} currency={job.currency} />
        {job.completedAt === null ? null : <DateTime time={job.completedAt} show="date" />}
      </span>
    </div>
  )
}
