import { z } from 'zod'
import { route } from '../../contract/route.ts'
import { backlogDrop } from './backlog.contract.ts'
import { webhookFields } from './webhook-settings.contract.ts'

const time = z.iso.datetime()

/** `erp-behind-firewall` */
const name = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be of small letters, digits and hyphens')
const params = z.strictObject({ name })

const consumer = z
  .object({
    id: z.int(),
    name: z.string(),
    events: z.array(z.string()),
    filter: z.string().nullable(),
    previousSecretUntil: time.nullable().describe('Until then the secret before the last rotation signs too.'),
    behind: z.int().describe('Events of the log after what it has acknowledged, those that do not concern it included.'),
    acknowledgedAt: time.nullable().describe('When it last acknowledged.'),
    dropped: backlogDrop.nullable().describe('What it never got right before its place, because its backlog had reached its bound.'),
    createdAt: time,
  })
  .meta({ id: 'EventConsumer' })

const createdConsumer = consumer
  .extend({ secret: z.string().describe('Key of the signatures. Shown this once.') })
  .meta({ id: 'EventConsumerCreated' })

export type ConsumerView = z.input<typeof consumer>

const polled = z
  .object({
    data: z.array(
      z.object({
        id: z.string(),
        event: z.string(),
        createdAt: time,
        headers: z.record(z.string(), z.string()).describe('As those of a webhook, the signatures included.'),
        body: z.string().describe('The bytes that the signatures are made over.'),
      }),
    ),
    iterator: z.string().describe('Give it with the next call: it acknowledges what this answer holds.'),
    done: z.boolean().describe('There is nothing after this now; call again, with wait, or in a while.'),
    dropped: backlogDrop
      .nullable()
      .describe('What you never got, because your backlog had reached its bound; told until you acknowledge what came after it.'),
  })
  .meta({ id: 'PolledEvents' })

export type PolledEvents = z.input<typeof polled>

const tag = 'Event consumers'
const read = { scope: 'webhooks:read' } as const
const write = { scope: 'webhooks:write' } as const

export const listEventConsumers = route({
  method: 'GET',
  path: '/api/event-consumers',
  operationId: 'list_event_consumers',
  summary: 'List the consumers that fetch events, with how far each is behind',
  tag,
  access: read,
  response: z.object({ data: z.array(consumer) }),
})

export const createEventConsumer = route({
  method: 'POST',
  path: '/api/event-consumers',
  operationId: 'create_event_consumer',
  summary: 'Make a consumer that begins after the newest event; its secret is shown once',
  tag,
  access: write,
  body: z.strictObject({ name, events: webhookFields.events, filter: webhookFields.filter }),
  showsSecret: true,
  response: createdConsumer,
  status: 201,
  errors: ['conflict'],
  example: { body: { name: 'erp-behind-firewall', events: ['job.*', 'invoice.sent'] } },
})

export const updateEventConsumer = route({
  method: 'PUT',
  path: '/api/event-consumers/{name}',
  operationId: 'update_event_consumer',
  summary: 'Change which events a consumer gets; what it has not acknowledged yet counts by the new choice',
  tag,
  access: write,
  params,
  body: z
    .strictObject({ events: webhookFields.events.optional(), filter: webhookFields.filter.unwrap().optional() })
    .meta({ id: 'EventConsumerUpdate' }),
  response: consumer,
  errors: ['not_found'],
  example: { params: { name: 'erp-behind-firewall' }, body: { events: ['job.completed'], filter: 'data.job.status = "completed"' } },
})

export const deleteEventConsumer = route({
  method: 'DELETE',
  path: '/api/event-consumers/{name}',
  operationId: 'delete_event_consumer',
  summary: 'Delete a consumer and its place in the log',
  tag,
  access: write,
  params,
  response: 'empty',
  errors: ['not_found'],
  example: { params: { name: 'erp-behind-firewall' } },
})

export const rotateConsumerSecret = route({
  method: 'POST',
  path: '/api/event-consumers/{name}/rotate-secret',
  operationId: 'rotate_event_consumer_secret',
  summary: 'Give an event consumer a new secret, shown once; for a while the old one signs too',
  tag,
  access: write,
  params,
  body: z.strictObject({
    overlapHours: z.int().min(0).max(168).default(24).describe('How long both secrets sign; 0 ends the old one at once.'),
  }),
  showsSecret: true,
  response: createdConsumer,
  errors: ['not_found'],
  example: { params: { name: 'erp-behind-firewall' }, body: { overlapHours: 24 } },
})

export const rewindEventConsumer = route({
  method: 'POST',
  path: '/api/event-consumers/{name}/rewind',
  operationId: 'rewind_event_consumer',
  summary: 'Let an event consumer fetch again from an event or a time on, as long as that is kept and within the bound of the backlog',
  tag,
  access: write,
  params,
  body: z
    .strictObject({
      eventId: z.string().min(1).max(100).optional().describe('The first that it is to get again.'),
      since: z.iso.datetime({ offset: true }).optional().describe('Instead: everything since then.'),
    })
    .refine(({ eventId, since }) => (eventId === undefined) !== (since === undefined), {
      path: ['eventId'],
      message: 'must be given, or else since, and not both',
    }),
  response: consumer,
  errors: ['not_found', 'conflict'],
  example: { params: { name: 'erp-behind-firewall' }, body: { eventId: 'evt_01KAQ7V3M8W2N5T9Q4R6B1C0XD' } },
})

export const pollEvents = route({
  method: 'GET',
  path: '/api/v1/event-consumers/{name}/poll',
  operationId: 'poll_events',
  summary: 'Fetch the next events of a consumer; the iterator of the answer before acknowledges what that held',
  tag,
  access: { scope: 'events:read' },
  params,
  query: z.strictObject({
    iterator: z.string().min(1).max(200).optional().describe('Of the answer before. Without it comes again what was not acknowledged.'),
    wait: z.coerce
      .number()
      .int()
      .min(0)
      .max(30)
      .default(0)
      .describe('Seconds to wait for an event while there is none; the answer comes as soon as there is one, or empty at the end.'),
    max: z.coerce.number().int().min(1).max(100).default(50).describe('Events in the answer.'),
  }),
  response: polled,
  errors: ['not_found', 'invalid_cursor'],
  example: { params: { name: 'erp-behind-firewall' } },
})
