import { z } from 'zod'
import { listOf } from '../../contract/pagination.ts'
import { listQuery } from '../../contract/record-list.ts'
import { recordId } from '../../contract/record-routes.ts'
import { route } from '../../contract/route.ts'
import { magicRecipients } from './magic-recipients.contract.ts'
import { composedMessage, message, messageDetail, messageFields, messageFilters, messageSearch, newMessage } from './message.contract.ts'

const tag = 'Messages'
const read = { scope: 'messages:read' } as const
const write = { scope: 'messages:write' } as const
const params = recordId('MSG')
const ofOne = { tag, access: write, params, response: messageDetail, errors: ['not_found', 'conflict'] } as const

/** `failed@example.com` or `+905550000001`: failed */
const magicList = magicRecipients.map(({ becomes, mail, number }) => `${mail} or ${number} ${becomes.replaceAll('_', ' ')}`).join(', ')

const exampleBody: z.input<typeof newMessage> = {
  kind: 'mail',
  to: ['ayse@cagrisise.example'],
  subject: 'Proforma PRO-2026-0001',
  text: 'Merhaba, proforma faturanız ektedir.',
}

export const listMessages = route({
  method: 'GET',
  path: '/api/v1/messages',
  operationId: 'list_messages',
  summary: 'List messages that were sent, wait, or came in',
  tag,
  access: read,
  query: listQuery({
    filters: messageFilters,
    sorts: ['createdAt'],
    search: messageSearch,
    expandable: {},
    resourceFields: Object.keys(messageFields),
  }),
  response: listOf(message),
  errors: ['invalid_cursor'],
})

export const countMessages = route({
  method: 'GET',
  path: '/api/v1/messages/counts',
  operationId: 'count_messages',
  summary: 'Count the messages that are not settled: what waits, and what a person has to decide',
  tag,
  access: read,
  response: z.object({ queued: z.int(), waiting: z.int(), sending: z.int(), uncertain: z.int() }).meta({ id: 'MessageCounts' }),
})

export const getMessage = route({
  method: 'GET',
  path: '/api/v1/messages/{id}',
  operationId: 'get_message',
  summary: 'Get a message by id or key, whole',
  tag,
  access: read,
  params,
  response: messageDetail,
  errors: ['not_found'],
})

export const createMessage = route({
  method: 'POST',
  path: '/api/v1/messages',
  operationId: 'create_message',
  summary: 'Send a mail, an SMS, a WhatsApp or a chat message',
  description: `Answered once the message is on disk; it goes out in the order of its connection, and waits there while the vendor is away. What became of it says its status, and the events \`message.sent\`, \`message.delivered\` and \`message.failed\`. In the sandbox nothing is really sent: a simulator takes everything, but for recipients that stand for an outcome: ${magicList}.`,
  tag,
  access: write,
  body: newMessage,
  response: messageDetail,
  status: 202,
  errors: ['not_found', 'conflict'],
  example: { body: exampleBody },
})

export const previewMessage = route({
  method: 'POST',
  path: '/api/v1/messages/preview',
  operationId: 'preview_message',
  summary: 'See where a message would go and in how many short messages; nothing is sent',
  tag,
  access: write,
  changesNothing: true,
  body: z
    .strictObject({
      kind: composedMessage.kind,
      connectionId: composedMessage.connectionId,
      to: composedMessage.to,
      text: composedMessage.text,
    })
    .meta({ id: 'MessagePreviewRequest' }),
  response: z
    .object({
      connectionId: z.int(),
      connectionName: z.string(),
      to: z.array(z.string()).describe('As they are dialled.'),
      sms: z
        .object({
          encoding: z.enum(['gsm7', 'gsm7_turkish', 'ucs2']),
          segments: z.int(),
          units: z.int(),
          unitsLeft: z.int(),
          widening: z.array(z.string()).describe('Characters that need a wider encoding.'),
        })
        .nullable()
        .describe('Null for what is no SMS.'),
    })
    .meta({ id: 'MessagePreview' }),
  errors: ['not_found', 'conflict'],
  example: { body: { kind: 'mail', to: ['ayse@cagrisise.example'], text: 'Merhaba' } },
})

export const resendMessage = route({
  ...ofOne,
  method: 'POST',
  path: '/api/v1/messages/{id}/resend',
  operationId: 'resend_message',
  summary: 'Send a message again: one that failed, was canceled or is uncertain goes into the line; of one that was sent, a copy does',
  status: 202,
})

export const cancelMessage = route({
  ...ofOne,
  method: 'POST',
  path: '/api/v1/messages/{id}/cancel',
  operationId: 'cancel_message',
  summary: 'Cancel a message that has not gone out',
  example: { params: { id: 3 } },
})

export const markMessageSent = route({
  ...ofOne,
  method: 'POST',
  path: '/api/v1/messages/{id}/mark-sent',
  operationId: 'mark_message_sent',
  summary: 'Say that an uncertain message has arrived, so that it is not sent again',
  example: { params: { id: 2 } },
})

export const getMessageAttachment = route({
  method: 'GET',
  path: '/api/v1/messages/{id}/attachments/{attachmentId}',
  operationId: 'get_message_attachment',
  summary: 'Get an attachment of a message',
  tag,
  access: read,
  params: params.extend({ attachmentId: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) }),
  response: { mediaType: 'application/octet-stream' },
  errors: ['not_found'],
})
