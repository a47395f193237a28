import type { Locale } from '../../contract/fields.ts'
import { eventBody, findEvent } from '../../events/event-log.ts'
import type { Db } from '../../infra/db/database.ts'
import { sentenceIn } from '../../infra/http/error-text.ts'
import { notFound } from '../../lib/app-error.ts'
import { TemplateError } from '../../lib/liquid-template.ts'
import type { AttemptView, DeliveryDetail } from './deliveries.contract.ts'
import { findDelivery, listAttempts } from './deliveries.store.ts'
import { bodyOf } from './delivery-body.ts'
import type { PayloadInRevision } from './event-revisions.ts'
import { explainNext } from './next-attempt.ts'
import { payloadRules } from './payload-rules.ts'
import { getWebhook } from './webhooks.service.ts'
import type { AttemptRow, DeliveryRow, WebhookRow } from './webhooks.table.ts'

/** A delivery with every attempt as it went out. @param restsUntil until when its receiver is left alone, milliseconds. @throws AppError `not_found`. */
export function deliveryDetail(
  db: Db,
  { webhookId, deliveryId }: { webhookId: number; deliveryId: number },
  payloadIn: PayloadInRevision,
  restsUntil?: number,
): DeliveryDetail {
  const webhook = getWebhook(db, webhookId)
  const delivery = findDelivery(db, webhookId, deliveryId)
  if (delivery === undefined) throw notFound('delivery', deliveryId)
  const plain = plainBody(db, delivery)
  const attempts = listAttempts(db, deliveryId)
  return {
    ...delivery,
    webhookName: webhook.name,
    requestBody: nextBody(db, webhook, delivery, payloadIn),
    next: explainNext(webhook, delivery, { attempts, restsUntil }),
    attempts: attempts.map((row) => attemptView(row, plain)),
  }
}

/** The same with what failed told in a language. */
export const toldIn = (language: Locale, detail: DeliveryDetail): DeliveryDetail => ({
  ...detail,
  attempts: detail.attempts.map((attempt) => ({
    ...attempt,
    error: attempt.error && { ...attempt.error, message: sentenceIn(language, attempt.error.message) },
  })),
})

/** What an attempt sent whose body was not kept, because it stands elsewhere: in the log, or with the test. */
function plainBody(db: Db, { isTest, body, eventId }: DeliveryRow): string | null {
  if (isTest) return body
  const event = findEvent(db, eventId)
  return event === undefined ? null : eventBody(event)
}

function nextBody(db: Db, webhook: WebhookRow, delivery: DeliveryRow, payloadIn: PayloadInRevision): string | null {
  try {
    return bodyOf(db, payloadRules(webhook, payloadIn), delivery)?.body ?? null
  } catch (error) {
    if (error instanceof TemplateError) return null // its attempt says so, with the line
    throw error
  }
}

const attemptView = (row: AttemptRow, plain: string | null): AttemptView => ({
  attemptNumber: row.attemptNumber,
  isManual: row.isManual,
  startedAt: row.startedAt,
  responseTimeMs: row.responseTimeMs,
  timing: row.timing,
  request:
    row.errorKind === 'template'
      ? null
      : { method: 'POST', url: row.url, headers: JSON.parse(row.requestHeaders), body: row.requestBody ?? plain },
  response:
    row.responseStatus === null
      ? null
      : {
          status: row.responseStatus,
          headers: JSON.parse(row.responseHeaders ?? '{}'),
          body: row.responseBody ?? '',
          isBodyCut: row.isBodyCut,
        },
  error: row.errorKind === null ? null : { kind: row.errorKind, message: row.errorMessage ?? '' },
})
