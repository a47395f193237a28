import { findNewestEventId } from '../../events/event-log.ts'
import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import type { LiveEventRow } from './outgoing-event.ts'

/** NB: plain SQL, since every event passes here; drizzle's mapping of rows would take longer than reading them. The cast: see `rowLimit`. */
const after = prepared((db) =>
  db.$client.prepare<[number, number], LiveEventRow>(
    'SELECT seq, id, event, record_type AS recordType, record_id AS recordId, record_key AS recordKey, created_at AS createdAt, data FROM events WHERE seq > ? ORDER BY seq LIMIT CAST(? AS INTEGER)',
  ),
)

/** A stretch of the log without holes, oldest first. */
export const listEventsAfter = (db: Db, seq: number, limit: number): LiveEventRow[] => after(db).all(seq, limit)

export const newestEventId = (db: Db): string | null => findNewestEventId(db) ?? null
