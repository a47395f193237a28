import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { DeliveryReceipt } from '../../connectors/kit/receipt.ts'
import type { ActorType } from '../../contract/event-definition.ts'
import type { Message, MessageFailure, MessageKind, MessageOrigin, MessageStatus } from './message.contract.ts'

/** Everything that was sent, waits to be sent, or came in. What it says in full is in `message_contents`. */
export const messages = sqliteTable(
  'messages',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    direction: text('direction').$type<Message['direction']>().notNull(),
    kind: text('kind').$type<MessageKind>().notNull(),
    connectionId: integer('connection_id').notNull(),
    from: text('sender'),
    to: text('recipients', { mode: 'json' }).$type<readonly string[]>().notNull(),
    subject: text('subject'),
    /** The beginning of it. */
    text: text('text').notNull(),
    attachmentCount: integer('attachment_count').notNull(),
    status: text('status').$type<MessageStatus>().notNull(),
    /** Its place in the line of its connection; null once it is out of it. */
    place: integer('place'),
    /** The same for each repetition, where the vendor takes one; what a mail's Message-ID is made of. */
    sendKey: text('send_key').notNull(),
    failure: text('failure', { mode: 'json' }).$type<MessageFailure>(),
    attempts: integer('attempts').notNull(),
    nextAttemptAt: text('next_attempt_at'),
    /** It alone waits, since its recipient takes nothing for now; those behind it go on. */
    isDeferred: integer('is_deferred', { mode: 'boolean' }).notNull(),
    vendorId: text('vendor_id'),
    parts: integer('parts'),
    cost: text('cost'),
    refused: text('refused', { mode: 'json' }).$type<Message['refused']>().notNull(),
    origin: text('origin').$type<MessageOrigin>().notNull(),
    actorType: text('actor_type').$type<ActorType>().notNull(),
    actorId: integer('actor_id').notNull(),
    actorName: text('actor_name').notNull(),
    recordType: text('record_type'),
    recordId: integer('record_id'),
    recordKey: text('record_key'),
    eventId: text('event_id'),
    requestId: text('request_id'),
    resendOf: integer('resend_of'),
    sentAt: text('sent_at'),
    deliveredAt: text('delivered_at'),
    readAt: text('read_at'),
    version: integer('version').notNull(),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
    /** Of the mechanism of lists; messages are not deleted by people, they go after their time. */
    deletedAt: text('deleted_at'),
  },
  (table) => [
    index('messages_line').on(table.connectionId, table.place).where(sql`place IS NOT NULL`),
    index('messages_status').on(table.status, table.id),
    index('messages_direction').on(table.direction, table.id),
    index('messages_connection').on(table.connectionId, table.id),
    index('messages_record').on(table.recordType, table.recordId, table.id),
    index('messages_vendor').on(table.connectionId, table.vendorId).where(sql`vendor_id IS NOT NULL`),
    index('messages_created_at').on(table.createdAt, table.id),
    index('messages_event').on(table.eventId).where(sql`event_id IS NOT NULL`),
    index('messages_request').on(table.requestId).where(sql`request_id IS NOT NULL`),
  ],
)

export type MessageRow = typeof messages.$inferSelect

/** What a message says: the input of the action that sends it, without its attachments; of one that came in, what the vendor told. */
export const messageContents = sqliteTable('message_contents', {
  messageId: integer('message_id').primaryKey(),
  content: text('content', { mode: 'json' }).$type<Readonly<Record<string, unknown>>>().notNull(),
})

/** The bytes are in the company's files, by their sha256: the same document for a thousand people is one file. */
export const messageAttachments = sqliteTable(
  'message_attachments',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    messageId: integer('message_id').notNull(),
    fileName: text('file_name').notNull(),
    mediaType: text('media_type').notNull(),
    size: integer('size').notNull(),
    file: text('file').notNull(),
  },
  (table) => [index('message_attachments_message').on(table.messageId), index('message_attachments_file').on(table.file)],
)

export type AttachmentRow = typeof messageAttachments.$inferSelect

/** Receipts whose message is not known by the vendor's name for it: the answer that tells the name is still on its way. */
export const keptReceipts = sqliteTable(
  'kept_receipts',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    connectionId: integer('connection_id').notNull(),
    vendorId: text('vendor_id').notNull(),
    receipt: text('receipt', { mode: 'json' }).$type<DeliveryReceipt>().notNull(),
    createdAt: text('created_at').notNull(),
  },
  (table) => [index('kept_receipts_vendor').on(table.connectionId, table.vendorId), index('kept_receipts_created_at').on(table.createdAt)],
)
