import type { Connector } from '../../connectors/kit/connector.ts'
import { messageKinds } from '../../connectors/kit/sending.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import { AppError } from '../../lib/app-error.ts'
import type { ConnectionRow } from '../integrations/connections.table.ts'
import type { Integrations } from '../integrations/integrations.service.ts'
import { type AttachedFile, keepAttachment } from './attachments.store.ts'
import { type ComposedMessage, contentOf, isByNumber } from './composed-message.ts'
import { type MessageKind, type MessageOrigin, shownTextLength } from './message.contract.ts'
import { announceMessage } from './message-events.ts'
import { indexMessage } from './message-index.ts'
import { insertMessage, nextPlace } from './messages.store.ts'
import type { MessageRow } from './messages.table.ts'

/** What sends a message, and what it is about. */
export interface MessageCause {
  readonly origin: MessageOrigin
  /** The event that it comes of. */
  readonly eventId?: string | null
  /** What it is about; `type` is the plural of its type. */
  readonly record?: { readonly type: string; readonly id: number; readonly key: string | null } | undefined
}

/** A message that is checked and only has to be put in line. */
export interface PreparedMessage {
  readonly kind: MessageKind
  /** 0 for the simulator of the sandbox. */
  readonly connectionId: number
  readonly connectionName: string
  readonly connector: Connector | undefined
  readonly to: readonly string[]
  readonly subject: string | null
  readonly text: string
  readonly content: Readonly<Record<string, unknown>>
  readonly attachments: readonly AttachedFile[]
}

export interface OutboxOptions {
  readonly integrations: Pick<Integrations, 'get' | 'list' | 'connectorOf'>
  /** Where numbers without a country code belong, `TR`. */
  readonly countryOf: (company: string) => string
}

/** The one way out for everything that is sent to somebody. */
export interface Outbox {
  /**
   * Chooses the connection, checks the message and brings numbers into the form in which they are dialled. Nothing is written yet.
   * @throws AppError `invalid_request` by the field, `not_found`, `conflict` when no connection can send it.
   */
  readonly prepare: (
    workspace: Workspace,
    message: ComposedMessage & { readonly connectionId?: number | undefined },
  ) => Promise<PreparedMessage>
  /** Puts a message in line, in the transaction of what causes it: when that is on disk, so is the message, and it goes out. */
  readonly enqueue: (tx: Tx, workspace: Workspace, message: PreparedMessage, cause: MessageCause) => MessageRow
}

export function createOutbox({ integrations, countryOf }: OutboxOptions): Outbox {
  return {
    prepare: async (workspace, { connectionId, ...message }) => {
      const chosen = chooseConnection(workspace, { kind: message.kind, connectionId }, integrations)
      const to = isByNumber(message.kind) ? await dialled(message.to, countryOf(workspace.company)) : message.to
      const content = contentOf({ ...message, to })
      return {
        ...chosen,
        kind: message.kind,
        to,
        subject: message.subject ?? null,
        text: message.text ?? '',
        content,
        attachments: message.attachments ?? [],
      }
    },
    enqueue: (tx, workspace, message, cause) => {
      const { actor, now } = tx
      const row = insertMessage(
        tx.db,
        {
          ...columnsOf(message),
          ...causeOf(cause),
          ...freshState(tx, message.connectionId),
          actorType: actor.type,
          actorId: actor.id,
          actorName: actor.name,
          requestId: tx.requestId,
          createdAt: now,
          updatedAt: now,
        },
        message.content,
      )
      for (const file of message.attachments) keepAttachment(tx.db, workspace, row.id, file)
      indexMessage(tx, row)
      announceMessage(tx, 'queued', row)
      return row
    },
  }
}

const columnsOf = ({ kind, connectionId, to, subject, text, attachments }: PreparedMessage) => ({
  direction: 'out' as const,
  kind,
  connectionId,
  to,
  subject,
  text: text.slice(0, shownTextLength),
  attachmentCount: attachments.length,
})

const causeOf = ({ origin, eventId = null, record }: MessageCause) => ({
  origin,
  eventId,
  recordType: record?.type ?? null,
  recordId: record?.id ?? null,
  recordKey: record?.key ?? null,
})

/** Of a message that goes into the line of its connection, at its end. */
export const freshState = (tx: Tx, connectionId: number) => ({
  status: 'queued' as const,
  place: nextPlace(tx.db, connectionId),
  sendKey: tx.newId('msg'),
  attempts: 0,
  isDeferred: false,
  refused: [],
  version: 1,
})

/** NB: its tables of numbers take a megabyte of memory, so that they are read with the first number. */
async function dialled(numbers: readonly string[], country: string): Promise<string[]> {
  const { phoneNumber } = await import('../../lib/phone-number.ts')
  return numbers.map((number, index) => phoneNumber(number, { country, field: numbers.length === 1 ? 'to' : `to.${index}` }))
}

interface Wanted {
  readonly kind: MessageKind
  readonly connectionId: number | undefined
}

type Chosen = Pick<PreparedMessage, 'connectionId' | 'connectionName' | 'connector'>

/** NB: in the sandbox nothing is really sent, so that no connection is needed there. */
export function chooseConnection(
  workspace: Workspace,
  { kind, connectionId }: Wanted,
  integrations: OutboxOptions['integrations'],
): Chosen {
  const row = connectionId === undefined ? defaultFor(workspace, kind, integrations) : integrations.get(workspace, connectionId)
  if (row === undefined) {
    if (workspace.environment === 'sandbox') return { connectionId: 0, connectionName: 'Simulator', connector: undefined }
    throw noConnection(kind)
  }
  const connector = integrations.connectorOf(row.type)
  if (!canSend(connector, kind)) throw cannotSend(row)
  return { connectionId: row.id, connectionName: row.name, connector }
}

export const canSend = ({ actions }: Connector, kind: MessageKind): boolean => Object.hasOwn(actions, messageKinds[kind].action)

/** The default of the first type that can; one that is in use rather than one that is not. */
function defaultFor(
  workspace: Workspace,
  kind: MessageKind,
  { list, connectorOf }: OutboxOptions['integrations'],
): ConnectionRow | undefined {
  const able = list(workspace).filter(({ type }) => canSend(connectorOf(type), kind))
  const rank = ({ status, isDefault }: ConnectionRow): number => (status === 'ACTIVE' ? 2 : 0) + (isDefault ? 1 : 0)
  return able.toSorted((one, other) => rank(other) - rank(one))[0]
}

const noConnection = (kind: MessageKind): AppError =>
  new AppError('conflict', `No connection sends messages of the kind ${kind}.`, {
    details: { fix: 'Connect one on the page Integrations.' },
  })

const cannotSend = ({ name }: ConnectionRow): AppError =>
  new AppError('conflict', `The connection ${name} does not send messages of this kind.`, {
    details: { fix: 'Choose another connection, or another kind of message.' },
  })
