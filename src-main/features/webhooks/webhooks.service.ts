import type { Page, PageQuery } from '../../contract/pagination.ts'
import { newestSeq } from '../../events/event-log.ts'
import { decodeCursor } from '../../infra/db/cursor.ts'
import type { Db } from '../../infra/db/database.ts'
import { defaultPageSize, pageById, pageOf } from '../../infra/db/page.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import { AppError, invalidField, notFound } from '../../lib/app-error.ts'
import { isoTime } from '../../lib/identity.ts'
import { readTemplate, TemplateError } from '../../lib/liquid-template.ts'
import { shownHeaders, storedHeaders } from './custom-headers.ts'
import type { DeliveryView } from './deliveries.contract.ts'
import { listUpcomingRetries, releaseAll } from './deliveries.store.ts'
import { type DeliveryFilter, isSearchBehind, listDeliveries } from './delivery-list.store.ts'
import { countDeliveries, countDeliveriesByHour, countGivenUp, findLastError, listLastDelivered } from './delivery-stats.store.ts'
import { FilterError, parseFilter } from './event-filter.ts'
import { outageOf } from './failing-endpoints.ts'
import { shownTls, storedTls } from './webhook-tls.ts'
import type { WebhookCreate, WebhookStats, WebhookUpdate, WebhookView } from './webhooks.contract.ts'
import { changeWebhook, findWebhook, insertWebhook, listWebhooksBefore } from './webhooks.store.ts'
import type { WebhookRow } from './webhooks.table.ts'

const hourMs = 60 * 60 * 1000
const dayMs = 24 * hourMs

export function getWebhook(db: Db, id: number): WebhookRow {
  const webhook = findWebhook(db, id)
  if (webhook === undefined) throw notFound('webhook', id)
  return webhook
}

/** Seals what nobody may read again. */
export type Seal = (text: string) => string

/**
 * Registers a webhook that begins after the newest event. @param secret of its signatures, in the clear.
 * @throws AppError `invalid_request`.
 */
export const registerWebhook = (tx: Tx, { tls, ...body }: WebhookCreate, { secret, seal }: { secret: string; seal: Seal }): WebhookRow =>
  insertWebhook(tx.db, {
    ...body,
    filter: checkedFilter(body.filter),
    ...storedTls(tls, { seal, now: tx.now }),
    headers: storedHeaders(body.headers, [], seal),
    template: checkedTemplate(body),
    secret: seal(secret),
    ownerId: tx.actor.type === 'user' ? tx.actor.id : null,
    cursorSeq: newestSeq(tx.db),
    version: 1,
    createdAt: tx.now,
    updatedAt: tx.now,
  })

/** A filter that can be read; none for an empty one. @throws AppError `invalid_request` with the place. */
export function checkedFilter(filter: string | null): string | null {
  if (filter === null || filter === '') return null
  try {
    parseFilter(filter)
    return filter
  } catch (error) {
    if (!(error instanceof FilterError)) throw error
    throw invalidField('filter', error.message, 'Correct the filter at this character; the guide to webhooks has what a filter can say.')
  }
}

/** A template that can be read; none for an empty one. @throws AppError `invalid_request` with the line. */
export function checkedTemplate({ template, contentType }: { template: string | null; contentType: string }): string | null {
  if (template === null || template.trim() === '') return null
  try {
    readTemplate(template, contentType)
    return template
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error
    throw invalidField('template', error.message, 'Correct the template at this line; the guide to webhooks shows examples.')
  }
}

/** @throws AppError `not_found`, `version_conflict`, `invalid_request`. */
export function editWebhook(
  tx: Tx,
  id: number,
  { version, headers, filter, template, tls, ...body }: WebhookUpdate,
  seal: Seal,
): WebhookRow {
  const webhook = getWebhook(tx.db, id)
  if (version !== undefined && version !== webhook.version) {
    throw new AppError('version_conflict', `Webhook ${id} was changed meanwhile; it is at version ${webhook.version}.`, {
      details: { version: webhook.version, fix: 'Get it again and repeat your change on what is there now.' },
    })
  }
  const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined))
  const changed = {
    ...given,
    ...(isTurned(body, webhook) ? { disabledReason: null, failing: null } : {}),
    ...(body.isActive === true ? outageOf(webhook, tx.now) : {}),
    ...(filter === undefined ? {} : { filter: checkedFilter(filter) }),
    ...(template === undefined ? {} : { template: checkedTemplate({ template, contentType: body.contentType ?? webhook.contentType }) }),
    ...(tls === undefined ? {} : storedTls(tls, { seal, now: tx.now })),
    ...(headers === undefined ? {} : { headers: storedHeaders(headers, webhook.headers, seal) }),
  }
  if (body.isOrdered === false && webhook.isOrdered) releaseAll(tx.db, id, tx.now)
  return changeWebhook(tx.db, id, { ...changed, updatedAt: tx.now }) ?? webhook
}

/** Somebody resumes it, or pauses one that would come back by itself. */
const isTurned = ({ isActive }: Pick<WebhookUpdate, 'isActive'>, { disabledReason }: WebhookRow): boolean =>
  isActive === true || (isActive === false && disabledReason === 'failing')

