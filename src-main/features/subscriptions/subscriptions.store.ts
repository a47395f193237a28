import { and, asc, eq, isNull, lte, sql } from 'drizzle-orm'
import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import { rowLimit } from '../../infra/db/statement.ts'
import { subscriptions as table } from './subscriptions.table.ts'

const due = prepared((db) =>
  db
    .select({ id: table.id })
    .from(table)
    .where(and(eq(table.status, 'active'), lte(table.currentPeriodEnd, sql.placeholder('today')), isNull(table.deletedAt)))
    .orderBy(asc(table.currentPeriodEnd), asc(table.id))
    .limit(rowLimit)
    .prepare(),
)

/** Active subscriptions whose period has ended by this day, the longest ended first. */
export const listEnded = (db: Db, today: string, limit: number): { id: number }[] => due(db).all({ today, limit })
