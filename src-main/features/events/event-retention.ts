import { newestSeq, oldestSeq } from '../../events/event-log.ts'
import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import { workspaceSetting } from '../../infra/settings/workspace-setting.ts'
import { isoTime, systemActor } from '../../lib/identity.ts'
import { eventSearchTable } from './event-search.table.ts'

/** How many days events are kept. */
export const eventDays = workspaceSetting('events.kept_days', 365)

/** The last event that everybody who reads the log from a place of their own has passed. */
export type PassedBy = (db: Db) => number

const dayMs = 86_400_000

/** Events that go in one write; bounds how long the file is held. */
const batch = 500

/** Batches a round, so that one workspace does not keep the others waiting for ever. */
const maxBatches = 400

/**
 * Drops events past their time that everybody has passed, from the old end of the log only and in bounded writes between which others get their
 * turn. The newest event stays whatever its age: it says where the log stands. @returns how many went.
 */
export async function purgeEvents(workspace: Pick<Workspace, 'write'>, now: number, passedBy: PassedBy): Promise<number> {
  let count = 0
  for (let round = 0; round < maxBatches; round += 1) {
    const gone = await workspace.write(({ db }) => purgeBatch(db, isoTime(now - eventDays.read(db) * dayMs), passedBy), {
      actor: systemActor,
      isLazy: true,
    })
    count += gone
    if (gone < batch) break
  }
  return count
}

/** The old end of the log, by its primary key. */
export const oldEndQuery = 'SELECT seq, created_at AS createdAt FROM events WHERE seq <= ? ORDER BY seq LIMIT CAST(? AS INTEGER)'

const oldEnd = prepared((db) => db.$client.prepare<[number, number], { seq: number; createdAt: string }>(oldEndQuery))

const deleteEvent = prepared((db) => db.$client.prepare<[number]>('DELETE FROM events WHERE seq = ?'))
const forgetWords = prepared((db) => db.$client.prepare<[number]>(`DELETE FROM ${eventSearchTable} WHERE rowid = ?`))

/** NB: it ends at the first event that is not old, so that a clock that was once set back takes nothing along that is young. */
function purgeBatch(db: Db, before: string, passedBy: PassedBy): number {
  const rows = oldEnd(db).all(lastThatMayGo(db, passedBy), batch)
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