/** Replaces the secret; the one so far signs too for the overlap. @param sealedSecret as the vault gave it. @throws AppError `not_found`. */
export function rotateSecret(
  tx: Tx,
  id: number,
  { sealedSecret, overlapHours }: { sealedSecret: string; overlapHours: number },
): WebhookRow {
  const webhook = getWebhook(tx.db, id)
  const previous =
    overlapHours === 0
      ? { previousSecret: null, previousSecretUntil: null }
      : { previousSecret: webhook.secret, previousSecretUntil: isoTime(Date.parse(tx.now) + overlapHours * hourMs) }
  return changeWebhook(tx.db, id, { secret: sealedSecret, ...previous, updatedAt: tx.now }) ?? webhook
}

/** Takes a webhook out of use and forgets its secret; what it sent stays. @throws AppError `not_found`. */
export function removeWebhook(tx: Tx, id: number): void {
  getWebhook(tx.db, id)
  changeWebhook(tx.db, id, { isActive: false, secret: '', previousSecret: null, tlsKey: null, deletedAt: tx.now, updatedAt: tx.now })
}

/** A webhook as callers see it, with its numbers. */
export const webhookView = (db: Db, webhook: WebhookRow, now: string): WebhookView => ({
  ...webhook,
  headers: shownHeaders(webhook.headers),
  tls: shownTls(webhook),
  lastOutage: webhook.lastOutage && { ...webhook.lastOutage, givenUp: countGivenUp(db, webhook.id, webhook.lastOutage) },
  stats: statsOf(db, webhook.id, now),
})

export const pageOfWebhooks = (db: Db, page: PageQuery | undefined, now: string): Page<WebhookView> =>
  pageById(page, {
    read: ({ id = Number.MAX_SAFE_INTEGER, limit }) => listWebhooksBefore(db, id, limit),
    idOf: ({ id }) => id,
    view: (row) => webhookView(db, row, now),
  })

type DeliveryQuery = DeliveryFilter & { readonly page?: PageQuery | undefined }

/** Deliveries of all webhooks, or of one. @throws AppError `not_found` for a webhook that is none. */
export function pageOfDeliveries(db: Db, { page, createdAt, ...filter }: DeliveryQuery): Page<DeliveryView> & { isBehind?: boolean } {
  if (filter.webhookId !== undefined) getWebhook(db, filter.webhookId)
  const limit = page?.limit ?? defaultPageSize
  const place = page?.after === undefined ? undefined : decodeCursor(page.after, 2)
  const before = place && { createdAt: String(place[0]), id: Number(place[1]) }
  const time = { gte: inUtc(createdAt?.gte), lt: inUtc(createdAt?.lt) }
  const rows = listDeliveries(db, { ...filter, createdAt: time }, { before, limit: limit + 1 })
  const found = pageOf(rows, { limit, cursor: (row: DeliveryView) => [row.createdAt, row.id], view: (row: DeliveryView) => row })
  return filter.q === undefined ? found : { ...found, isBehind: isSearchBehind(db) }
}

const inUtc = (time: string | undefined): string | undefined => (time === undefined ? undefined : new Date(time).toISOString())

function statsOf(db: Db, webhookId: number, now: string): WebhookStats {
  const since = isoTime(Date.parse(now) - dayMs)
  const delivered = listLastDelivered(db, webhookId)
  const error = findLastError(db, webhookId)
  const took = delivered.flatMap(({ responseTimeMs }) => responseTimeMs ?? []).toSorted((a, b) => a - b)
  return {
    since,
    delivered: countDeliveries(db, webhookId, 'delivered', since),
    failed: countDeliveries(db, webhookId, 'failed', since),
    waiting: countDeliveries(db, webhookId, 'pending', ''),
    nextAttemptAt: listUpcomingRetries(db, webhookId, 1)[0]?.nextAttemptAt ?? null,
    medianResponseMs: percentile(took, 0.5),
    p99ResponseMs: percentile(took, 0.99),
    lastDeliveredAt: delivered[0]?.deliveredAt ?? null,
    lastError: error?.kind ? { at: error.at, kind: error.kind, message: error.message ?? '', responseStatus: error.responseStatus } : null,
  }
}

/** Of values in ascending order, by nearest rank. */
const percentile = (ascending: readonly number[], share: number): number | null =>
  ascending[Math.max(0, Math.ceil(ascending.length * share) - 1)] ?? null

const hoursShown = 24

/** The last 24 hours, the running one included, each with what became of its deliveries. @throws AppError `not_found`. */
export function activityOf(db: Db, webhookId: number, now: string) {
  getWebhook(db, webhookId)
  const start = (Math.floor(Date.parse(now) / hourMs) - hoursShown + 1) * hourMs
  const [delivered, failed, waiting] = (['delivered', 'failed', 'pending'] as const).map((status) =>
    countDeliveriesByHour(db, webhookId, status, isoTime(start)),
  )
  const data = Array.from({ length: hoursShown }, (_, index) => {
    const hour = isoTime(start + index * hourMs)
    const key = hour.slice(0, 13)
    return { hour, delivered: delivered?.get(key) ?? 0, failed: failed?.get(key) ?? 0, waiting: waiting?.get(key) ?? 0 }
  })
  return { data }
}
