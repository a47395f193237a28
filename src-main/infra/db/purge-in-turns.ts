import { systemActor } from '../../lib/identity.ts'
import type { Db } from './database.ts'
import type { Workspace } from './workspace.ts'

/** Rows that go in one write; bounds how long the file is held. */
const batch = 500

/** Writes a round, so that one workspace does not keep the others waiting for ever. */
const maxTurns = 400

/**
 * Drops what is past its time, in bounded writes between which others get their turn.
 * @param purge drops at most so many rows, and says how many went. @returns how many went in all.
 */
export async function purgeInTurns({ write }: Pick<Workspace, 'write'>, purge: (db: Db, limit: number) => number): Promise<number> {
  let count = 0
  for (let turn = 0; turn < maxTurns; turn += 1) {
    const gone = await write(({ db }) => purge(db, batch), { actor: systemActor, isLazy: true })
    count += gone
    if (gone < batch) break
  }
  return count
}
