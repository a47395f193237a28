import { z } from 'zod'
import { type ErrorCode, errorStatuses } from '../../contract/error-codes.ts'
import { actorTypes } from '../../contract/event-definition.ts'
import { route } from '../../contract/route.ts'

/** Where WebSockets are opened. */
export const livePath = '/api/ws'

/** Why Interlock closes a socket: codes of RFC 6455 where one fits, of its private range otherwise. */
export const closeCodes = {
  /** Interlock stops; connect again. */
  goingAway: 1001,
  /** The message was larger than allowed. */
  tooLarge: 1009,
  /** Something went wrong inside Interlock; connect again. */
  internalError: 1011,
  /** The credential is missing, wrong, or no longer good. */
  unauthorized: 4401,
  /** The credential is good, and not for this: of a company, an address or a site that may not use it. */
  forbidden: 4403,
  /** What the credential may do has changed; connect again. */
  credentialChanged: 4409,
  /** Too many messages, or too many connections. */
  rateLimited: 4429,
} as const

/** Most channels in one message. */
export const maxChannels = 50

const id = z.string().min(1).max(64).optional().describe('Comes back in the answer to this message.')

const channel = z
  .string()
  .min(1)
  .max(120)
  .describe('`events`, `jobs`, `jobs/1042`, `jobs/JOB-1042`, `rooms/line-1` or `changes/webhooks`; the record types are those of the API.')

const channels = z.array(channel).min(1).max(maxChannels)

/** The first message of who could not send a header. Browsers cannot. */
const authenticate = z
  .strictObject({
    type: z.literal('authenticate'),
    id,
    token: z.string().min(1).max(4_096).optional().describe('An API key or an access token; without one the session of the window counts.'),
    company: z.string().max(60).optional().describe('With a session: its company, the first one unless given.'),
    environment: z.enum(['live', 'sandbox']).optional().describe('With a session; live unless given.'),
  })
  .meta({ id: 'LiveAuthenticate' })

const subscribe = z
  .strictObject({
    type: z.literal('subscribe'),
    id,
    channels,
    after: z.string().min(1).max(100).optional().describe('The last event that you know: what came after it is sent first, in order.'),
  })
  .meta({ id: 'LiveSubscribe' })

const unsubscribe = z.strictObject({ type: z.literal('unsubscribe'), id, channels }).meta({ id: 'LiveUnsubscribe' })

const publish = z
  .strictObject({
    type: z.literal('publish'),
    id,
    channel: channel.describe('A room that you have subscribed to.'),
    data: z.record(z.string(), z.unknown()).describe('Anything; Interlock hands it on as it is and keeps nothing.'),
  })
  .meta({ id: 'LivePublish' })

const ping = z.strictObject({ type: z.literal('ping'), id }).meta({ id: 'LivePing' })

/** What a client sends. */
export const clientMessage = z
  .discriminatedUnion('type', [authenticate, subscribe, unsubscribe, publish, ping])
  .meta({ id: 'LiveClientMessage' })

export type ClientMessage = z.output<typeof clientMessage>

const answered = z.string().nullable().describe('The id of the message that this answers.')
const lastEventId = z.string().nullable().describe('Every event up to this one that concerns you was sent.')
const member = z.object({ type: z.enum(actorTypes), id: z.int(), name: z.string() })

const ready = z
  .object({
    type: z.literal('ready'),
    connectionId: z.string(),
    company: z.string(),
    environment: z.enum(['live', 'sandbox']),
    heartbeatSeconds: z.int().describe('Interlock sends a ping frame this often and closes a socket that does not answer.'),
    maxSubscriptions: z.int(),
    maxMessageBytes: z.int(),
    lastEventId,
  })
  .meta({ id: 'LiveReady', description: 'You are known; subscribe now.' })

export const reloadReasons = ['too_many', 'too_large', 'not_kept'] as const
export type ReloadReason = (typeof reloadReasons)[number]

const reloadReason = z
  .enum(reloadReasons)
  .describe(
    'With `reload`: more than 1,000 events, or more than 2 MB, came after `after`; or that event is not in the log, because it was removed after the days that events are kept, or is of another company. ' +
      'Read what you show from the API, and go on from `last_event_id`.',
  )

