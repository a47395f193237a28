import { z } from 'zod'
import { actorTypes } from '../../contract/event-definition.ts'
import { isSearchBehind, loggedAtQuery, loggedWordsQuery } from '../../contract/log-query.ts'
import { listOf, pageQuery } from '../../contract/pagination.ts'
import { route } from '../../contract/route.ts'

export const loggedEvent = z
  .object({
    id: z.string(),
    event: z.string(),
    recordType: z.string(),
    recordId: z.int(),
    recordKey: z.string(),
    actorType: z.enum(actorTypes),
    actorName: z.string(),
    requestId: z.string().nullable(),
    createdAt: z.iso.datetime(),
    data: z.record(z.string(), z.unknown()).describe('The payload’s data, as receivers get it.'),
  })
  .meta({ id: 'LoggedEvent' })

export type LoggedEvent = z.output<typeof loggedEvent>

export const listEvents = route({
  method: 'GET',
  path: '/api/v1/events',
  operationId: 'list_events',
  summary: 'List events, newest first',
  tag: 'Events',
  access: { scope: 'events:read' },
  query: z.strictObject({
    page: pageQuery.optional(),
    event: z.string().max(100).optional().describe('Exact name, `job.completed`.'),
    recordType: z.string().max(50).optional(),
    recordId: z.coerce.number().int().optional().describe('Together with record_type: the history of one record.'),
    requestId: z.string().max(100).optional().describe('Only what this request caused.'),
    createdAt: loggedAtQuery,
    q: loggedWordsQuery.describe(
      'Words that begin like these, in the payload or the key of the record. What has just happened is found a moment later.',
    ),
  }),
  response: listOf(loggedEvent).extend({
    isBehind: isSearchBehind,
    keptFrom: z.iso.datetime().nullable().describe('What happened before is no longer kept; null when everything is there.'),
  }),
  errors: ['invalid_cursor'],
})

export const getEvent = route({
  method: 'GET',
  path: '/api/v1/events/{id}',
  operationId: 'get_event',
  summary: 'Get an event',
  tag: 'Events',
  access: { scope: 'events:read' },
  params: z.strictObject({ id: z.string().max(100) }),
  response: loggedEvent,
  errors: ['not_found'],
  example: { params: { id: 'evt_01KAQ7V3M8W2N5T9Q4R6B1C0XD' } },
})

const eventType = z
  .object({
    event: z.string(),
    recordType: z.string(),
    description: z.string(),
    schema: z.record(z.string(), z.unknown()),
    example: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'EventType' })

export const listEventTypes = route({
  method: 'GET',
  path: '/api/event-types',
  operationId: 'list_event_types',
  summary: 'List the types of events with their schema and an example',
  tag: 'Events',
  access: { scope: 'events:read' },
  response: z.object({ data: z.array(eventType) }),
})

export const getEventType = route({
  method: 'GET',
  path: '/api/event-types/{event}',
  operationId: 'get_event_type',
  summary: 'Get a type of events with its schema and an example',
  tag: 'Events',
  access: { scope: 'events:read' },
  params: z.strictObject({ event: z.string().max(100) }),
  response: eventType,
  errors: ['not_found'],
  example: { params: { event: 'job.completed' } },
})
