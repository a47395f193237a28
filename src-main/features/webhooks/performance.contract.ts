import { z } from 'zod'
import { route } from '../../contract/route.ts'

export const performanceSpans = ['day', 'week'] as const
export type PerformanceSpan = (typeof performanceSpans)[number]

const point = z.object({
  start: z.iso.datetime(),
  delivered: z.int(),
  failed: z.int(),
  waiting: z.int(),
  medianMs: z.int().nullable().describe('Of the newest 500 that were delivered in this time; null when none were.'),
  p95Ms: z.int().nullable(),
})

export type PerformancePoint = z.input<typeof point>

export const getWebhookPerformance = route({
  method: 'GET',
  path: '/api/webhooks/{id}/performance',
  operationId: 'get_webhook_performance',
  summary: 'Get what was delivered and how fast, by hour of a day or by six hours of a week',
  tag: 'Webhooks',
  access: { scope: 'webhooks:read' },
  params: z.strictObject({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) }),
  query: z.strictObject({ span: z.enum(performanceSpans).default('day') }),
  response: z.object({ data: z.array(point) }),
  errors: ['not_found'],
})
