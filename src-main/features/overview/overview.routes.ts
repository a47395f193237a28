import type { Db } from '../../infra/db/database.ts'
import { type BoundRoute, read } from '../../infra/http/bind.ts'
import { listNewestEvents } from '../../events/event-log.ts'
import { sumInvoicesSince } from '../invoices/invoices.store.ts'
import { countJobsByStatus, countJobsCompletedSince } from '../jobs/jobs.store.ts'
import { countCallsByHour } from '../requests/requests.store.ts'
import { summarizeDeliveries } from '../webhooks/delivery-stats.store.ts'
import { getOverview } from './overview.contract.ts'

const latestEvents = 8

export const overviewRoutes = (): BoundRoute[] => [read(getOverview, ({ principal, query }) => overviewOf(principal.workspace.db, query.since))]

function overviewOf(db: Db, since: string) {
  const byHour = countCallsByHour(db, since)
  return {
    jobs: {
      byStatus: Object.fromEntries(countJobsByStatus(db).map((row) => [row.status, row.count])),
      completedToday: countJobsCompletedSince(db, since),
    },
    calls: {
      byHour,
      total: byHour.reduce((sum, hour) => sum + hour.calls, 0),
      failed: byHour.reduce((sum, hour) => sum + hour.failed, 0),
    },
    deliveries: summarizeDeliveries(db, since),
    invoices: sumInvoicesSince(db, since),
    events: listNewestEvents(db, { limit: latestEvents }),
  }
}
