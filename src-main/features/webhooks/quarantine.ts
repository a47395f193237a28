import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import { AppError, invalidField, notFound } from '../../lib/app-error.ts'
import { changeDelivery, findDelivery } from './deliveries.store.ts'
import { deleteDelivery } from './delivery-retention.ts'
import { getWebhook } from './webhooks.service.ts'
import type { DeliveryRow, WebhookRow } from './webhooks.table.ts'

/** Most deliveries that one call deletes; bounds the rows of one transaction. */
const maxDiscarded = 1_000

interface Of {
  readonly webhookId: number
  readonly deliveryId: number
}

/**
 * Changes what a delivery sends that was given up, and says who did. @param body null: made of the event again.
 * @throws AppError `not_found`; `conflict` when it was not given up; `invalid_request` for what is no JSON where the webhook sends JSON.
 */
export function editBody(tx: Tx, of: Of, body: string | null): void {
  const webhook = getWebhook(tx.db, of.webhookId)
  const delivery = givenUp(tx.db, of)
  if (delivery.isTest && body === null) {
    throw new AppError('conflict', 'A test has no event that it could be made of again.', { details: { fix: 'Send another test.' } })
  }
  if (body !== null && sendsJson(webhook) && !isJson(body)) {
    throw invalidField('body', 'must be JSON, as this webhook sends it', 'Correct the JSON.')
  }
  const edit = body === null ? { editedAt: null, editedBy: null } : { editedAt: tx.now, editedBy: tx.actor.name }
  changeDelivery(tx.db, of.deliveryId, { body, ...edit })
}

const sendsJson = ({ template, contentType }: WebhookRow): boolean => template === null || contentType.includes('json')

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false // that is the answer
  }
}

/** Deletes a delivery that was given up. @throws AppError `not_found`, `conflict`. */
export function deleteGivenUp(tx: Tx, of: Of): void {
  const { cursorSeq } = getWebhook(tx.db, of.webhookId)
  const { eventSeq } = givenUp(tx.db, of)
  // NB: without its row an event after the cursor would be sent anew at the next start.
  if (eventSeq !== null && eventSeq > cursorSeq) {
    throw new AppError('conflict', 'Events before this delivery are still on their way.', { details: { fix: 'Try again in a moment.' } })
  }
  deleteDelivery(tx.db, of.deliveryId)
}

/** Deletes what was given up in a time. @throws AppError `not_found`. */
export function discard(tx: Tx, webhookId: number, range: { since: string; until?: string | undefined }) {
  const { cursorSeq } = getWebhook(tx.db, webhookId)
  const ids = givenUpIn(tx.db).all(webhookId, range.since, range.until ?? tx.now, cursorSeq, maxDiscarded + 1)
  for (const id of ids.slice(0, maxDiscarded)) deleteDelivery(tx.db, id)
  return { count: Math.min(ids.length, maxDiscarded), isCut: ids.length > maxDiscarded }
}

function givenUp(db: Db, { webhookId, deliveryId }: Of): DeliveryRow {
  const delivery = findDelivery(db, webhookId, deliveryId)
  if (delivery === undefined) throw notFound('delivery', deliveryId)
  if (delivery.status === 'failed') return delivery
  throw new AppError('conflict', 'Only a delivery that was given up can be edited or deleted.', {
    details: { fix: 'Wait until its retries are used up.' },
  })
}

const givenUpIn = prepared((db) =>
  db.$client
    .prepare<[number, string, string, number, number], number>(`
      SELECT id FROM webhook_deliveries
      WHERE webhook_id = ? AND status = 'failed' AND created_at >= ? AND created_at <= ? AND (event_seq IS NULL OR event_seq <= ?)
      ORDER BY created_at LIMIT CAST(? AS INTEGER)`)
    .pluck(),
)
