import { z } from 'zod'
import { recordListSearch } from '../../lib/record-list-search.ts'

/** What stands in the address of the list of jobs. */
export const jobListSearch = recordListSearch.extend({
  /** Only jobs whose day has passed. */
  late: z.boolean().optional().catch(undefined),
  customerId: z.int().positive().optional().catch(undefined),
})

export type JobListSearch = z.output<typeof jobListSearch>
