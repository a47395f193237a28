import type { RemoteRecord, SyncedFields } from '../../connectors/kit/sync.ts'
import type { Db } from '../../infra/db/database.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import { AppError } from '../../lib/app-error.ts'
import { assertNever } from '../../lib/assert.ts'
import type { LocalRecord } from '../../records/synced-records.ts'
import { differing, isSame, type Merged, mergeFields } from './merge-fields.ts'
import type { RecordSession } from './record-session.ts'
import { changeLink, deleteLink, findLinkByKey, findLinkByRemote, findLinkOfRecord, insertLink } from './sync-links.store.ts'
import type { SyncLinkRow } from './syncs.table.ts'

/** What a record of the vendor asks for here. */
export type Decision =
  | { readonly what: 'nothing' }
  /** It has nothing to be called by. */
  | { readonly what: 'leave' }
  | { readonly what: 'create'; readonly fields: SyncedFields }
  | {
      readonly what: 'join'
      readonly link: SyncLinkRow | undefined
      readonly record: LocalRecord
      readonly there: SyncedFields
      readonly merged: Merged
    }
  | { readonly what: 'forget'; readonly link: SyncLinkRow }
  | { readonly what: 'delete'; readonly link: SyncLinkRow; readonly record: LocalRecord }
  /** A change beats a deletion: it stays here, and is created there anew. */
  | { readonly what: 'keep'; readonly link: SyncLinkRow; readonly record: LocalRecord }
  /** The same the other way round. */
  | { readonly what: 'bring_back'; readonly link: SyncLinkRow; readonly fields: SyncedFields }

type Deciding = Pick<RecordSession, 'records' | 'connectionId'>

/** Decides what a record of the vendor means here, and writes nothing. */
export function decide(db: Db, session: Deciding, remote: RemoteRecord): Decision {
  const { records, connectionId } = session
  const link = linkOf(db, connectionId, remote)
  if (link?.state === 'apart') return { what: 'nothing' }
  const record = link && records.find(db, link.recordId)
  if (remote.isDeleted) return decideDeleted(link, record, session)
  const there = records.clean(remote.fields)
  if (there === undefined) return { what: 'leave' }
  if (link === undefined) return decideNew(db, session, remote, there)
  // Listings of some vendors tell old news for some minutes.
  if (remote.changedAt !== null && link.changedThereAt !== null && remote.changedAt < link.changedThereAt) return { what: 'nothing' }
  // What was deleted here is deleted there by the run, unless somebody has changed it there.
  if (record === undefined) return isSame(there, link.fields) ? { what: 'nothing' } : { what: 'bring_back', link, fields: there }
  const merged = mergeFields({ base: link.fields, ...sidesOf(record, there, remote), sentOnly: records.sentOnly })
  return { what: 'join', link, record, there, merged }
}

/** NB: a person whose id changed is found by the former one; one whose creation got no answer, by its key. */
function linkOf(db: Db, connectionId: number, { id, formerIds, key }: RemoteRecord): SyncLinkRow | undefined {
  const known = findLinkByRemote(db, { connectionId }, [id, ...formerIds])
  if (known !== undefined || key === null) return known
  const byKey = findLinkByKey(db, { connectionId }, key)
  // Of two with one key the second is a copy that somebody made there.
  return byKey?.remoteId === null ? byKey : undefined
}

function decideDeleted(link: SyncLinkRow | undefined, record: LocalRecord | undefined, { records }: Deciding): Decision {
  if (link === undefined) return { what: 'nothing' }
  if (record === undefined) return { what: 'forget', link }
  const changed = Object.keys(differing(record.fields, link.fields)).filter((field) => !records.sentOnly.includes(field))
  return { what: changed.length === 0 ? 'delete' : 'keep', link, record }
}

