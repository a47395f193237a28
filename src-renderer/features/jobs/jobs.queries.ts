import { type Job, jobType, transitionJob } from '../../../src-main/features/jobs/jobs.contract.ts'
import { findRecords } from '../../lib/find-records.ts'
import { recordQueries } from '../../lib/record-queries.ts'

export const jobQueries = recordQueries<Job>(jobType, transitionJob)

export const jobSearch = findRecords<Job>(jobType, {
  path: '/jobs',
  titleOf: (job) => `${job.title} · ${job.customerName}`,
})

/** What is not finished: only such a job can be late. */
export const openStatuses = ['draft', 'planned', 'in_progress', 'on_hold'] as const

export const isOpenJob = ({ status }: Pick<Job, 'status'>): boolean => openStatuses.some((open) => open === status)
