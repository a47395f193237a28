import { eq } from 'drizzle-orm'
import type { Db } from '../infra/db/database.ts'
import { prepared } from '../infra/db/prepared.ts'
import type { RecordRow } from './record-store.ts'
import { searchIndexes } from './search-indexes.table.ts'

/** The part of a record declaration that is searched. */
interface SearchedType {
  readonly plural: string
  readonly search: readonly string[]
}

/**
 * The full-text index of one record type: an FTS5 table `<plural>_search` that keeps no copy of the text. It is derived, so it is no part of the
 * migrations: `open` makes it where it is missing and fills it from the records.
 */
export interface SearchIndex {
  /** Makes the index where it is missing, or was made for other fields. */
  readonly open: (db: Db) => void
  readonly put: (db: Db, row: RecordRow, key: string) => void
  readonly remove: (db: Db, id: number) => void
}

export const searchTableOf = (plural: string): string => `${plural}_search`

export function createSearchIndex(
  type: SearchedType,
  keyOf: (row: RecordRow) => string,
  rows: (db: Db) => Iterable<RecordRow>,
): SearchIndex {
  const table = searchTableOf(type.plural)
  const insert = prepared((db) => db.$client.prepare(`INSERT OR REPLACE INTO ${table} (rowid, words) VALUES (?, ?)`))
  const remove = prepared((db) => db.$client.prepare(`DELETE FROM ${table} WHERE rowid = ?`))
  const textOf = (row: RecordRow, key: string): string => [key, ...type.search.map((name) => row[name] ?? '')].join(' ')
  const put = (db: Db, row: RecordRow, key: string): void => void insert(db).run(row.id, foldLetters(textOf(row, key)))

  function open(db: Db): void {
    const fields = type.search.join(',')
    const known = db.select().from(searchIndexes).where(eq(searchIndexes.plural, type.plural)).get()
    if (known?.fields === fields) return
    db.$client.transaction(() => {
      db.$client.exec(`DROP TABLE IF EXISTS ${table}`)
      db.$client.exec(
        `CREATE VIRTUAL TABLE ${table} USING fts5(words, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2")`,
      )
      for (const row of rows(db)) put(db, row, keyOf(row))
      db.insert(searchIndexes)
        .values({ plural: type.plural, fields })
        .onConflictDoUpdate({ target: searchIndexes.plural, set: { fields } })
        .run()
    })()
  }

  return { open, put, remove: (db, id) => void remove(db).run(id) }
}

/** NB: Unicode folds neither ı to i nor İ to i, but who types "isil" means "Işıl". The tokenizer folds every other letter. */
export const foldLetters = (text: string): string => text.replaceAll(/[ıİI]/g, 'i')

/** An FTS5 query for words that begin like each of those typed; undefined when nothing of it is a letter or a digit. */
export function searchQuery(typed: string): string | undefined {
  const words = foldLetters(typed).match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  return words.length === 0 ? undefined : words.map((word) => `"${word}"*`).join(' ')
}

/**
 * The same for a search in running text, where what is typed without a space belongs together: `JOB-1042` is the word `job` before one that begins
 * with `1042`.
 */
export function phraseQuery(typed: string): string | undefined {
  const phrases = foldLetters(typed)
    .split(/\s+/)
    .flatMap((part) => part.match(/[\p{L}\p{N}\p{M}]+/gu)?.join(' ') ?? [])
  return phrases.length === 0 ? undefined : phrases.map((phrase) => `"${phrase}"*`).join(' ')
}
