import type { Db } from '../../infra/db/database.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import { AppError, notFound } from '../../lib/app-error.ts'
import { copyAttachments } from './attachments.store.ts'
import { announceMessage } from './message-events.ts'
import { indexMessage } from './message-index.ts'
import { changeMessage, findContent, findMessage, insertMessage, nextPlace } from './messages.store.ts'
import type { MessageRow } from './messages.table.ts'
import { freshState } from './outbox.ts'

/** @param id as in a path: the id or the key. @throws AppError `not_found` */
export function getMessageRow(db: Db, id: string): MessageRow {
  const row = findMessage(db, Number(id.replace(/^MSG-/i, '')))
  if (row === undefined) throw notFound('message', id)
  return row
}

/** Puts a message into its line once more, or a copy of one that has gone out. @throws AppError `not_found`, `conflict`. */
export function resendMessage(tx: Tx, id: string, origin: 'person' | 'api'): MessageRow {
  const row = getMessageRow(tx.db, id)
  switch (row.status) {
    case 'failed':
    case 'canceled':
      // NB: a new key, or a vendor that remembers the old one would answer as it did then.
      return putBack(tx, row, tx.newId('msg'))
    case 'uncertain':
      return putBack(tx, row, row.sendKey)
    case 'waiting':
      return changeMessage(tx.db, row.id, { nextAttemptAt: null, isDeferred: false, updatedAt: tx.now })
    case 'sent':
    case 'delivered':
    case 'read':
      return copyOf(tx, row, origin)
    case 'queued':
    case 'sending':
    case 'received':
      throw new AppError('conflict', 'This message waits for its turn, is on its way, or came in.', {
        details: { fix: 'Send it again once it has failed, is uncertain, or has gone out.', status: row.status },
      })
  }
}

function putBack(tx: Tx, { id, connectionId }: MessageRow, sendKey: string): MessageRow {
  const place = nextPlace(tx.db, connectionId)
  const row = changeMessage(tx.db, id, {
    status: 'queued',
    place,
    sendKey,
    failure: null,
    attempts: 0,
    nextAttemptAt: null,
    vendorId: null,
    sentAt: null,
    updatedAt: tx.now,
  })
  announceMessage(tx, 'queued', row)
  return row
}

function copyOf(tx: Tx, row: MessageRow, origin: 'person' | 'api'): MessageRow {
  const { direction, kind, connectionId, to, subject, text, attachmentCount, recordType, recordId, recordKey } = row
  const { actor, now } = tx
  const copy = insertMessage(
    tx.db,
    {
      ...{ direction, kind, connectionId, to, subject, text, attachmentCount, recordType, recordId, recordKey },
      ...freshState(tx, connectionId),
      origin,
      actorType: actor.type,
      actorId: actor.id,
      actorName: actor.name,
      requestId: tx.requestId,
      resendOf: row.id,
      createdAt: now,
      updatedAt: now,
    },
    findContent(tx.db, row.id),
  )
  copyAttachments(tx.db, row.id, copy.id)
  indexMessage(tx, copy)
  announceMessage(tx, 'queued', copy)
  return copy
}

/** @throws AppError `not_found`, `conflict` for one that is on its way or has gone out. */
export function cancelMessage(tx: Tx, id: string): MessageRow {
  const row = getMessageRow(tx.db, id)
  if (row.status !== 'queued' && row.status !== 'waiting') {
    throw new AppError('conflict', 'This message is on its way or is settled.', {
      details: { fix: 'Only what has not gone out can be canceled.', status: row.status },
    })
  }
  const canceled = changeMessage(tx.db, row.id, {
    status: 'canceled',
    place: null,
    nextAttemptAt: null,
    isDeferred: false,
    updatedAt: tx.now,
  })
  announceMessage(tx, 'canceled', canceled)
  return canceled
}

/** A person has found out that an uncertain message arrived. @throws AppError `not_found`, `conflict`. */
export function markSent(tx: Tx, id: string): MessageRow {
  const row = getMessageRow(tx.db, id)
  if (row.status !== 'uncertain') {
    throw new AppError('conflict', 'This message is not uncertain.', {
      details: { fix: 'Only an uncertain message can be marked as sent.', status: row.status },
    })
  }
  const marked = changeMessage(tx.db, row.id, { status: 'sent', failure: null, sentAt: tx.now, updatedAt: tx.now })
  announceMessage(tx, 'sent', marked)
  return marked
}
