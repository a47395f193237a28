import type { Db } from './database.ts'
import { prepared } from './prepared.ts'

/**
 * Notices that another process (the CLI beside the server) has committed to the file, so that caches can be dropped. Looks at most
 * every `lookEveryMs`, on use; commits of this connection do not count (SQLite's `data_version`).
 */
export function watchForeignChanges(options: { db: Db; now: () => number; lookEveryMs: number; onChange: () => void }): () => void {
  const statement = options.db.$client.prepare<[], number>('PRAGMA data_version').pluck()
  let version = statement.get()
  let lookedAt = options.now()
  return () => {
    const now = options.now()
    // NB: a clock that was set back must not stop the looking.
    if (now >= lookedAt && now - lookedAt < options.lookEveryMs) return
    lookedAt = now
    const current = statement.get()
    if (current === version) return
    version = current
    options.onChange()
  }
}

const own = prepared((db) => db.$client.prepare<[], number>('SELECT total_changes()').pluck())
const foreign = prepared((db) => db.$client.prepare<[], number>('PRAGMA data_version').pluck())

/** Another text after each change of the file, whoever made it. */
export const countChanges = (db: Db): string => `${own(db).get()} ${foreign(db).get()}`
