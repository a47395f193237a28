import { prepared } from '../../infra/db/prepared.ts'
import { createFollowingIndex, readableText } from '../../records/following-index.ts'

/** The words of what receivers answered, by the ids of the attempts: an FTS5 table. */
export const answerSearchTable = 'webhook_answer_search'

interface Row {
  readonly id: number
  /** Its beginning. */
  readonly body: string | null
  readonly error: string | null
}

const newestAttempt = prepared((db) => db.$client.prepare<[], number>('SELECT coalesce(max(id), 0) FROM webhook_attempts').pluck())

const rowsAfter = prepared((db) =>
  db.$client.prepare<[number, number], Row>(
    'SELECT id, substr(response_body, 1, 4000) AS body, error_message AS error FROM webhook_attempts WHERE id > ? ORDER BY id LIMIT CAST(? AS INTEGER)',
  ),
)

/** Finds attempts by what came back or went wrong. */
export const answerSearch = createFollowingIndex({
  name: answerSearchTable,
  newest: (db) => newestAttempt(db).get() ?? 0,
  after: (db, id, limit) =>
    rowsAfter(db)
      .all(id, limit)
      .map(({ id, body, error }) => ({ id, text: `${readableText(body ?? '')} ${error ?? ''}` })),
})
