import { index, integer, sqliteTable, text, unique } from 'drizzle-orm/sqlite-core'

/** How often each limit was used in each slice of its window, so that a restart gives nobody a fresh one. Names follow the epic. */
export const rateLimitCounters = sqliteTable(
  'rate_limit_counters',
  {
    id: integer('id').primaryKey(),
    identifier: text('identifier').notNull(),
    windowStart: text('window_start').notNull(),
    requestCount: integer('request_count').notNull(),
  },
  (table) => [unique().on(table.identifier, table.windowStart), index('rate_limit_counters_window_start').on(table.windowStart)],
)
