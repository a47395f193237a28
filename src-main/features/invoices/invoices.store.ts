import { and, eq, gte, ne, sql } from 'drizzle-orm'
import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import { invariant } from '../../lib/assert.ts'
import { invoices, numberSeries } from './invoices.table.ts'

const take = prepared((db) =>
  db
    .insert(numberSeries)
    .values({ series: sql.placeholder('series'), lastNumber: 1 })
    .onConflictDoUpdate({ target: numberSeries.series, set: { lastNumber: sql`${numberSeries.lastNumber} + 1` } })
    .returning({ number: numberSeries.lastNumber })
    .prepare(),
)

/** Takes the next number of a series; rolled back with the transaction, it is free again. */
export function takeNumber(db: Db, series: string): number {
  const taken = take(db).get({ series })
  invariant(taken !== undefined, 'an upsert returns its row')
  return taken.number
}

const idByKey = prepared((db) =>
  db
    .select({ id: invoices.id })
    .from(invoices)
    .where(eq(invoices.invoiceKey, sql.placeholder('key')))
    .prepare(),
)

export const findInvoiceId = (db: Db, key: string): number | undefined => idByKey(db).get({ key: key.toUpperCase() })?.id

const issuedSince = prepared((db) =>
  db
    .select({ currency: invoices.currency, count: sql<number>`count(*)`, total: sql<number>`sum(${invoices.total})` })
    .from(invoices)
    .where(and(gte(invoices.createdAt, sql.placeholder('since')), ne(invoices.status, 'canceled')))
    .groupBy(invoices.currency)
    .prepare(),
)

/** What was invoiced since a time, by currency; minor units. */
export const sumInvoicesSince = (db: Db, since: string): { currency: string; count: number; total: number }[] =>
  issuedSince(db).all({ since })
