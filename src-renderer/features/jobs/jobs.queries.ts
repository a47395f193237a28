import { type Job, jobType, transitionJob } from '../../../src-main/features/jobs/jobs.contract.ts'
import { recordQueries } from '../../lib/record-queries.ts'

export const jobQueries = recordQueries<Job>(jobType, { transition: transitionJob })

/** What is not finished: only such a job can be late. */
export const openStatuses = ['draft', 'planned', 'in_progress', 'on_hold'] as const

export const isOpenJob = ({ status }: Pick<Job, 'status'>): boolean => openStatuses.some((open) => open === status)
