import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { OutboundErrorKind } from '../../infra/outbound/outbound-error.ts'
import type { OutboundTiming } from '../../infra/outbound/outbound-timing.ts'
import type { StoredHeader } from './custom-headers.ts'
import type { DeliveryStatus, FailureReason } from './deliveries.contract.ts'
import type { Failing } from './failure-run.ts'
import type { DisabledReason } from './webhooks.contract.ts'

/** The endpoints of a workspace and how far in the event log each has come. */
export const webhooks = sqliteTable('webhooks', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  name: text('name').notNull(),
  url: text('url').notNull(),
  isHttpAllowed: integer('is_http_allowed', { mode: 'boolean' }).notNull(),
  /** PEM. */
  tlsAuthorities: text('tls_authorities'),
  tlsCertificate: text('tls_certificate'),
  /** Sealed; of the certificate. */
  tlsKey: text('tls_key'),
  /** Sealed by the vault. */
  secret: text('secret').notNull(),
  /** Sealed; the one before the last rotation, which signs too until then. */
  previousSecret: text('previous_secret'),
  previousSecretUntil: text('previous_secret_until'),
  description: text('description'),
  events: text('events', { mode: 'json' }).$type<string[]>().notNull(),
  /** The person who registered it; null for an API key. */
  ownerId: integer('owner_id'),
  isActive: integer('is_active', { mode: 'boolean' }).notNull(),
  disabledReason: text('disabled_reason').$type<DisabledReason>(),
  /** Null while things arrive. */
  failing: text('failing', { mode: 'json' }).$type<Failing>(),
  /** The last time that it was disabled by how it fared: from the first failure until it went on. */
  lastOutage: text('last_outage', { mode: 'json' }).$type<{ since: string; until: string }>(),
  filter: text('filter'),
  headers: text('headers', { mode: 'json' }).$type<StoredHeader[]>().notNull(),
  template: text('template'),
  contentType: text('content_type').notNull(),
  /** Date of the revision that its payloads are written in. */
  apiVersion: text('api_version').notNull(),
  retryCount: integer('retry_count').notNull(),
  /** Seconds. */
  retrySchedule: text('retry_schedule', { mode: 'json' }).$type<number[]>().notNull(),
  timeoutSeconds: integer('timeout_seconds').notNull(),
  ratePerSecond: integer('rate_per_second'),
  maxConcurrent: integer('max_concurrent'),
  isOrdered: integer('is_ordered', { mode: 'boolean' }).notNull(),
  /** Every event up to here was attempted and recorded, or does not concern it. */
  cursorSeq: integer('cursor_seq').notNull(),
  version: integer('version').notNull(),
  createdAt: text('created_at').notNull(),
  updatedAt: text('updated_at').notNull(),
  deletedAt: text('deleted_at'),
})

/** One event to one webhook, written with its first attempt. Its body is made of the event in the log, by the webhook's settings of the moment. */
export const webhookDeliveries = sqliteTable(
  'webhook_deliveries',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    webhookId: integer('webhook_id')
      .notNull()
      .references(() => webhooks.id),
    /** Null for a test, which is not in the log. */
    eventSeq: integer('event_seq'),
    eventId: text('event_id').notNull(),
    eventType: text('event_type').notNull(),
    recordKey: text('record_key'),
    /** The record that this belongs to where the order of its events is kept, `job/JOB-1042`. */
    orderKey: text('order_key'),
    status: text('status').$type<DeliveryStatus>().notNull(),
    failureReason: text('failure_reason').$type<FailureReason>(),
    /** Attempts so far, manual ones included. */
    attemptNumber: integer('attempt_number').notNull(),
    /** Attempts of the schedule; manual ones use up no retry. */
    scheduledAttempts: integer('scheduled_attempts').notNull(),
    nextAttemptAt: text('next_attempt_at'),
    responseStatus: integer('response_status'),
    responseTimeMs: integer('response_time_ms'),
    isTest: integer('is_test', { mode: 'boolean' }).notNull(),
    /** The body of a test, or of what a person edited; else it is made of the event at each attempt. */
    body: text('body'),
    /** When and by whom the body was edited. */
    editedAt: text('edited_at'),
    editedBy: text('edited_by'),
    deliveredAt: text('delivered_at'),
    createdAt: text('created_at').notNull(),
  },
  (table) => [
    uniqueIndex('webhook_deliveries_event').on(table.webhookId, table.eventSeq),
    // The row id stands at the end of every index by itself, so these give the order of the list.
    index('webhook_deliveries_status').on(table.webhookId, table.status, table.createdAt),
    index('webhook_deliveries_type').on(table.webhookId, table.eventType, table.status, table.createdAt),
    // What became of an event, at all webhooks.
    index('webhook_deliveries_of_event').on(table.eventSeq).where(sql`event_seq IS NOT NULL`),
    index('webhook_deliveries_order')
      .on(table.webhookId, table.orderKey, table.eventSeq)
      .where(sql`order_key IS NOT NULL AND status = 'pending'`),
    // What waits longest of a webhook: events that it is made of have to stay.
    index('webhook_deliveries_waiting').on(table.webhookId, table.eventSeq).where(sql`status = 'pending'`),
    index('webhook_deliveries_due').on(table.webhookId, table.nextAttemptAt).where(sql`next_attempt_at IS NOT NULL`),
  ],
)

/** Each request as it went out and what came back. */
export const webhookAttempts = sqliteTable(
  'webhook_attempts',
  {
    /** Never given out twice: its words are kept by it. */
    id: integer('id').primaryKey({ autoIncrement: true }),
    deliveryId: integer('delivery_id')
      .notNull()
      .references(() => webhookDeliveries.id),
    attemptNumber: integer('attempt_number').notNull(),
    isManual: integer('is_manual', { mode: 'boolean' }).notNull(),
    startedAt: text('started_at').notNull(),
    url: text('url').notNull(),
    /** JSON object of what was sent, the signature included. */
    requestHeaders: text('request_headers').notNull(),
    /** What was sent, where it was not the event as the log has it; null when nothing was, and the error says so. */
    requestBody: text('request_body'),
    responseStatus: integer('response_status'),
    /** JSON object. */
    responseHeaders: text('response_headers'),
    /** At most 64 KiB. */
    responseBody: text('response_body'),
    isBodyCut: integer('is_body_cut', { mode: 'boolean' }).notNull(),
    errorKind: text('error_kind').$type<OutboundErrorKind | 'template'>(),
    errorMessage: text('error_message'),
    responseTimeMs: integer('response_time_ms').notNull(),
    /** Where the time went; null when nothing was sent. */
    timing: text('timing', { mode: 'json' }).$type<OutboundTiming>(),
  },
  (table) => [uniqueIndex('webhook_attempts_delivery').on(table.deliveryId, table.attemptNumber)],
)

export type WebhookRow = typeof webhooks.$inferSelect
export type DeliveryRow = typeof webhookDeliveries.$inferSelect
export type AttemptRow = typeof webhookAttempts.$inferSelect
export type NewAttempt = Omit<typeof webhookAttempts.$inferInsert, 'id'>
