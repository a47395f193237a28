import { type Clock, systemActor } from '../../lib/identity.ts'
import type { Db } from '../db/database.ts'
import type { Workspace } from '../db/workspace.ts'
import type { Tx } from '../db/write-queue.ts'

/** Work that waits in the database until it is due. */
export interface DueWork {
  /** What it writes follows from what is there, and may be lost with the power. */
  readonly isLazy?: boolean
  readonly isDue: (db: Db, now: number) => boolean
  /** Does what is due, a bounded part of it, and leaves that no longer due. */
  readonly run: (tx: Tx) => void
  /** Milliseconds after which to look again; undefined when nothing waits. */
  readonly nextLookMs: (db: Db, now: number) => number | undefined
}

export interface DueWorker {
  /** There may be work. */
  readonly wake: () => void
  /** Finishes what runs. */
  readonly stop: () => Promise<void>
}

interface Options {
  readonly workspace: Workspace
  readonly clock: Clock
  readonly work: DueWork
  /** Logs a failure that nobody waits for. */
  readonly report: (error: unknown) => void
}

const minSleepMs = 10

/** How long to wait before work that failed is tried again, milliseconds. */
const afterFailureMs = 5_000

/** Does a workspace's due work, and sleeps until there is more. What it knows is in the database, so a restart continues it. */
export function createDueWorker({ workspace, clock, work, report }: Options): DueWorker {
  const { db } = workspace
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let isStopped = false

  async function runDue(): Promise<void> {
    const options = { actor: systemActor, isLazy: work.isLazy === true }
    while (!isStopped && work.isDue(db, clock.now())) await workspace.write(work.run, options)
  }

  function look(): void {
    clearTimeout(timer)
    if (running !== undefined || isStopped) return
    running = runDue()
      .then(() => work.nextLookMs(db, clock.now()))
      .catch((error) => {
        report(error)
        return afterFailureMs
      })
      .then((sleepMs) => {
        running = undefined
        if (sleepMs !== undefined && !isStopped) timer = setTimeout(look, Math.max(minSleepMs, sleepMs))
      })
  }

  return {
    wake: look,
    stop: async () => {
      isStopped = true
      clearTimeout(timer)
      await running
    },
  }
}
