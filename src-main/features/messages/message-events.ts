import type { Locale } from '../../contract/fields.ts'
import { toWire } from '../../contract/wire.ts'
import type { AnnouncingType } from '../../events/catalog.ts'
import { appendEvent } from '../../events/event-log.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import { sentenceIn } from '../../infra/http/error-text.ts'
import { type Message, type MessageFailure, message } from './message.contract.ts'
import { messageFailureText } from './message-failure-texts.ts'
import { type NamedMessage, named } from './messages.store.ts'
import type { MessageRow } from './messages.table.ts'

const time = '2026-11-22T08:40:12.123Z'

/** What is told of a message's life. */
export const messageType = {
  name: 'message',
  keyField: 'messageKey',
  keyPrefix: 'MSG',
  resource: message,
  isImmutable: true,
  createdEvent: 'queued',
  ownEvents: {
    sent: { description: 'When the vendor has taken a message' },
    delivered: { description: 'When the vendor says that a message has arrived' },
    read: { description: 'When the vendor says that a message was read' },
    failed: { description: 'When a message does not go out, or the vendor says that it did not arrive' },
    uncertain: { description: 'When a message may have arrived or not, so that a person has to decide' },
    canceled: { description: 'When a message that had not gone out is canceled' },
    received: { description: 'When a message comes in' },
  },
  example: {
    direction: 'out',
    kind: 'mail',
    connectionId: 1,
    connectionName: 'Office mail',
    connectionType: 'smtp',
    from: null,
    to: ['ayse@cagrisise.example'],
    subject: 'Proforma PRO-2026-0001',
    text: 'Merhaba, proforma faturanız ektedir.',
    attachmentCount: 1,
    status: 'sent',
    failure: null,
    attempts: 1,
    nextAttemptAt: null,
    vendorId: '<5f0a2c@ozturkmakina.example>',
    parts: null,
    cost: null,
    refused: [],
    origin: 'person',
    causedBy: { type: 'user', id: 7, name: 'Zeynep Kaya' },
    recordType: 'invoices',
    recordId: 12,
    recordKey: 'PRO-2026-0001',
    eventId: null,
    requestId: 'req_01KAQ7V3M8W2N5T9Q4R6B1C0XD',
    resendOf: null,
    sentAt: time,
    deliveredAt: null,
    readAt: null,
  },
} as const satisfies AnnouncingType

export type MessageEvent = 'queued' | keyof typeof messageType.ownEvents

export const keyOf = ({ id }: Pick<MessageRow, 'id'>): string => `MSG-${id}`

/** A message as people and systems see it. @param vendor name of the connector, for sentences. */
export function viewMessage(row: NamedMessage, { vendor, language }: { readonly vendor: string; readonly language: Locale }): Message {
  const { actorType: type, actorId: id, actorName: name, failure } = row
  return message.parse({
    ...row,
    messageKey: keyOf(row),
    causedBy: { type, id, name },
    failure: failure && viewFailure(failure, vendor, language),
  })
}

function viewFailure(failure: MessageFailure, vendor: string, language: Locale): Message['failure'] {
  const { reason, fix } = messageFailureText(failure.kind, vendor)
  return { ...failure, message: sentenceIn(language, reason), fix: sentenceIn(language, fix) }
}

/** Appends what happened to a message, in the transaction that it happened in. */
export function announceMessage(tx: Tx, event: MessageEvent, row: MessageRow): void {
  const view = viewMessage(named(tx.db, row), { vendor: 'The vendor', language: 'en' })
  appendEvent(tx, {
    event: `message.${event}`,
    recordType: 'message',
    recordId: row.id,
    recordKey: keyOf(row),
    data: { message: toWire(message, view) },
  })
}