function decideNew(db: Db, { records, connectionId }: Deciding, remote: RemoteRecord, there: SyncedFields): Decision {
  const match = records.match(db, there).find((id) => findLinkOfRecord(db, { connectionId }, id) === undefined)
  const record = match === undefined ? undefined : records.find(db, match)
  if (record === undefined) return { what: 'create', fields: there }
  const merged = mergeFields({ base: undefined, ...sidesOf(record, there, remote), sentOnly: records.sentOnly })
  return { what: 'join', link: undefined, record, there, merged }
}

const sidesOf = (record: LocalRecord, there: SyncedFields, { changedAt }: RemoteRecord) => ({
  here: { fields: record.fields, changedAt: record.updatedAt },
  there: { fields: there, changedAt },
})

/** Does it: the record, its link and what is told of it are one write. */
export function take(tx: Tx, session: RecordSession, remote: RemoteRecord): void {
  const decision = decide(tx.db, session, remote)
  switch (decision.what) {
    case 'nothing':
      break
    case 'leave':
      session.counts.left += 1
      break
    case 'create':
      createHere(tx, session, remote, decision.fields)
      break
    case 'join':
      join(tx, session, remote, decision)
      break
    case 'forget':
      deleteLink(tx.db, decision.link.id)
      break
    case 'delete':
      removeHere(tx, session, decision)
      break
    case 'keep':
      deleteLink(tx.db, decision.link.id)
      session.note(tx, decision.record, { kind: 'change_kept', side: 'here' })
      break
    case 'bring_back':
      deleteLink(tx.db, decision.link.id)
      session.note(tx, createHere(tx, session, remote, decision.fields), { kind: 'change_kept', side: 'there' })
      break
    default:
      assertNever(decision)
  }
}

function createHere(tx: Tx, session: RecordSession, remote: RemoteRecord, fields: SyncedFields): LocalRecord {
  const { records, counts, connectionId } = session
  const record = records.create(tx, fields)
  counts.here.created += 1
  insertLink(tx.db, { ...linkTo(record, remote, fields), connectionId, key: session.newId('syn'), createdAt: tx.now })
  return record
}

function join(tx: Tx, session: RecordSession, remote: RemoteRecord, decision: Extract<Decision, { what: 'join' }>): void {
  const { records, counts, connectionId } = session
  const { link, there, merged } = decision
  const changes = differing(withoutSentOnly(merged.fields, records), decision.record.fields)
  const isChanged = Object.keys(changes).length > 0
  const record = isChanged ? records.update(tx, decision.record, changes) : decision.record
  if (isChanged) counts.here.updated += 1
  if (link === undefined) counts.matched += 1
  for (const conflict of merged.conflicts) session.note(tx, record, { kind: 'conflict', ...conflict })
  counts.conflicts += merged.conflicts.length
  // What the vendor lacks is written there by the same run, and by the next one if this one ends before.
  const made = { ...linkTo(record, remote, there), recordVersion: isSame(merged.fields, there) ? record.version : 0 }
  if (link === undefined) insertLink(tx.db, { ...made, connectionId, key: session.newId('syn'), createdAt: tx.now })
  else changeLink(tx.db, link.id, made)
}

/** What may be taken from a vendor. */
export const withoutSentOnly = (fields: SyncedFields, { sentOnly }: Pick<RecordSession['records'], 'sentOnly'>): SyncedFields =>
  Object.fromEntries(Object.entries(fields).filter(([field]) => !sentOnly.includes(field)))

/** A link as it is once both sides are known. */
export const linkTo = (record: LocalRecord, { id, changedAt }: RemoteRecord, fields: SyncedFields) => ({
  recordId: record.id,
  remoteId: id,
  state: 'linked' as const,
  fields,
  recordVersion: record.version,
  changedThereAt: changedAt,
})

function removeHere(tx: Tx, session: RecordSession, { link, record }: { link: SyncLinkRow; record: LocalRecord }): void {
  try {
    session.records.remove(tx, record)
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'conflict')) throw error
    // It stays here for those that refer to it, and is not created there again.
    changeLink(tx.db, link.id, { state: 'apart' })
    session.note(tx, record, { kind: 'still_needed', side: 'here' })
    return
  }
  session.countDeletion('here')
  deleteLink(tx.db, link.id)
}
