import { ListingTooOld, type RemoteRecord } from '../../connectors/kit/sync.ts'
import { isoTime } from '../../lib/identity.ts'
import type { RecordSession } from './record-session.ts'
import { deleteLink, listCreating, listRemoteIds } from './sync-links.store.ts'
import { changeSync, findSync } from './syncs.store.ts'
import { take } from './take-in.ts'

/** Records of the vendor that are taken in by one write; bounds how long the file is held. */
const batch = 50

type OnRecords = (records: readonly RemoteRecord[]) => Promise<void>

/** Lists what has changed, or everything. @returns where the next listing goes on from. */
export async function readAll(
  { remote }: Pick<RecordSession, 'remote'>,
  since: string | null,
  onRecords: OnRecords,
): Promise<string | null> {
  for (let page: string | null = null; ; ) {
    const { records, nextPage, nextSince } = await remote.list({ since, page })
    await onRecords(records)
    if (nextPage === null) return nextSince
    page = nextPage
  }
}

/**
 * Takes in what has changed at the vendor. Everything is listed when nobody knows since when, when the vendor forgot, and when something was on its way
 * there when the program ended: only a whole listing tells whether it arrived.
 */
export async function pull(session: RecordSession): Promise<void> {
  const { workspace, connectionId } = session
  const since = findSync(workspace.db, connectionId)?.since ?? null
  const isWhole = since === null || listCreating(workspace.db, { connectionId }).length > 0
  const next = isWhole ? await pullWhole(session) : await pullSince(session, since)
  await session.write('reading', (tx) => changeSync(tx.db, connectionId, { since: next }))
}

async function pullSince(session: RecordSession, since: string): Promise<string | null> {
  try {
    return await readAll(session, since, (records) => takeAll(session, records))
  } catch (error) {
    if (!(error instanceof ListingTooOld)) throw error
    return pullWhole(session)
  }
}

async function pullWhole(session: RecordSession): Promise<string | null> {
  const { workspace, connectionId, remote } = session
  const seen = new Set<string>()
  const next = await readAll(session, null, (records) => {
    for (const { id, formerIds } of records) for (const one of [id, ...formerIds]) seen.add(one)
    return takeAll(session, records)
  })
  // NB: a new record may be missing in a listing for some minutes; only the vendor's word on itself says that it is gone.
  for (const id of listRemoteIds(workspace.db, { connectionId }).filter((one) => !seen.has(one))) {
    const found = (await remote.get(id)) ?? gone(id)
    await session.write('reading', (tx) => take(tx, session, found))
  }
  await session.write('reading', (tx) => {
    for (const { id, createdAt } of listCreating(tx.db, { connectionId })) if (createdAt < settledBefore(session)) deleteLink(tx.db, id)
  })
  return next
}

/** What was to be created before this and is in no listing never arrived. */
const settledBefore = ({ now, remote }: RecordSession): string => isoTime(now() - remote.settlesMs)

export const gone = (id: string): RemoteRecord => ({
  id,
  formerIds: [],
  key: null,
  changedAt: null,
  isDeleted: true,
  fields: {},
  raw: undefined,
})

async function takeAll(session: RecordSession, records: readonly RemoteRecord[]): Promise<void> {
  for (let start = 0; start < records.length; start += batch) {
    await session.write('reading', (tx) => {
      for (const record of records.slice(start, start + batch)) {
        session.step()
        take(tx, session, record)
      }
    })
  }
}
