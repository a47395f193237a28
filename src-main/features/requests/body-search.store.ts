import type { Db } from '../../infra/db/database.ts'
import type { LogLine } from '../../infra/db/log-lines.ts'
import { foldLetters } from '../../records/search-index.ts'

/**
 * The words of the kept bodies by the ids of their requests: an FTS5 table that keeps no copy of the text. It gets what the table of bodies gets,
 * after the secrets were hidden, so that nobody finds a request by a secret of it.
 */
export const bodySearch = 'api_request_search'

/** Makes the table where it is missing; it is derived, so it is no part of the migrations. */
export const openBodySearch = (db: Db): void =>
  void db.$client.exec(
    `CREATE VIRTUAL TABLE IF NOT EXISTS ${bodySearch}
     USING fts5(words, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2")`,
  )

/** NB: in JSON a line's end is `\n`, whose letter would become part of the next word. */
const wordsOf = (body: string | null | undefined): string => foldLetters((body ?? '').replaceAll(/\\[nrtbf]/g, ' '))

interface Bodies {
  readonly requestLogId: number
  readonly requestBody?: string | null | undefined
  readonly responseBody?: string | null | undefined
}

export const insertBodyWords = ({ requestLogId, requestBody, responseBody }: Bodies): LogLine => ({
  sql: `INSERT INTO ${bodySearch} (rowid, words) VALUES (?, ?)`,
  values: [requestLogId, `${wordsOf(requestBody)} ${wordsOf(responseBody)}`],
})

/** Forgets the words of the requests before one. */
export const deleteBodyWordsBefore = (id: number): LogLine => ({ sql: `DELETE FROM ${bodySearch} WHERE rowid < ?`, values: [id] })

export const forgetBodyWords = (): LogLine => ({ sql: `INSERT INTO ${bodySearch} (${bodySearch}) VALUES ('delete-all')`, values: [] })
