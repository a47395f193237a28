import { and, eq, isNull, lt, sql } from 'drizzle-orm'
import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import { quotes } from './quotes.table.ts'

const overdue = prepared((db) =>
  db
    .select({ id: quotes.id })
    .from(quotes)
    .where(and(eq(quotes.status, 'sent'), lt(quotes.validUntil, sql.placeholder('today')), isNull(quotes.deletedAt)))
    .limit(500)
    .prepare(),
)

/** Sent quotes whose last day is past; at most 500 at a time. `today` is a calendar date. */
export const listOverdueQuotes = (db: Db, today: string): number[] =>
  overdue(db)
    .all({ today })
    .map(({ id }) => id)
