import { z } from 'zod'
import { failureKinds } from '../../connectors/kit/connector.contract.ts'
import { actorTypes } from '../../contract/event-definition.ts'
import { vendorWords } from '../integrations/connections.contract.ts'

export const messageKinds = ['mail', 'sms', 'whatsapp', 'chat'] as const
export type MessageKind = (typeof messageKinds)[number]

/**
 * queued: in the line of its connection. waiting: the target is away or takes nothing for now; it goes out in its order. sending: on its way.
 * uncertain: it may have arrived, and a person decides. sent: the vendor took it. delivered, read: by the vendor's receipt. received: it came in.
 */
export const messageStatuses = [
  'queued',
  'waiting',
  'sending',
  'uncertain',
  'sent',
  'delivered',
  'read',
  'failed',
  'canceled',
  'received',
] as const
export type MessageStatus = (typeof messageStatuses)[number]

/** What had it sent. */
export const messageOrigins = ['person', 'api', 'automation', 'notification', 'vendor'] as const
export type MessageOrigin = (typeof messageOrigins)[number]

/** Why a message does not go out where no call to the vendor went wrong. */
const ownFailureKinds = ['connection_deleted', 'connection_off', 'not_sendable', 'interrupted', 'by_receipt'] as const
export type OwnFailureKind = (typeof ownFailureKinds)[number]

export const messageFailureKinds = [...failureKinds, ...ownFailureKinds] as const
export type MessageFailureKind = (typeof messageFailureKinds)[number]

const time = z.iso.datetime()

/** As it is kept: its sentence follows from the kind. */
export interface MessageFailure {
  readonly kind: MessageFailureKind
  /** What the network said, or what is wrong with the message. */
  readonly detail: string | null
  readonly vendor: z.output<typeof vendorWords> | null
}

/** Most of a text that lists and events carry; the message itself has all of it. */
export const shownTextLength = 4_096

export const messageFields = {
  id: z.int(),
  messageKey: z.string(),
  direction: z.enum(['out', 'in']),
  kind: z.enum(messageKinds),
  connectionId: z.int(),
  connectionName: z.string(),
  connectionType: z.string(),
  from: z.string().nullable().describe('Who sent one that came in.'),
  to: z.array(z.string()).describe('Addresses, numbers as they are dialled, or channels as the vendor names them.'),
  subject: z.string().nullable(),
  text: z.string().describe(`In lists and events its first ${shownTextLength} characters.`),
  attachmentCount: z.int(),
  status: z
    .enum(messageStatuses)
    .describe('uncertain: it may have arrived, so that it is not sent again by itself; resend it or mark it as sent.'),
  failure: z
    .object({
      kind: z.enum(messageFailureKinds),
      message: z.string(),
      fix: z.string(),
      detail: z.string().nullable(),
      vendor: vendorWords.nullable(),
    })
    .nullable()
    .describe('Why it waits, is uncertain, or failed.'),
  attempts: z.int(),
  nextAttemptAt: time.nullable().describe('When it is tried again; null unless it waits for a time.'),
  vendorId: z.string().nullable(),
  parts: z.int().nullable().describe('Short messages that it was cut into, where the vendor tells.'),
  cost: z.string().nullable().describe('In the vendor’s notation, where it tells.'),
  refused: z.array(z.object({ to: z.string(), reason: z.string() })).describe('Recipients that were refused while others were taken.'),
  origin: z.enum(messageOrigins),
  causedBy: z.object({ type: z.enum(actorTypes), id: z.int(), name: z.string() }),
  recordType: z.string().nullable().describe('Plural of the record that it is about.'),
  recordId: z.int().nullable(),
  recordKey: z.string().nullable(),
  eventId: z.string().nullable().describe('The event that it came of.'),
  requestId: z.string().nullable(),
  resendOf: z.int().nullable().describe('Id of the message that it repeats.'),
  sentAt: time.nullable(),
  deliveredAt: time.nullable(),
  readAt: time.nullable(),
  version: z.int(),
  createdAt: time,
  updatedAt: time,
}

export const message = z
  .object(messageFields)
  .meta({ id: 'Message', description: 'Something sent to somebody outside, or received from them.' })
export type Message = z.output<typeof message>

const template = z.strictObject({
  name: z.string().min(1).max(512).describe('Name or id, as the vendor has it.'),
  language: z.string().min(2).max(15),
  parameters: z.array(z.string().max(1_024)).max(20).default([]),
})

export const messageDetail = message
  .extend({
    cc: z.array(z.string()),
    bcc: z.array(z.string()),
    replyTo: z.string().nullable(),
    html: z.string().nullable(),
    template: template.nullable(),
    attachments: z.array(z.object({ id: z.int(), fileName: z.string(), mediaType: z.string(), size: z.int().describe('Bytes.') })),
  })
  .meta({ id: 'MessageDetail' })
export type MessageDetail = z.output<typeof messageDetail>

/** Types of records that a message can be about. */
const recordReference = z.strictObject({
  type: z
    .string()
    .max(40)
    .regex(/^[a-z][a-z_]*$/, 'must be a type of record such as invoices'),
  id: z.int().positive(),
})

const recipient = z.string().trim().min(1).max(254)

const attachment = z.union([
  z.strictObject({
    fileName: z.string().trim().min(1).max(200),
    mediaType: z
      .string()
      .max(100)
      .regex(/^[\w.+-]+\/[\w.+-]+$/, 'must be a media type such as application/pdf'),
    content: z.base64().min(1).describe('Base64.'),
  }),
  z.strictObject({
    document: z.enum(['invoice', 'service_breakdown']).describe('A document of a record, made when the message is.'),
    recordId: z.int().positive(),
  }),
])

export const composedMessage = {
  kind: z.enum(messageKinds),
  connectionId: z.int().positive().optional().describe('The default one for this kind unless it is given.'),
  to: z.array(recipient).min(1).max(100).describe('For a mail up to 100 addresses, else one. A number may be written as people write it.'),
  cc: z.array(recipient).max(100).default([]),
  bcc: z.array(recipient).max(100).default([]),
  replyTo: recipient.nullable().default(null),
  subject: z.string().trim().max(500).nullable().default(null),
  text: z.string().max(1_000_000).default(''),
  html: z.string().max(1_000_000).nullable().default(null),
  template: template.nullable().default(null).describe('WhatsApp: needed beyond 24 hours after the last message of the recipient.'),
  attachments: z.array(attachment).max(20).default([]),
}

export const newMessage = z
  .strictObject({ ...composedMessage, record: recordReference.optional().describe('What it is about.') })
  .meta({ id: 'MessageCreate' })

export const messageFilters = {
  direction: 'keyword',
  kind: 'keyword',
  status: 'keyword',
  connectionId: 'number',
  to: 'list',
  from: 'keyword',
  subject: 'text',
  origin: 'keyword',
  recordType: 'keyword',
  recordId: 'number',
  eventId: 'keyword',
  requestId: 'keyword',
  createdAt: 'time',
  sentAt: 'time',
} as const

export const messageSearch = ['to', 'from', 'subject', 'text', 'recordKey'] as const
