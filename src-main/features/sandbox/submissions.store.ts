import { asc, eq, isNotNull, lte, sql } from 'drizzle-orm'
import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import { type SubmissionRow, invoiceSubmissions as table } from './sandbox.table.ts'

/** Notes that an invoice was submitted, for the first time or again. */
export const putSubmission = (db: Db, submission: { invoiceId: number; taxNumber: string | null; dueAt: string }): void => {
  db.insert(table)
    .values({ ...submission, attempts: 1 })
    .onConflictDoUpdate({ target: table.invoiceId, set: { attempts: sql`${table.attempts} + 1`, dueAt: submission.dueAt } })
    .run()
}

export const closeSubmission = (db: Db, invoiceId: number): void => {
  db.update(table).set({ dueAt: null }).where(eq(table.invoiceId, invoiceId)).run()
}

/** Due submissions in the order of their time. */
export const listDueSubmissions = (db: Db, now: string, limit: number): SubmissionRow[] =>
  db.select().from(table).where(lte(table.dueAt, now)).orderBy(asc(table.dueAt), asc(table.invoiceId)).limit(limit).all()

const nextDue = prepared((db) =>
  db.select({ dueAt: table.dueAt }).from(table).where(isNotNull(table.dueAt)).orderBy(asc(table.dueAt)).limit(1).prepare(),
)

/** When the next answer is due; undefined when nothing waits. */
export const findNextDue = (db: Db): string | undefined => nextDue(db).get()?.dueAt ?? undefined
