import { z } from 'zod'
import { route } from '../../contract/route.ts'

export const getChangelog = route({
  method: 'GET',
  path: '/api/v1/changelog',
  operationId: 'get_changelog',
  summary: 'What has changed in the API and which revisions it is served in',
  tag: 'System',
  access: 'public',
  response: z.object({
    currentRevision: z.string(),
    revisions: z.array(z.object({ date: z.string(), sunset: z.string().nullable().describe('The day from which on it may be gone.') })),
    changes: z.array(
      z.object({
        date: z.string(),
        kind: z.enum(['added', 'changed', 'deprecated', 'removed']),
        revision: z.string().nullable(),
        text: z.string().describe('In the language of Accept-Language: tr, en or id.'),
      }),
    ),
  }),
})
