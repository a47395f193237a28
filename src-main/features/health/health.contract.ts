import { z } from 'zod'
import { route } from '../../contract/route.ts'

export const getHealth = route({
  method: 'GET',
  path: '/health',
  operationId: 'get_health',
  summary: 'Whether Interlock answers',
  tag: 'System',
  access: 'public',
  response: z.object({
    status: z.literal('ok'),
    service: z.literal('interlock'),
    version: z.string(),
    redis: z.enum(['not_configured', 'connected', 'away']).describe('Away: limits and answers are kept in memory.'),
  }),
})
