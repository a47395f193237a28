import type { Connector } from '../../connectors/kit/connector.ts'
import type { ConnectorSync } from '../../connectors/kit/sync.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import { AppError, notFound } from '../../lib/app-error.ts'
import { systemActor } from '../../lib/identity.ts'
import type { ConnectionRow } from '../integrations/connections.table.ts'
import type { Integrations } from '../integrations/integrations.service.ts'
import { emptyCounts } from './sync-records.ts'
import { createSyncRunner, type RunnerOptions, type SyncRunner } from './sync-runner.ts'
import { changeSync, findSync, insertRun, listDueSyncs, listRunning, listRunsBefore, putSync } from './syncs.store.ts'
import type { SyncRow, SyncRunRow } from './syncs.table.ts'

export interface SyncsOptions extends RunnerOptions {
  readonly workspaces: () => readonly Workspace[]
}

export interface Syncs {
  /** Begins a run, or gives the one that runs. @throws AppError `not_found`; `conflict` when nobody has seen what the first one would do. */
  readonly start: (tx: Tx, workspace: Workspace, given: { type: string; id?: number | undefined; confirm: boolean }) => SyncRunRow
  /** @throws AppError `not_found` also for a connection that has none. */
  readonly of: (
    workspace: Workspace,
    connectionId: number,
  ) => { connection: ConnectionRow; connector: Connector; sync: ConnectorSync<never> }
  readonly rowOf: (workspace: Workspace, connectionId: number) => SyncRow
  /** @throws AppError `not_found`; `conflict` before the first sync is confirmed. */
  readonly schedule: (tx: Tx, workspace: Workspace, connectionId: number, intervalMinutes: number | null) => void
  /** Begins nothing more and ends waits; what runs goes on after the next start. */
  readonly stop: () => void
  /** Waits for what runs. */
  readonly settled: () => Promise<void>
}

/** How often it is looked for syncs whose time has come, milliseconds; without any that costs a look into two indexes. */
const everyMs = 1_000

/** Of contacts, once somebody has confirmed them; minutes. */
const usualInterval = 60

/** What connections do by themselves, in the background: one run of a connection at a time, each known on disk before it begins. */
export function createSyncs(options: SyncsOptions): Syncs {
  const { integrations, workspaces, now, report } = options
  const runner = createSyncRunner(options)
  const timer = setInterval(look, everyMs).unref()

  function look(): void {
    for (const workspace of workspaces()) {
      // Also those that were begun before the program ended.
      for (const run of listRunning(workspace.db)) runner.launch(workspace, run)
      for (const id of listDueSyncs(workspace.db, new Date(now()).toISOString())) void begin(workspace, id).catch(report)
    }
  }

  async function begin(workspace: Workspace, connectionId: number): Promise<void> {
    if (runner.isRunning(workspace, connectionId)) return
    await workspace.write(
      (tx) => {
        const interval = findSync(tx.db, connectionId)?.intervalMinutes ?? null
        changeSync(tx.db, connectionId, { nextRunAt: nextRunAt(tx.now, interval) })
        return insert(tx, connectionId, { isPreview: false, isConfirmed: false, askedBy: null })
      },
      { actor: systemActor },
    )
  }

  return {
    ...createAsked(integrations, runner),
    stop: () => {
      clearInterval(timer)
      runner.stop()
    },
    settled: runner.settled,
  }
}

/** What people ask for. */
function createAsked(integrations: Integrations, runner: SyncRunner): Pick<Syncs, 'of' | 'rowOf' | 'start' | 'schedule'> {
  const of: Syncs['of'] = (workspace, connectionId) => {
    const connection = integrations.get(workspace, connectionId)
    const connector = integrations.connectorOf(connection.type)
    if (connector.sync === undefined) throw notFound('sync of', connection.name)
    return { connection, connector, sync: connector.sync as ConnectorSync<never> } // its contexts come from this connection
  }

  const start: Syncs['start'] = (tx, workspace, { type, id, confirm }) => {
    const found = integrations.ofType(workspace, type, id)
    if (found === undefined) throw notFound('connection of', type)
    const { sync } = of(workspace, found.id)
    const running = listRunning(tx.db).find(({ connectionId }) => connectionId === found.id)
    if (running !== undefined) return running
    const row = rowOf(workspace, found.id)
    const isNew = sync.kind === 'records' && !row.isConfirmed
    const isFirst = isNew && confirm
    if (isFirst && !wasPreviewed(workspace, found.id)) throw unseen()
    putSync(tx.db, isFirst ? { ...row, isConfirmed: true, ...scheduled(tx.now, row.intervalMinutes ?? usualInterval) } : row)
    const run = insert(tx, found.id, { isPreview: isNew && !confirm, isConfirmed: confirm, askedBy: tx.actor.name })
    tx.afterCommit(() => runner.launch(workspace, run))
    return run
  }

  return {
    of,
    rowOf,
    start,
    schedule: (tx, workspace, connectionId, intervalMinutes) => {
      const { sync } = of(workspace, connectionId)
      const row = rowOf(workspace, connectionId)
      if (sync.kind === 'records' && !row.isConfirmed && intervalMinutes !== null) throw unseen()
      putSync(tx.db, { ...row, ...scheduled(tx.now, intervalMinutes) })
    },
  }
}

const rowOf = ({ db }: Workspace, connectionId: number): SyncRow =>
  findSync(db, connectionId) ?? { connectionId, intervalMinutes: null, nextRunAt: null, isConfirmed: false, account: null, since: null }

const insert = (tx: Tx, connectionId: number, given: Pick<SyncRunRow, 'isPreview' | 'isConfirmed' | 'askedBy'>): SyncRunRow =>
  insertRun(tx.db, {
    ...given,
    connectionId,
    state: 'running',
    phase: 'reading',
    done: 0,
    total: null,
    counts: emptyCounts(),
    startedAt: tx.now,
  })

const nextRunAt = (now: string, intervalMinutes: number | null): string | null =>
  intervalMinutes === null ? null : new Date(Date.parse(now) + intervalMinutes * 60_000).toISOString()

const scheduled = (now: string, intervalMinutes: number | null) => ({ intervalMinutes, nextRunAt: nextRunAt(now, intervalMinutes) })

const wasPreviewed = ({ db }: Workspace, connectionId: number): boolean => {
  const [last] = listRunsBefore(db, connectionId, { beforeId: undefined, limit: 1 })
  return last?.isPreview === true && last.state === 'done'
}

const unseen = (): AppError =>
  new AppError('conflict', 'Nobody has seen yet what the first sync would do.', {
    details: { fix: 'Sync once without confirm: it only counts. Look at the counts, then confirm.' },
  })
