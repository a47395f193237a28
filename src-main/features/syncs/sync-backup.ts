import type { BackupFile, BackupSync } from '../../connectors/kit/sync.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import { systemActor } from '../../lib/identity.ts'
import { packBackup } from './backup-file.ts'
import { patiently, type RunPlace } from './record-session.ts'
import type { SyncPhase } from './syncs.contract.ts'
import { changeRun } from './syncs.store.ts'

type Act = <Result>(call: (context: never) => Promise<Result>) => Promise<Result>

/** Stores one back-up and deletes the oldest. NB: it is named by when the run began, so that a run that goes on after a crash stores it once. */
export async function syncBackup({ workspace, run, signal }: RunPlace, sync: BackupSync<never>, act: Act): Promise<void> {
  const counts = structuredClone(run.counts)
  const note = (phase: SyncPhase, done: number, total: number | null): Promise<void> =>
    workspace.write((tx) => changeRun(tx.db, run.id, { phase, done, total, counts }), { actor: systemActor })
  const name = backupName(workspace, run.startedAt)
  await note('copying', 0, null)
  const packed = await packBackup(workspace, name)
  const report = (error: unknown): void => void error
  const onProgress = (sent: number): void => void note('sending', sent, packed.size).catch(report)
  try {
    const series = `${workspace.company}/${workspace.environment}`
    const file: BackupFile = {
      ...packed,
      name: `${name}.db.gz`,
      mediaType: 'application/gzip',
      series,
      key: `${series}/${run.id}/${run.startedAt}`,
    }
    await patiently(() => act((context) => sync.put(context, file, onProgress)), signal)
    counts.there.created = 1
    counts.there.deleted = await patiently(() => act((context) => sync.clear(context, series)), signal)
    await note('sending', packed.size, packed.size)
  } finally {
    await packed.discard()
  }
}

/** `oztem-live-2026-11-22-0840`, which is sorted by its time. */
const backupName = ({ company, environment }: Pick<Workspace, 'company' | 'environment'>, startedAt: string): string =>
  `${company}-${environment}-${startedAt.slice(0, 16).replace('T', '-').replace(':', '')}`
