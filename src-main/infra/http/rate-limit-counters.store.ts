import { eq, lt, sql } from 'drizzle-orm'
import { isoTime } from '../../lib/identity.ts'
import type { Db } from '../db/database.ts'
import { prepared } from '../db/prepared.ts'
import { rateLimitCounters } from './rate-limit-counters.control.table.ts'
import type { CountedSlice } from './sliding-window.ts'

const ofIdentifier = prepared((db) =>
  db
    .select({ windowStart: rateLimitCounters.windowStart, count: rateLimitCounters.requestCount })
    .from(rateLimitCounters)
    .where(eq(rateLimitCounters.identifier, sql.placeholder('identifier')))
    .prepare(),
)

export const listCountedSlices = (db: Db, identifier: string): CountedSlice[] =>
  ofIdentifier(db)
    .all({ identifier })
    .map(({ windowStart, count }) => ({ startMs: Date.parse(windowStart), count }))

const put = prepared((db) =>
  db
    .insert(rateLimitCounters)
    .values({
      identifier: sql.placeholder('identifier'),
      windowStart: sql.placeholder('windowStart'),
      requestCount: sql.placeholder('requestCount'),
    })
    .onConflictDoUpdate({
      target: [rateLimitCounters.identifier, rateLimitCounters.windowStart],
      set: { requestCount: sql`excluded.request_count` },
    })
    .prepare(),
)

export const putCountedSlice = (db: Db, { identifier, startMs, count }: CountedSlice & { readonly identifier: string }): void =>
  void put(db).run({ identifier, windowStart: isoTime(startMs), requestCount: count })

/** Forgets slices that began before a time. */
export const purgeCountedSlices = (db: Db, before: string): void =>
  void db.delete(rateLimitCounters).where(lt(rateLimitCounters.windowStart, before)).run()
