import { z } from 'zod'
import { route } from '../../contract/route.ts'
import { jobType } from '../jobs/jobs.contract.ts'

export const getOverview = route({
  method: 'GET',
  path: '/api/overview',
  operationId: 'get_overview',
  summary: 'What happened today',
  tag: 'Overview',
  access: { scope: 'read' },
  query: z.strictObject({ since: z.iso.datetime().describe('Start of the caller’s day; counts begin here.') }),
  response: z.object({
    jobs: z.object({ byStatus: z.partialRecord(z.enum(jobType.statuses), z.int()), completedToday: z.int() }),
    calls: z.object({ byHour: z.array(z.object({ hour: z.string(), calls: z.int(), failed: z.int() })), total: z.int(), failed: z.int() }),
    deliveries: z.object({ delivered: z.int(), failed: z.int(), waiting: z.int() }),
    invoices: z.array(z.object({ currency: z.string(), count: z.int(), total: z.int() })),
    events: z.array(
      z.object({
        id: z.string(),
        event: z.string(),
        recordType: z.string(),
        recordId: z.int(),
        recordKey: z.string(),
        actorName: z.string(),
        createdAt: z.iso.datetime(),
      }),
    ),
  }),
})
