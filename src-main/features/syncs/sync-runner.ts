import { ConnectorFailure } from '../../connectors/kit/failure.ts'
import type { ConnectorSync, RecordSync } from '../../connectors/kit/sync.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import { isoTime, systemActor } from '../../lib/identity.ts'
import type { SyncedRecords } from '../../records/synced-records.ts'
import type { Integrations } from '../integrations/integrations.service.ts'
import { openRecordSession, type RunPlace, remoteOf, StoppedSync } from './record-session.ts'
import { syncBackup } from './sync-backup.ts'
import { announceSync } from './sync-events.ts'
import { syncRecords } from './sync-records.ts'
import { changeRun, findRun } from './syncs.store.ts'
import type { SyncRunRow } from './syncs.table.ts'

export interface RunnerOptions {
  readonly integrations: Integrations
  readonly records: Readonly<Record<RecordSync<never>['records'], SyncedRecords>>
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly newId: (prefix: string) => string
  /** Logs a failure that nobody waits for. */
  readonly report: (error: unknown) => void
}

export interface SyncRunner {
  /** Runs it, unless it runs already. */
  readonly launch: (workspace: Workspace, run: SyncRunRow) => void
  readonly isRunning: (workspace: Workspace, connectionId: number) => boolean
  readonly stop: () => void
  readonly settled: () => Promise<void>
}

/** Runs syncs, one of a connection at a time. What is stopped stays `running` on disk and goes on after the next start. */
export function createSyncRunner(options: RunnerOptions): SyncRunner {
  const { report } = options
  const running = new Map<Workspace, Map<number, Promise<void>>>()
  const stopping = new AbortController()
  const of = (workspace: Workspace): Map<number, Promise<void>> => {
    const known = running.get(workspace) ?? new Map<number, Promise<void>>()
    running.set(workspace, known)
    return known
  }

  async function run(place: RunPlace): Promise<void> {
    const outcome = await runOnce(place, options)
    if (stopping.signal.aborted && outcome.state === 'failed') return
    await place.workspace.write((tx) => finish(tx, place, options, outcome), { actor: systemActor })
  }

  return {
    launch: (workspace, row) => {
      const ofWorkspace = of(workspace)
      if (stopping.signal.aborted || ofWorkspace.has(row.connectionId)) return
      const place = { workspace, run: row, signal: stopping.signal, now: options.now, newId: options.newId }
      const promise = run(place)
        .catch(report)
        .finally(() => void ofWorkspace.delete(row.connectionId))
      ofWorkspace.set(row.connectionId, promise)
    },
    isRunning: (workspace, connectionId) => of(workspace).has(connectionId),
    stop: () => stopping.abort(),
    settled: async () => {
      await Promise.all([...running.values()].flatMap((ofWorkspace) => [...ofWorkspace.values()]))
    },
  }
}

type Outcome = Pick<SyncRunRow, 'state' | 'failure' | 'stopReason'>

const done: Outcome = { state: 'done', failure: null, stopReason: null }

async function runOnce(place: RunPlace, { integrations, records, report, now }: RunnerOptions): Promise<Outcome> {
  const { workspace, run, signal } = place
  const act = <Result>(call: (context: never) => Promise<Result>): Promise<Result> =>
    integrations.use(workspace, { connectionId: run.connectionId, purpose: 'sync' }, call as (context: unknown) => Promise<Result>)
  try {
    const { type } = integrations.get(workspace, run.connectionId)
    const sync = integrations.connectorOf(type).sync as ConnectorSync<never> | undefined // its contexts come from this connection
    if (sync?.kind === 'backup') await syncBackup(place, sync, act)
    if (sync?.kind === 'records') {
      await syncRecords(openRecordSession({ ...place, records: records[sync.records], remote: remoteOf(sync, act, signal) }))
    }
    return done
  } catch (error) {
    if (error instanceof StoppedSync) return { state: 'failed', failure: null, stopReason: error.reason }
    if (!(error instanceof ConnectorFailure)) report(error)
    const { kind, step, detail, vendor } = error instanceof ConnectorFailure ? error : unknownFailure
    return { state: 'failed', failure: { at: isoTime(now()), kind, step, detail, vendor }, stopReason: null }
  }
}

/** What is nobody's word: the program's own, or the disk's. */
const unknownFailure = new ConnectorFailure('aborted', { step: 'vendor', mayHaveArrived: false })

function finish(tx: Tx, { workspace, run }: RunPlace, { integrations }: RunnerOptions, outcome: Outcome): void {
  changeRun(tx.db, run.id, { ...outcome, finishedAt: tx.now })
  const row = findRun(tx.db, run.id)
  // A connection may have been taken away meanwhile.
  const connection = integrations.find(workspace, run.connectionId)
  if (row !== undefined && connection !== undefined) announceSync(tx, row, connection)
}
