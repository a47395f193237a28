import { listNewestEvents } from '../../events/event-log.ts'
import type { Db } from '../../infra/db/database.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import { type BoundRoute, read } from '../../infra/http/bind.ts'
import type { JobStatus } from '../jobs/jobs.contract.ts'
import { getOverview } from './overview.contract.ts'

const latestEvents = 8

/** What the other features can tell of a workspace since a time. */
export interface OverviewFigures {
  readonly countJobsByStatus: (db: Db) => { status: JobStatus; count: number }[]
  readonly countJobsCompletedSince: (db: Db, since: string) => number
  readonly countCallsByHour: (logDb: Db, since: string) => { hour: string; calls: number; failed: number }[]
  readonly summarizeDeliveries: (db: Db, since: string) => { delivered: number; failed: number; waiting: number }
  readonly sumInvoicesSince: (db: Db, since: string) => { currency: string; count: number; total: number }[]
}

export const overviewRoutes = (figures: OverviewFigures): BoundRoute[] => [
  read(getOverview, ({ principal, query }) => overviewOf(figures, principal.workspace, query.since)),
]

function overviewOf(figures: OverviewFigures, { db, logDb }: Workspace, since: string) {
  const byHour = figures.countCallsByHour(logDb, since)
  return {
    jobs: {
      byStatus: Object.fromEntries(figures.countJobsByStatus(db).map((row) => [row.status, row.count])),
      completedToday: figures.countJobsCompletedSince(db, since),
    },
    calls: {
      byHour,
      total: byHour.reduce((sum, hour) => sum + hour.calls, 0),
      failed: byHour.reduce((sum, hour) => sum + hour.failed, 0),
    },
    deliveries: figures.summarizeDeliveries(db, since),
    invoices: figures.sumInvoicesSince(db, since),
    events: listNewestEvents(db, latestEvents),
  }
}
