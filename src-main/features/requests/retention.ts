import type { Db } from '../../infra/db/database.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import { isoTime } from '../../lib/identity.ts'
import { purgeUsage } from './credential-usage.store.ts'
import { deleteBodiesBefore, listOldestBodies, sumStoredBytes } from './request-bodies.store.ts'
import type { Retention } from './requests.contract.ts'
import { deleteEntriesBefore, entryRange, firstIdSince, getRetention } from './retention.store.ts'

/** Rows purged at a time; bounds how long new entries wait. */
const batch = 2_000

/** Batches a round, so that one workspace does not keep the others waiting for ever. */
const maxBatches = 200

const dayMs = 86_400_000

/** How long the usage of credentials is counted back. */
const usageDays = 31

type LoggedWorkspace = Pick<Workspace, 'db' | 'logDb' | 'log'>

/** Drops what is past its time or over the size, in bounded pieces between which others get their turn. @returns how many entries went. */
export async function purgeRequests(workspace: LoggedWorkspace, now: number): Promise<number> {
  const { log } = workspace
  log.append(purgeUsage(isoTime(now - usageDays * dayMs)))
  await log.flush()
  let entries = 0
  for (let round = 0; round < maxBatches; round += 1) {
    const old = oldOnes(workspace, now)
    if (old === undefined) break
    for (const line of [...deleteBodiesBefore(old.bodiesUpTo), deleteEntriesBefore(old.entriesUpTo)]) log.append(line)
    await log.flush()
    entries += old.entries
  }
  return entries
}

interface OldOnes {
  readonly entries: number
  /** What is before these numbers goes. */
  readonly entriesUpTo: number
  readonly bodiesUpTo: number
}

/** The oldest entries and bodies that are to go, at most a batch of each. */
function oldOnes({ db, logDb }: LoggedWorkspace, now: number): OldOnes | undefined {
  const range = entryRange(logDb)
  if (range === undefined) return undefined
  const retention = getRetention(db)
  const keepFrom = Math.max(firstIdSince(logDb, isoTime(now - retention.entryDays * dayMs)), range.newest + 1 - retention.maxEntries)
  const entriesUpTo = Math.min(keepFrom, range.oldest + batch)
  const entries = Math.max(0, entriesUpTo - range.oldest)
  const keepBodiesFrom = Math.max(keepFrom, firstIdSince(logDb, isoTime(now - retention.bodyDays * dayMs)))
  const bodiesUpTo = firstBodyKept(logDb, { retention, keepFrom: keepBodiesFrom })
  return entries === 0 && bodiesUpTo === 0 ? undefined : { entries, entriesUpTo, bodiesUpTo }
}

/** 0 when all of them stay. */
function firstBodyKept(db: Db, { retention, keepFrom }: { retention: Retention; keepFrom: number }): number {
  let over = sumStoredBytes(db) - retention.maxBodyMegabytes * 1_000_000
  let upTo = 0
  for (const { id, bytes } of listOldestBodies(db, batch)) {
    if (id >= keepFrom && over <= 0) break
    over -= bytes
    upTo = id + 1
  }
  return upTo
}
