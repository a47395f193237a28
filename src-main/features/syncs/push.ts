import { ConnectorFailure } from '../../connectors/kit/failure.ts'
import type { RemoteRecord } from '../../connectors/kit/sync.ts'
import type { LocalRecord } from '../../records/synced-records.ts'
import { differing, isSame } from './merge-fields.ts'
import { gone } from './pull.ts'
import type { RecordSession } from './record-session.ts'
import {
  changeLink,
  deleteLink,
  findLink,
  findLinkByKey,
  insertLink,
  listChangedHere,
  listDeletedHere,
  listUnlinked,
} from './sync-links.store.ts'
import { linkTo, take } from './take-in.ts'

/** Writes at the vendor what it lacks: deletions, changes, new records. What cannot be finished is found by the next run. */
export async function push(session: RecordSession): Promise<void> {
  const { workspace, connectionId, records } = session
  for (const id of listDeletedHere(workspace.db, { connectionId }, records.table)) await pushDeletion(session, id)
  for (const id of listChangedHere(workspace.db, { connectionId }, records.table)) await pushChange(session, id)
  await pushNew(session)
}

/** NB: deletes nothing that somebody has changed there since; that is brought back here. */
async function pushDeletion(session: RecordSession, linkId: number): Promise<void> {
  const { workspace, remote, records } = session
  const link = findLink(workspace.db, linkId)
  if (link?.remoteId == null) return
  const found = await remote.get(link.remoteId)
  const there = found && records.clean(found.fields)
  if (found !== undefined && there !== undefined && !isSame(there, link.fields)) {
    await session.write('writing', (tx) => take(tx, session, found))
    return
  }
  if (found !== undefined) session.countDeletion('there')
  if (found !== undefined) await remote.remove(link.remoteId)
  await session.write('writing', (tx) => deleteLink(tx.db, linkId))
}

/** So often a record is read anew when it changes there between reading and writing. */
const mostTries = 4

/** Reads what is there, brings both sides together, and writes what is missing there: its version is the one that was read. */
async function pushChange(session: RecordSession, linkId: number): Promise<void> {
  const { workspace, remote } = session
  for (let tries = 1; tries <= mostTries; tries += 1) {
    const remoteId = findLink(workspace.db, linkId)?.remoteId
    if (remoteId == null) return
    const found = (await remote.get(remoteId)) ?? gone(remoteId)
    const todo = await session.write('writing', (tx) => {
      take(tx, session, found)
      return found.isDeleted ? undefined : missingThere(session, linkId, found)
    })
    if (todo === undefined) return
    if ((await writeThere(session, linkId, { ...todo, found })) !== undefined) return
  }
}

interface Missing {
  readonly record: LocalRecord
  readonly fields: LocalRecord['fields']
}

function missingThere({ workspace, records }: RecordSession, linkId: number, found: RemoteRecord): Missing | undefined {
  const link = findLink(workspace.db, linkId)
  const record = link && records.find(workspace.db, link.recordId)
  if (record === undefined) return undefined
  const there = records.clean(found.fields) ?? {}
  const fields = Object.fromEntries(
    Object.entries(differing(record.fields, there)).filter(
      ([field]) => !records.sentOnly.includes(field) || (there[field] ?? null) === null,
    ),
  )
  if (Object.keys(fields).length > 0) return { record, fields }
  changeLink(workspace.db, linkId, { recordVersion: record.version })
  return undefined
}

/** @returns undefined when it has to be read anew. */
async function writeThere(
  session: RecordSession,
  linkId: number,
  { record, fields, found }: Missing & { readonly found: RemoteRecord },
): Promise<'done' | undefined> {
  const { remote, records, counts } = session
  try {
    const written = await remote.update(found, fields)
    if (written === undefined) return undefined
    await session.write('writing', (tx) => {
      counts.there.updated += 1
      changeLink(tx.db, linkId, linkTo(record, written, records.clean(written.fields) ?? {}))
    })
  } catch (error) {
    if (!(error instanceof ConnectorFailure && error.kind === 'rejected')) throw error
    // It is not sent again until somebody changes it.
    await session.write('writing', (tx) => {
      changeLink(tx.db, linkId, { recordVersion: record.version })
      session.note(tx, record, { kind: 'refused', lost: error.vendor?.message ?? null })
    })
  }
  return 'done'
}

