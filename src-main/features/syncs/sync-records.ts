import { isSame } from './merge-fields.ts'
import { pull, readAll } from './pull.ts'
import { push } from './push.ts'
import type { RecordSession } from './record-session.ts'
import { countUnlinked, deleteLinks } from './sync-links.store.ts'
import { changeRun, changeSync, findSync } from './syncs.store.ts'
import { decide, withoutSentOnly } from './take-in.ts'

/** One run of a sync of records: first what is new there, then what is new here. What it wrote stays when it ends in the midst; the next one goes on. */
export async function syncRecords(session: RecordSession): Promise<void> {
  const isPreview = (await isOtherAccount(session)) || session.run.isPreview
  if (isPreview) return preview(session)
  await pull(session)
  await push(session)
}

/** Whether somebody has signed in with another account: its contacts have nothing to do with those that were linked. */
async function isOtherAccount(session: RecordSession): Promise<boolean> {
  const { workspace, connectionId, remote, run } = session
  const account = await remote.account()
  const known = findSync(workspace.db, connectionId)?.account ?? null
  if (known === account) return false
  await session.write('reading', (tx) => {
    changeSync(tx.db, connectionId, { account, since: null })
    if (known === null) return
    deleteLinks(tx.db, connectionId)
    changeSync(tx.db, connectionId, { isConfirmed: false, nextRunAt: null })
    changeRun(tx.db, run.id, { isPreview: true })
  })
  return known !== null
}

/** Counts what a run would do, and does nothing. */
async function preview(session: RecordSession): Promise<void> {
  const { workspace, connectionId, counts, records } = session
  const { db } = workspace
  const matched = new Set<number>()
  Object.assign(counts, emptyCounts())
  await readAll(session, null, async (page) => {
    for (const remote of page) {
      session.step()
      const decision = decide(db, session, remote)
      if (decision.what === 'leave') counts.left += 1
      if (decision.what === 'create') counts.here.created += 1
      if (decision.what !== 'join') continue
      if (decision.link === undefined && matched.has(decision.record.id)) counts.here.created += 1
      else countJoin(session, decision, matched)
    }
    await session.write('reading', () => undefined)
  })
  counts.there.created = countUnlinked(db, { connectionId }, records.table) - matched.size
  await session.write('reading', () => undefined)
}

function countJoin(
  { counts, records }: RecordSession,
  { link, record, merged, there }: Extract<ReturnType<typeof decide>, { what: 'join' }>,
  matched: Set<number>,
): void {
  if (link === undefined) {
    matched.add(record.id)
    counts.matched += 1
  }
  if (!isSame(withoutSentOnly(merged.fields, records), record.fields)) counts.here.updated += 1
  if (!isSame(merged.fields, there)) counts.there.updated += 1
  counts.conflicts += merged.conflicts.length
}

export const emptyCounts = () => ({
  matched: 0,
  here: { created: 0, updated: 0, deleted: 0 },
  there: { created: 0, updated: 0, deleted: 0 },
  conflicts: 0,
  left: 0,
})
