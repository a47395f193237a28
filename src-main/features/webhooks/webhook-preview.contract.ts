import { z } from 'zod'
import { route } from '../../contract/route.ts'
import { webhookFields } from './webhook-settings.contract.ts'

export const previewWebhook = route({
  method: 'POST',
  path: '/api/webhooks/preview',
  operationId: 'preview_webhook',
  summary: 'Try settings on an event of the log without sending anything',
  tag: 'Webhooks',
  access: { scope: 'webhooks:write' },
  body: z.strictObject({
    events: webhookFields.events,
    filter: webhookFields.filter,
    template: webhookFields.template,
    contentType: webhookFields.contentType,
    apiVersion: webhookFields.apiVersion,
    eventId: z.string().min(1).max(64).optional().describe('Of which event; without it, of the newest one that the events mean.'),
  }),
  response: z.object({
    event: z
      .object({ id: z.string(), event: z.string(), recordKey: z.string(), createdAt: z.iso.datetime() })
      .nullable()
      .describe('Null when the log holds no such event.'),
    isWanted: z.boolean().describe('Whether the webhook would get it: its events mean it and its filter holds.'),
    body: z.string().nullable().describe('What would be sent.'),
    problem: z.object({ line: z.int().nullable(), message: z.string() }).nullable().describe('Why the template fails on this event.'),
  }),
  errors: ['not_found'],
})
