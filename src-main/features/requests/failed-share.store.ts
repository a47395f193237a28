import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'

/** Requests that are looked at; reads as much however long the log is. */
const newest = 1_000

/** Fewer calls say nothing. */
const fewestCalls = 20

interface Share {
  readonly calls: number
  readonly failed: number
}

/** NB: plain SQL; bounded by the ids, which grow with the time. */
const share = prepared((db) =>
  db.$client.prepare<{ since: string }, Share>(`
    SELECT count(*) AS calls, coalesce(sum(response_status >= 400), 0) AS failed FROM api_request_logs
    WHERE id > (SELECT max(id) FROM api_request_logs) - ${newest} AND created_at >= :since AND user_id IS NULL`),
)

/** How much of what systems called of late was answered with an error, in percent; 0 when there were hardly any calls. */
export function failedShare(db: Db, since: string): number {
  const { calls, failed } = share(db).get({ since }) as Share // counts of no rows are a row too
  return calls < fewestCalls ? 0 : (failed / calls) * 100
}
