import type { Db } from '../../infra/db/database.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import { isoTime, systemActor } from '../../lib/identity.ts'
import { purgeUsage } from './credential-usage.store.ts'
import { deleteBodiesBefore, listOldestBodies, sumStoredBytes } from './request-bodies.store.ts'
import type { Retention } from './requests.contract.ts'
import { deleteEntriesBefore, entryRange, firstIdSince, getRetention } from './retention.store.ts'

/** Rows purged in one write; bounds how long the file is held. */
const batch = 2_000

/** Batches a round, so that one workspace does not keep the others waiting for ever. */
const maxBatches = 200

const dayMs = 86_400_000

/** How long the usage of credentials is counted back. */
const usageDays = 31

/** Drops what is past its time or over the size, in bounded writes between which others get their turn. @returns how many entries went. */
export async function purgeRequests(workspace: Pick<Workspace, 'write'>, now: number): Promise<number> {
  await workspace.write(({ db }) => purgeUsage(db, isoTime(now - usageDays * dayMs)), { actor: systemActor, isLazy: true })
  let entries = 0
  for (let round = 0; round < maxBatches; round += 1) {
    const gone = await workspace.write(({ db }) => purgeBatch(db, getRetention(db), now), { actor: systemActor, isLazy: true })
    entries += gone.entries
    if (gone.entries < batch && gone.bodies < batch) break
  }
  return entries
}

function purgeBatch(db: Db, retention: Retention, now: number): { entries: number; bodies: number } {
  const range = entryRange(db)
  if (range === undefined) return { entries: 0, bodies: 0 }
  const keepFrom = Math.max(firstIdSince(db, isoTime(now - retention.entryDays * dayMs)), range.newest + 1 - retention.maxEntries)
  const upTo = Math.min(keepFrom, range.oldest + batch)
  const bodies = purgeBodies(db, { retention, keepFrom: Math.max(keepFrom, firstIdSince(db, isoTime(now - retention.bodyDays * dayMs))) })
  return { entries: deleteEntriesBefore(db, upTo), bodies }
}

function purgeBodies(db: Db, { retention, keepFrom }: { retention: Retention; keepFrom: number }): number {
  const oldest = listOldestBodies(db, batch)
  let over = sumStoredBytes(db) - retention.maxBodyMegabytes * 1_000_000
  let upTo = 0
  for (const { id, bytes } of oldest) {
    if (id >= keepFrom && over <= 0) break
    over -= bytes
    upTo = id + 1
  }
  return upTo === 0 ? 0 : deleteBodiesBefore(db, upTo)
}