const ack = z
  .object({
    type: z.literal('ack'),
    id: answered,
    channels: z.array(z.string()).describe('Every channel that you are subscribed to now.'),
    resume: z
      .enum(['nothing_missed', 'replayed', 'reload'])
      .optional()
      .describe('To `after`: nothing happened since; what happened follows at once, in order; too much happened, load what you show anew.'),
    reason: reloadReason.optional(),
    replayed: z.int().optional().describe('How many events follow.'),
    lastEventId,
  })
  .meta({ id: 'LiveAck', description: 'The message was understood and done.' })

const error = z
  .object({
    type: z.literal('error'),
    id: answered,
    code: z.enum(Object.keys(errorStatuses) as [ErrorCode, ...ErrorCode[]]), // the table is not empty; enum needs that in the type
    message: z.string(),
    details: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'LiveError', description: 'The message was refused; nothing of it was done.' })

/** The body is that of a webhook, the same bytes for every receiver. */
const event = z
  .object({
    type: z.literal('event'),
    recordType: z.string(),
    recordId: z.int(),
    recordKey: z.string(),
    event: z.object({ id: z.string(), event: z.string(), createdAt: z.iso.datetime(), data: z.record(z.string(), z.unknown()) }),
  })
  .meta({ id: 'LiveEvent', description: 'Something happened; each event comes once, in order.' })

const message = z
  .object({
    type: z.literal('message'),
    channel: z.string(),
    from: member,
    data: z.record(z.string(), z.unknown()),
    sentAt: z.iso.datetime(),
  })
  .meta({ id: 'LiveMessage', description: 'Somebody else in the room published this.' })

const presence = z
  .object({
    type: z.literal('presence'),
    channel: z.string(),
    members: z.array(member).describe('Who is in the room now, each once, however many connections they have.'),
  })
  .meta({ id: 'LivePresence', description: 'Who is in a room, sent on entering it and whenever somebody comes or goes.' })

const changed = z
  .object({ type: z.literal('changed'), channel: z.string() })
  .meta({ id: 'LiveChanged', description: 'Something in this list changed that has no events, twice a second at most: read it anew.' })

const pong = z.object({ type: z.literal('pong'), id: answered, lastEventId }).meta({ id: 'LivePong' })

/** What Interlock sends. */
export const serverMessage = z
  .discriminatedUnion('type', [ready, ack, error, event, message, presence, changed, pong])
  .meta({ id: 'LiveServerMessage' })

export type ServerMessage = z.output<typeof serverMessage>
export type Member = z.output<typeof member>

/** Longest that a stream stays open, in seconds. */
const maxStreamSeconds = 3_600

export const streamEvents = route({
  method: 'GET',
  path: '/api/v1/events/stream',
  operationId: 'stream_events',
  summary: 'Receive events as they happen, as server-sent events',
  description:
    'For those who cannot open a WebSocket. Each event has its id, its name as `event:` and the body of a webhook as `data:`. A client that connects again sends the id that it got last ' +
    'as `Last-Event-ID`, as `EventSource` does by itself: what it missed is sent first. When that is too much, or the event is no longer kept, `event: reload` says so with a `reason`. The first line of all is ' +
    '`event: ready`, and a comment keeps a quiet stream alive.',
  tag: 'Events',
  access: 'credential',
  query: z.strictObject({
    channels: z
      .string()
      .max(1_000)
      .optional()
      .describe('As of the WebSocket, separated by commas: `jobs,customers/12`; `events` unless given.'),
    lastEventId: z.string().max(100).optional().describe('For clients that cannot send the header Last-Event-ID.'),
    seconds: z.coerce
      .number()
      .int()
      .min(1)
      .max(maxStreamSeconds)
      .default(maxStreamSeconds)
      .describe('How long the stream stays open; then the client connects again.'),
  }),
  response: { mediaType: 'text/event-stream' },
  errors: ['not_found', 'forbidden', 'rate_limited'],
  example: { query: { seconds: 1 } },
})
