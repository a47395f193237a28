import { smsParts } from '../../contract/sms-text.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import { type BoundRoute, type HandlerInput, preparedWrite, read, task, write } from '../../infra/http/bind.ts'
import type { Principal } from '../../infra/http/principal.ts'
import { notFound } from '../../lib/app-error.ts'
import type { ListQuery } from '../../records/list-query.ts'
import type { Integrations } from '../integrations/integrations.service.ts'
import { type AttachedFile, findAttachment, readAttachment } from './attachments.store.ts'
import { draftMessage, type MessageDraftView } from './message-draft.contract.ts'
import { connectionsFor, recipientsOf } from './message-draft.ts'
import { createMessageViews } from './message-views.ts'
import * as contract from './messages.contract.ts'
import { cancelMessage, getMessageRow, markSent, resendMessage } from './messages.service.ts'
import { countInStatus } from './messages.store.ts'
import type { Outbox } from './outbox.ts'

export interface MessageRouteOptions {
  readonly outbox: Outbox
  readonly integrations: Pick<Integrations, 'connectors' | 'get' | 'list' | 'connectorOf'>
  /** Makes a document of a record. @throws AppError `not_found`, `forbidden`. */
  readonly documentOf: (principal: Principal, document: 'invoice' | 'service_breakdown', recordId: number) => Promise<AttachedFile>
  /** A record with the values that it has on the wire. @throws AppError `not_found`, `forbidden`, `invalid_request`. */
  readonly recordOf: (
    principal: Principal,
    record: { readonly type: string; readonly id: number },
  ) => {
    readonly key: string
    /** The record and those that it refers to, as far as the caller may read them. */
    readonly around: readonly Readonly<Record<string, unknown>>[]
    /** Documents that are made of it. */
    readonly documents: MessageDraftView['documents']
  }
}

export function messageRoutes(options: MessageRouteOptions): BoundRoute[] {
  const { outbox } = options
  const views = createMessageViews(options.integrations)
  return [
    read(contract.listMessages, ({ principal, query, exchange }) =>
      views.page(principal.workspace.db, query as ListQuery, exchange.language),
    ),
    // NB: before the routes by id, which would take the words for one.
    read(contract.countMessages, ({ principal: { workspace } }) => counts(workspace)),
    read(draftMessage, ({ principal, query: { recordType: type, recordId: id } }) => {
      const record = type === undefined || id === undefined ? undefined : options.recordOf(principal, { type, id })
      return {
        connections: connectionsFor(principal.workspace, options.integrations),
        recipients: recipientsOf(record?.around ?? []),
        subject: record?.key ?? null,
        documents: [...(record?.documents ?? [])],
      }
    }),
    task(contract.previewMessage, (input) => preview(input, outbox)),
    read(contract.getMessage, ({ principal: { workspace }, params, exchange }) =>
      views.detail(workspace.db, getMessageRow(workspace.db, params.id), exchange.language),
    ),
    preparedWrite(
      contract.createMessage,
      (input) => prepare(input, options),
      (tx, { principal: { workspace }, body, exchange }, { message, recordKey }) => {
        const record = body.record === undefined ? undefined : { ...body.record, key: recordKey }
        const row = outbox.enqueue(tx, workspace, message, { origin: originOf(tx.actor), record })
        return views.detail(tx.db, row, exchange.language)
      },
    ),
    write(contract.resendMessage, (tx, { params, exchange }) =>
      views.detail(tx.db, resendMessage(tx, params.id, originOf(tx.actor)), exchange.language),
    ),
    write(contract.cancelMessage, (tx, { params, exchange }) => views.detail(tx.db, cancelMessage(tx, params.id), exchange.language)),
    write(contract.markMessageSent, (tx, { params, exchange }) => views.detail(tx.db, markSent(tx, params.id), exchange.language)),
    read(contract.getMessageAttachment, ({ principal: { workspace }, params, exchange }) => {
      const row = getMessageRow(workspace.db, params.id)
      const attachment = findAttachment(workspace.db, row.id, params.attachmentId)
      if (attachment === undefined) throw notFound('attachment', params.attachmentId)
      exchange.attachment(attachment.fileName)
      return readAttachment(workspace, attachment)
    }),
  ]
}

const originOf = ({ type }: { readonly type: string }): 'person' | 'api' => (type === 'user' ? 'person' : 'api')

const counts = ({ db }: Workspace) => ({
  queued: countInStatus(db, 'queued'),
  waiting: countInStatus(db, 'waiting'),
  sending: countInStatus(db, 'sending'),
  uncertain: countInStatus(db, 'uncertain'),
})

async function prepare({ principal, body }: HandlerInput<typeof contract.createMessage>, options: MessageRouteOptions) {
  const { record, ...composed } = body
  const recordKey = record === undefined ? null : options.recordOf(principal, record).key
  const attachments = await Promise.all(
    composed.attachments.map((given) =>
      'document' in given
        ? options.documentOf(principal, given.document, given.recordId)
        : { fileName: given.fileName, mediaType: given.mediaType, bytes: Buffer.from(given.content, 'base64') },
    ),
  )
  return { message: await options.outbox.prepare(principal.workspace, { ...composed, attachments }), recordKey }
}

async function preview({ principal, body }: HandlerInput<typeof contract.previewMessage>, outbox: Outbox) {
  // What a mail still lacks is no concern of where it goes.
  const { kind, connectionId, to, connectionName, connector } = await outbox.prepare(principal.workspace, {
    ...body,
    text: body.text === '' ? ' ' : body.text,
    ...(body.kind === 'mail' ? { subject: ' ' } : {}),
  })
  const sms = kind === 'sms' ? smsParts(body.text, { hasTurkish: connector === undefined || connector.hasTurkishSms === true }) : null
  return { connectionId, connectionName, to: [...to], sms: sms && { ...sms, widening: [...sms.widening] } }
}
