import { IconClipboardList } from '@tabler/icons-react'
import { type Job, jobType } from '../../../src-main/features/jobs/jobs.contract.ts'
import { type RecordView, viewOfAny } from '../../ui/record-view.ts'
import { jobQueries } from './jobs.queries.ts'

export const jobView: RecordView<Job> = {
  type: jobType,
  queries: jobQueries,
  path: '/jobs',
  icon: IconClipboardList,
  titleOf: (job) => job.title,
}

/** For what is the same for every type. */
export const anyJobView = viewOfAny(jobView)
