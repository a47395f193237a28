import { z } from 'zod'
import { actorTypes } from '../../contract/event-definition.ts'
import { route } from '../../contract/route.ts'

export const causedEvent = z
  .object({
    id: z.string(),
    event: z.string(),
    recordType: z.string(),
    recordKey: z.string(),
    createdAt: z.iso.datetime(),
    deliveries: z.array(
      z.object({
        id: z.int(),
        webhookId: z.int(),
        webhookName: z.string(),
        status: z.string(),
        attempts: z.int(),
        responseStatus: z.int().nullable(),
      }),
    ),
  })
  .meta({ id: 'CausedEvent' })

export type CausedEvent = z.output<typeof causedEvent>

/** Events that are listed of one request; a bulk write may have caused more. */
export const maxCausedEvents = 100

const thread = z
  .object({
    actor: z
      .object({ type: z.enum(actorTypes), name: z.string() })
      .nullable()
      .describe('Who caused it; null when nothing came of the request.'),
    requestId: z.string().nullable().describe('Null for what Interlock did by itself.'),
    request: z
      .object({ method: z.string(), path: z.string(), responseStatus: z.int(), createdAt: z.iso.datetime() })
      .nullable()
      .describe('Null when it is not kept any more, or the caller may not read requests.'),
    events: z.array(causedEvent).describe(`What came of it, at most ${maxCausedEvents}; deliveries for who may read webhooks.`),
    eventCount: z.int(),
  })
  .meta({ id: 'Thread' })

export type Thread = z.output<typeof thread>

export const getThread = route({
  method: 'GET',
  path: '/api/v1/thread',
  operationId: 'get_thread',
  summary: 'Get what caused a request, an event or a delivery, and everything that came of it',
  tag: 'Events',
  access: { scope: 'events:read' },
  query: z
    .strictObject({
      requestId: z.string().min(1).max(100).optional(),
      eventId: z.string().min(1).max(100).optional(),
      deliveryId: z.coerce.number().int().positive().optional(),
    })
    .refine((query) => Object.values(query).filter((value) => value !== undefined).length === 1, {
      message: 'Give exactly one of request_id, event_id and delivery_id.',
    }),
  response: thread,
  errors: ['not_found'],
  example: { query: { event_id: 'evt_01KAQ7V3M8W2N5T9Q4R6B1C0XD' } },
})
