import { z } from 'zod'
import { route } from '../../contract/route.ts'

const time = z.iso.datetime()
const days = z.int().min(1).max(3_650)

const fields = {
  deliveryDays: days.describe('Days that deliveries of webhooks are kept with their attempts; what waits to be sent stays.'),
  eventDays: days.describe('Days that events are kept; what a webhook, an event consumer or a notification has not passed yet stays.'),
}

const messageDays = days.describe('Days that messages are kept once they are settled, with their files.')

const bounds = {
  backlogEvents: z
    .int()
    .min(1_000)
    .max(50_000_000)
    .describe('Most events that may wait for one webhook or event consumer; beyond, the oldest are dropped and written down.'),
  backlogDays: z
    .int()
    .min(1)
    .max(3_650)
    .describe('Most days that an event may wait for a webhook or event consumer; then it is dropped and written down.'),
}

const logPlace = z.object({
  kind: z.enum(['webhook', 'event_consumer', 'notifications']),
  name: z.string().nullable().describe('Of the webhook or event consumer.'),
})

/** Who reads the event log from a place of its own. */
export type LogPlace = z.output<typeof logPlace>

const retention = z
  .object({
    ...fields,
    messageDays,
    ...bounds,
    messages: z.object({
      count: z.int().describe('That are there now.'),
      oldestAt: time.nullable(),
      beyond: z.int().describe('Older than that and settled: they go within ten minutes.'),
    }),
    deliveries: z.object({
      count: z.int().describe('That are there now.'),
      oldestAt: time.nullable(),
      beyond: z.int().describe('Older than that, waiting for nothing: they go within ten minutes.'),
    }),
    events: z.object({
      count: z.int().describe('That are there now.'),
      oldestAt: time.nullable(),
      beyond: z.int().describe('Older than that and passed by everybody: they go within ten minutes.'),
      held: z.int().describe('Older than that, but somebody has not passed them yet: they stay until then.'),
      heldBy: z.array(logPlace).max(10).describe('Who is farthest behind.'),
    }),
  })
  .meta({ id: 'Retention' })

export type RetentionView = z.input<typeof retention>

const retentionChange = z
  .strictObject({ ...fields, ...bounds, messageDays: messageDays.optional().describe('Stay as they are unless given.') })
  .meta({ id: 'RetentionChange' })

const asked = z.coerce.number().int().min(1).max(3_650).optional()

export const getRetention = route({
  method: 'GET',
  path: '/api/retention',
  operationId: 'get_retention',
  summary: 'Get how long events and deliveries are kept, how many there are, and how many would go',
  tag: 'Company',
  access: { scope: 'company:read' },
  query: z.strictObject({
    deliveryDays: asked.describe('What would go if these days were chosen; nothing changes.'),
    eventDays: asked.describe('What would go if these days were chosen; nothing changes.'),
    messageDays: asked.describe('What would go if these days were chosen; nothing changes.'),
  }),
  response: retention,
})

export const changeRetention = route({
  method: 'PUT',
  path: '/api/retention',
  operationId: 'change_retention',
  summary: 'Choose how long events and deliveries are kept; what is beyond goes within ten minutes',
  tag: 'Company',
  access: { scope: 'company:write' },
  body: retentionChange,
  response: retention,
  example: { body: { deliveryDays: 90, eventDays: 365, backlogEvents: 1_000_000, backlogDays: 30 } },
})
