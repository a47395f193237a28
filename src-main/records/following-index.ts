import type { Db } from '../infra/db/database.ts'
import { prepared } from '../infra/db/prepared.ts'
import type { DueWork } from '../infra/workers/due-worker.ts'
import { foldLetters } from './search-index.ts'

/** A table that only grows, with the text to find each row by. */
export interface Followed {
  /** Of the FTS5 table. */
  readonly name: string
  /** The id of its last row; 0 when there is none. */
  readonly newest: (db: Db) => number
  /** Rows after an id, at most so many, in the order of their ids. */
  readonly after: (db: Db, id: number, limit: number) => readonly { readonly id: number; readonly text: string }[]
}

/**
 * A full-text index that follows a table instead of being written with it: what arrives a thousand times a second must not wait for its words. It
 * keeps no copy of the text, and its own last row says how far it has come. It is derived, so it is no part of the migrations.
 */
export interface FollowingIndex {
  /** Makes the table where it is missing. */
  readonly open: (db: Db) => void
  /** Takes in what is new, a part at a time: at once while it is quiet, slowly while much is written. */
  readonly createWork: () => DueWork
}

/** Rows taken in at a time, which is some milliseconds of work. */
const batch = 128

/** How long to wait between two batches, milliseconds: while it is quiet, and while more than this many rows a second are written. */
const quietMs = 100
const busyMs = 500
const busyRowsASecond = 1_000

/** The last row that an index has taken in; 0 when it has none. */
export const indexedUpTo = (db: Db, name: string): number =>
  db.$client.prepare<[], number>(`SELECT coalesce(max(id), 0) FROM ${name}_docsize`).pluck().get() ?? 0

export function createFollowingIndex({ name, newest, after }: Followed): FollowingIndex {
  const insert = prepared((db) => db.$client.prepare(`INSERT INTO ${name} (rowid, words) VALUES (?, ?)`))
  const last = prepared((db) => db.$client.prepare<[], number>(`SELECT coalesce(max(id), 0) FROM ${name}_docsize`).pluck())
  const written = prepared((db) => db.$client.prepare<[], number>('SELECT total_changes()').pluck())
  const isBehind = (db: Db): boolean => newest(db) > (last(db).get() ?? 0)

  function createWork(): DueWork {
    let ranAt = Number.NEGATIVE_INFINITY
    let rowsThen = 0
    return {
      isLazy: true,
      isDue: (db, now) => {
        const passedMs = Math.abs(now - ranAt)
        if (passedMs < quietMs || !isBehind(db)) return false
        const rowsASecond = (((written(db).get() ?? 0) - rowsThen) * 1_000) / passedMs
        if (passedMs < busyMs && rowsASecond > busyRowsASecond) return false
        ranAt = now
        return true
      },
      run: ({ db }) => {
        for (const { id, text } of after(db, last(db).get() ?? 0, batch)) insert(db).run(id, foldLetters(text))
        rowsThen = written(db).get() ?? 0
      },
      nextLookMs: (db) => (isBehind(db) ? quietMs : undefined),
    }
  }

  return {
    open: (db) =>
      void db.$client.exec(
        `CREATE VIRTUAL TABLE IF NOT EXISTS ${name} USING fts5(words, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2")`,
      ),
    createWork,
  }
}

/** What can be read of JSON: its values without the names of its fields. NB: a line's end is `\n`, whose letter would become part of the next word. */
export const readableText = (json: string): string => json.replaceAll(/"[^"\\]*":|\\[nrtbf]/g, ' ')
