import { newestSeq, oldestSeq } from '../../events/event-log.ts'
import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import { purgeInTurns } from '../../infra/db/purge-in-turns.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import { workspaceSetting } from '../../infra/settings/workspace-setting.ts'
import { isoTime } from '../../lib/identity.ts'
import { eventSearchTable } from './event-search.table.ts'

/** How many days events are kept. */
export const eventDays = workspaceSetting('events.kept_days', 365)

/** The last event that everybody who reads the log from a place of their own has passed. */
export type PassedBy = (db: Db) => number

const dayMs = 86_400_000

/**
 * Drops events past their time that everybody has passed, from the old end of the log only. The newest event stays whatever its age: it says where
 * the log stands. @returns how many went.
 */
export const purgeEvents = (workspace: Pick<Workspace, 'write'>, now: number, passedBy: PassedBy): Promise<number> =>
  purgeInTurns(workspace, (db, limit) => purgeOld(db, { before: isoTime(now - eventDays.read(db) * dayMs), passedBy, limit }))

/** The old end of the log, by its primary key. */
export const oldEndQuery = 'SELECT seq, created_at AS createdAt FROM events WHERE seq <= ? ORDER BY seq LIMIT CAST(? AS INTEGER)'

const oldEnd = prepared((db) => db.$client.prepare<[number, number], { seq: number; createdAt: string }>(oldEndQuery))

const deleteEvent = prepared((db) => db.$client.prepare<[number]>('DELETE FROM events WHERE seq = ?'))
const forgetWords = prepared((db) => db.$client.prepare<[number]>(`DELETE FROM ${eventSearchTable} WHERE rowid = ?`))

/** NB: it ends at the first event that is not old, so that a clock that was once set back takes nothing along that is young. */
function purgeOld(db: Db, { before, passedBy, limit }: { before: string; passedBy: PassedBy; limit: number }): number {
  const rows = oldEnd(db).all(lastThatMayGo(db, passedBy), limit)
  const firstKept = rows.findIndex(({ createdAt }) => createdAt >= before)
  const old = firstKept === -1 ? rows : rows.slice(0, firstKept)
  for (const { seq } of old) {
    deleteEvent(db).run(seq)
    forgetWords(db).run(seq)
  }
  return old.length
}

const lastThatMayGo = (db: Db, passedBy: PassedBy): number => Math.min(newestSeq(db) - 1, passedBy(db))

const newestOld = prepared((db) =>
  db.$client.prepare<[string], number>('SELECT seq FROM events WHERE created_at < ? ORDER BY created_at DESC, seq DESC LIMIT 1').pluck(),
)

const timeOf = prepared((db) => db.$client.prepare<[number], string>('SELECT created_at FROM events WHERE seq = ?').pluck())

/** What there is of the log: it has no holes, so that its ends say how much lies between. */
export function keptEvents(db: Db) {
  const oldest = oldestSeq(db)
  return {
    count: Math.max(0, newestSeq(db) - oldest + 1),
    oldestAt: timeOf(db).get(oldest) ?? null,
    /** Those from before a time; `held` of them have to stay until somebody has passed them. */
    before: (time: string, passedBy: PassedBy) => {
      const lastOld = newestOld(db).get(time) ?? 0
      const lastGone = Math.min(lastOld, lastThatMayGo(db, passedBy))
      return { going: Math.max(0, lastGone - oldest + 1), held: Math.max(0, lastOld - Math.max(lastGone, oldest - 1)) }
    },
  }
}

/** Where the log begins: the time of its oldest event; null while none was ever removed. */
export function keptFrom(db: Db): string | null {
  const oldest = oldestSeq(db)
  return oldest > 1 ? (timeOf(db).get(oldest) ?? null) : null
}