/** Creates there what only we have. What is on its way is on disk before it goes. */
async function pushNew(session: RecordSession): Promise<void> {
  const { workspace, connectionId, records, remote } = session
  for (;;) {
    const ids = listUnlinked(workspace.db, { connectionId }, { table: records.table, limit: remote.batchSize })
    const given = await session.write('writing', (tx) =>
      ids.flatMap((id) => {
        const record = records.find(tx.db, id)
        if (record === undefined) return []
        const key = session.newId('syn')
        insertLink(tx.db, {
          ...{ connectionId, recordId: id, remoteId: null, key, state: 'creating', fields: record.fields },
          ...{ recordVersion: record.version, changedThereAt: null, createdAt: tx.now },
        })
        return [{ key, record }]
      }),
    )
    if (given.length === 0) return
    await createThere(session, given)
  }
}

interface Given {
  readonly key: string
  readonly record: LocalRecord
}

async function createThere(session: RecordSession, given: readonly Given[]): Promise<void> {
  const { remote, connectionId } = session
  try {
    const made = await remote.create(given.map(({ key, record }) => ({ key, fields: record.fields })))
    await session.write('writing', (tx) => {
      for (const [index, { key, record }] of given.entries()) {
        const link = findLinkByKey(tx.db, { connectionId }, key)
        const answer = made[index]
        if (link === undefined || answer === undefined) continue
        if ('refused' in answer) refuse(session, tx, { link, record, reason: answer.refused })
        else settle(session, tx, { link, record, answer })
      }
    })
  } catch (error) {
    if (!(error instanceof ConnectorFailure) || error.mayHaveArrived) throw error
    await takeBack(session, given)
    // One that the vendor does not take makes it refuse all that came with it.
    if (error.kind !== 'rejected') throw error
    await createOneByOne(session, given, error)
  }
}

type InTx = Parameters<Parameters<RecordSession['write']>[1]>[0]
type Link = NonNullable<ReturnType<typeof findLinkByKey>>

function settle(
  { records, counts }: RecordSession,
  tx: InTx,
  { link, record, answer }: { readonly link: Link; readonly record: LocalRecord; readonly answer: RemoteRecord },
): void {
  counts.there.created += 1
  changeLink(tx.db, link.id, linkTo(record, answer, records.clean(answer.fields) ?? record.fields))
}

function refuse(
  session: RecordSession,
  tx: InTx,
  { link, record, reason }: { readonly link: Link; readonly record: LocalRecord; readonly reason: string },
): void {
  changeLink(tx.db, link.id, { state: 'apart' })
  session.note(tx, record, { kind: 'refused', lost: reason === '' ? null : reason })
}

/** They surely did not arrive. */
const takeBack = ({ write, connectionId }: RecordSession, given: readonly Given[]): Promise<void> =>
  write('writing', (tx) => {
    for (const { key } of given) {
      const link = findLinkByKey(tx.db, { connectionId }, key)
      if (link !== undefined) deleteLink(tx.db, link.id)
    }
  })

async function createOneByOne(session: RecordSession, given: readonly Given[], failure: ConnectorFailure): Promise<void> {
  const { connectionId } = session
  for (const one of given) {
    await session.write('writing', (tx) =>
      insertLink(tx.db, {
        ...{ connectionId, recordId: one.record.id, remoteId: null, key: one.key, state: 'creating', fields: one.record.fields },
        ...{ recordVersion: one.record.version, changedThereAt: null, createdAt: tx.now },
      }),
    )
    if (given.length > 1) await createThere(session, [one])
    else
      await session.write('writing', (tx) => {
        const link = findLinkByKey(tx.db, { connectionId }, one.key)
        if (link !== undefined) refuse(session, tx, { link, record: one.record, reason: failure.vendor?.message ?? '' })
      })
  }
}
