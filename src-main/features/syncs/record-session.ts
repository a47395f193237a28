import { setTimeout as sleep } from 'node:timers/promises'
import { ConnectorFailure } from '../../connectors/kit/failure.ts'
import type { RecordSync } from '../../connectors/kit/sync.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import { systemActor } from '../../lib/identity.ts'
import type { LocalRecord, SyncedRecords } from '../../records/synced-records.ts'
import { countLinks } from './sync-links.store.ts'
import type { SyncCounts, SyncPhase, SyncStopReason } from './syncs.contract.ts'
import { changeRun, insertNotes } from './syncs.store.ts'
import type { SyncRunRow, syncNotes } from './syncs.table.ts'

/** What a run works with. */
export interface RunPlace {
  readonly workspace: Workspace
  readonly run: SyncRunRow
  /** Ends waits when the program stops. */
  readonly signal: AbortSignal
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly newId: (prefix: string) => string
}

type Note = Pick<typeof syncNotes.$inferInsert, 'kind' | 'field' | 'kept' | 'lost' | 'side'>

/** A run of a sync of records: what all of its steps use. */
export interface RecordSession extends RunPlace {
  readonly connectionId: number
  readonly records: SyncedRecords
  readonly remote: Remote
  readonly counts: SyncCounts
  readonly total: number | null
  /** Writes a step and how far it is, in one transaction. */
  readonly write: <Result>(phase: SyncPhase, step: (tx: Tx) => Result) => Promise<Result>
  readonly note: (tx: Tx, record: LocalRecord, note: Note) => void
  /** Counts a deletion. @throws StoppedSync before one too many. */
  readonly countDeletion: (side: 'here' | 'there') => void
  /** Counts a record of the vendor as looked at. */
  readonly step: () => void
}

/** The vendor's side without its context, and with the patience that its limits ask for. */
export type Remote = {
  readonly [Name in 'account' | 'list' | 'get' | 'create' | 'update' | 'remove']: RecordSync<never>[Name] extends (
    context: never,
    ...rest: infer Rest
  ) => infer Result
    ? (...rest: Rest) => Result
    : never
} & Pick<RecordSync<never>, 'batchSize' | 'settlesMs'>

/** It is left to somebody whether the run goes on. */
export class StoppedSync extends Error {
  readonly reason: SyncStopReason

  constructor(reason: SyncStopReason) {
    super(reason)
    this.name = 'StoppedSync'
    this.reason = reason
  }
}

/** More deletions than this, and than a quarter of what is linked, are not made without a word. */
const fewDeletions = 10

interface Parts extends RunPlace {
  readonly records: SyncedRecords
  readonly remote: Remote
}

export function openRecordSession(parts: Parts): RecordSession {
  const { workspace, run, now } = parts
  const { connectionId } = run
  const counts = structuredClone(run.counts)
  let done = run.done
  let deletions = 0
  const mostDeletions = run.isConfirmed ? Number.POSITIVE_INFINITY : Math.max(fewDeletions, countLinks(workspace.db, { connectionId }) / 4)
  return {
    ...parts,
    connectionId,
    counts,
    total: null,
    write: (phase, step) =>
      workspace.write(
        (tx) => {
          const result = step(tx)
          changeRun(tx.db, run.id, { phase, counts, done })
          return result
        },
        { actor: systemActor },
      ),
    note: (tx, record, note) =>
      insertNotes(tx.db, [
        { ...note, connectionId, runId: run.id, at: new Date(now()).toISOString(), recordId: record.id, title: record.title },
      ]),
    countDeletion: (side) => {
      deletions += 1
      if (deletions > mostDeletions) throw new StoppedSync('many_deletions')
      counts[side].deleted += 1
    },
    step: () => {
      done += 1
    },
  }
}

/** A vendor that names no time is left alone for this long, milliseconds: the quotas of Google are by the minute. */
const quotaMs = 60_000

/** So often in a row; then the run ends, and the next one goes on where this one stood. */
const mostWaits = 10

/** Waits for as long as a vendor's limit asks for, since nobody waits for a sync. */
export async function patiently<Result>(call: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
  for (let waits = 0; ; waits += 1) {
    try {
      return await call()
    } catch (error) {
      if (!(error instanceof ConnectorFailure && error.kind === 'rate_limited') || waits >= mostWaits) throw error
      await sleep(error.retryAfterMs ?? quotaMs, undefined, { signal }).catch(() => {
        throw new ConnectorFailure('aborted', { step: 'vendor', mayHaveArrived: false })
      })
    }
  }
}

/** The vendor's side of a run. @param act does one thing with the connection. */
export function remoteOf(
  sync: RecordSync<never>,
  act: <Result>(call: (context: never) => Promise<Result>) => Promise<Result>,
  signal: AbortSignal,
): Remote {
  const patient = <Result>(call: (context: never) => Promise<Result>): Promise<Result> => patiently(() => act(call), signal)
  return {
    batchSize: sync.batchSize,
    settlesMs: sync.settlesMs,
    account: () => patient((context) => sync.account(context)),
    list: (place) => patient((context) => sync.list(context, place)),
    get: (id) => patient((context) => sync.get(context, id)),
    create: (given) => patient((context) => sync.create(context, given)),
    update: (read, fields) => patient((context) => sync.update(context, read, fields)),
    remove: (id) => patient((context) => sync.remove(context, id)),
  }
}
