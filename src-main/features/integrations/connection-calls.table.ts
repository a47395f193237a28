import { index, integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { CallStep, FailureKind } from '../../connectors/kit/connector.contract.ts'
import type { OutboundTiming } from '../../infra/outbound/outbound-timing.ts'

/** Every attempt to call a vendor, without secrets and cut. */
export const connectionCalls = sqliteTable(
  'connection_calls',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    connectionId: integer('connection_id').notNull(),
    /** The action, `test`, `sync`, `refresh`. */
    purpose: text('purpose').notNull(),
    startedAt: text('started_at').notNull(),
    durationMs: real('duration_ms').notNull(),
    /** From 1. */
    attempt: integer('attempt').notNull(),
    method: text('method').notNull(),
    url: text('url').notNull(),
    requestHeaders: text('request_headers', { mode: 'json' }).$type<Record<string, string>>().notNull(),
    requestBody: text('request_body').notNull(),
    isRequestBodyCut: integer('is_request_body_cut', { mode: 'boolean' }).notNull(),
    responseStatus: integer('response_status'),
    responseHeaders: text('response_headers', { mode: 'json' }).$type<Record<string, string>>().notNull(),
    responseBody: text('response_body').notNull(),
    isResponseBodyCut: integer('is_response_body_cut', { mode: 'boolean' }).notNull(),
    timing: text('timing', { mode: 'json' }).$type<OutboundTiming>(),
    failureKind: text('failure_kind').$type<FailureKind>(),
    failureStep: text('failure_step').$type<CallStep>(),
    failureDetail: text('failure_detail'),
  },
  (table) => [
    // Also answers what is counted by hour, without reading the bodies.
    index('connection_calls_connection').on(table.connectionId, table.startedAt, table.failureKind, table.durationMs),
    index('connection_calls_started_at').on(table.startedAt),
  ],
)

export type ConnectionCallRow = typeof connectionCalls.$inferSelect
