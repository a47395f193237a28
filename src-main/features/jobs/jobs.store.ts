import { isNull, sql } from 'drizzle-orm'
import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import type { JobStatus } from './jobs.contract.ts'
import { jobs } from './jobs.table.ts'

const byStatus = prepared((db) =>
  db.select({ status: jobs.status, count: sql<number>`count(*)` }).from(jobs).where(isNull(jobs.deletedAt)).groupBy(jobs.status).prepare(),
)

export const countJobsByStatus = (db: Db): { status: JobStatus; count: number }[] => byStatus(db).all()

const completedSince = prepared((db) =>
  db
    .select({ count: sql<number>`count(*)` })
    .from(jobs)
    .where(sql`${jobs.completedAt} >= ${sql.placeholder('since')} AND ${jobs.deletedAt} IS NULL`)
    .prepare(),
)

export const countJobsCompletedSince = (db: Db, since: string): number => completedSince(db).get({ since })?.count ?? 0
