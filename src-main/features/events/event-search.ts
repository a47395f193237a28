import { newestSeq } from '../../events/event-log.ts'
import { prepared } from '../../infra/db/prepared.ts'
import { createFollowingIndex, readableText } from '../../records/following-index.ts'
import { eventSearchTable } from './event-search.table.ts'

interface Row {
  readonly id: number
  readonly recordKey: string
  /** Its beginning. */
  readonly data: string
}

const rowsAfter = prepared((db) =>
  db.$client.prepare<[number, number], Row>(
    'SELECT seq AS id, record_key AS recordKey, substr(data, 1, 16000) AS data FROM events WHERE seq > ? ORDER BY seq LIMIT CAST(? AS INTEGER)',
  ),
)

/** Finds events by the key of their record and the words of their payload. */
export const eventSearch = createFollowingIndex({
  name: eventSearchTable,
  newest: newestSeq,
  after: (db, id, limit) =>
    rowsAfter(db)
      .all(id, limit)
      .map(({ id, recordKey, data }) => ({ id, text: `${recordKey} ${readableText(data)}` })),
})
