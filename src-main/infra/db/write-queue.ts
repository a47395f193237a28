import { AppError } from '../../lib/app-error.ts'
import type { Actor } from '../../lib/identity.ts'
import { type Db, type SqliteConnection, storageError } from './database.ts'

/** What a write runs with: the connection inside the open transaction, its time, who caused it, and effects for after the commit. */
export interface Tx {
  readonly db: Db
  /** ISO 8601, one value for the whole write. */
  readonly now: string
  readonly actor: Actor
  readonly requestId: string | null
  readonly newId: (prefix: string) => string
  /** Says that a record changes: what was read before is no longer what is there. */
  readonly markChanged: () => void
  /** Runs once the transaction is on disk; never when it was rolled back. */
  readonly afterCommit: (effect: () => void) => void
}

export interface WriteOptions {
  readonly actor: Actor
  readonly requestId?: string
  /** May be lost with the power, though never half, nor before a later durable write: for logs. Spares the wait for the disk. */
  readonly isLazy?: boolean
  /** Has no effect but on the transaction, so that it may be run again from the start. Spares it a savepoint of its own. */
  readonly isRepeatable?: boolean
}

export interface WriteQueue {
  /**
   * Queues a synchronous function. Everything that comes within a few turns of the event loop runs in one transaction, each in
   * its own savepoint, so that many clients share one fsync and one failing write undoes only itself.
   * Resolves after COMMIT: acknowledged means on disk.
   * @throws AppError `storage_full`, `storage_unavailable`, `overloaded`; whatever the function throws.
   */
  readonly write: <Result>(run: (tx: Tx) => Result, options: WriteOptions) => Promise<Result>
  /** How many wait for their turn. */
  readonly waiting: () => number
  /** Counts the transactions that changed a record. */
  readonly revision: () => number
  /** Refuses what comes from now on; resolves when everything queued before is on disk or refused. */
  readonly close: () => Promise<void>
}

interface Pending {
  readonly run: (tx: Tx) => unknown
  readonly options: WriteOptions
  readonly resolve: (value: never) => void
  readonly reject: (reason: unknown) => void
}

type Outcome = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: unknown }

/** Beyond this many waiting writes a caller is told to come back rather than be answered late. */
const maxQueued = 5_000

/** Most writes in one transaction; bounds how long the event loop is held. */
const maxBatch = 256

/**
 * Turns of the event loop that a batch gathers for, as long as each brings more: while the first half of the clients' requests was read, the
 * other half has arrived. A turn without anything to read costs microseconds, so that a lone client does not wait.
 */
const maxGatheringTurns = 4

interface WriteQueueOptions {
  readonly db: Db
  readonly file: string
  readonly now: () => string
  readonly newId: (prefix: string) => string
  /** Called once after each committed transaction. */
  readonly onCommit?: () => void
}

export function createWriteQueue(options: WriteQueueOptions): WriteQueue {
  let revision = 0
  const onChanged = (): void => {
    revision += 1
  }
  const runBatch = createBatchRunner({ ...options, onChanged })
  const queue: Pending[] = []
  const drained: (() => void)[] = []
  let isScheduled = false
  let isClosed = false

  function schedule(): void {
    if (isScheduled) return
    isScheduled = true
    setImmediate(gather, 0, 1)
  }

  function gather(before: number, turn: number): void {
    const isGrowing = queue.length > before && queue.length < maxBatch && turn < maxGatheringTurns
    if (isGrowing) setImmediate(gather, queue.length, turn + 1)
    else flush()
  }

  function flush(): void {
    isScheduled = false
    const batch = queue.splice(0, maxBatch)
    const { outcomes, effects } = runBatch(batch)
    settle(batch, outcomes)
    for (const effect of effects) effect()
    if (queue.length > 0) schedule()
    else for (const done of drained.splice(0)) done()
  }

  return {
    write: (run, writeOptions) => {
      if (isClosed) return Promise.reject(stopping())
      if (queue.length >= maxQueued) return Promise.reject(overloaded())
      return new Promise((resolve, reject) => {
        queue.push({ run, options: writeOptions, resolve, reject })
        schedule()
      })
    },
    waiting: () => queue.length,
    revision: () => revision,
    close: () => {
      isClosed = true
      return isScheduled ? new Promise((resolve) => drained.push(resolve)) : Promise.resolve()
    },
  }
}

const stopping = (): AppError =>
  new AppError('storage_unavailable', 'Interlock is stopping.', {
    details: { fix: 'Send the request again once it has started.' },
    retryAfterSeconds: 5,
  })

const overloaded = (): AppError =>
  new AppError('overloaded', 'Too many writes are waiting for the disk.', {
    details: { fix: 'Wait as long as Retry-After says, then send the request again.' },
    retryAfterSeconds: 1,
  })

interface RunnerOptions extends WriteQueueOptions {
  readonly onChanged: () => void
}

interface BatchResult {
  readonly outcomes: readonly Outcome[]
  /** What to do now that the batch is on disk. */
  readonly effects: readonly (() => void)[]
}

/**
 * Runs a batch in one transaction. When every write in it may be repeated, they run side by side at first; should one fail, all of them start
 * over, each in its own savepoint. NB: a savepoint copies every page before it changes, a tenth of what a write costs.
 */
function createBatchRunner(options: RunnerOptions): (batch: readonly Pending[]) => BatchResult {
  const { db, file } = options
  const connection = db.$client
  const statements = transactionStatements(connection)

  function runOne(pending: Pending, effects: (() => void)[]): Outcome {
    const own: (() => void)[] = []
    statements.savepoint.run()
    try {
      const value = pending.run(createTx(options, pending.options, own))
      statements.release.run()
      effects.push(...own)
      return { ok: true, value }
    } catch (error) {
      // NB: SQLITE_FULL and I/O errors end the whole transaction by themselves; then nobody's write in it has happened.
      if (!connection.inTransaction) throw error
      statements.rollbackTo.run()
      statements.release.run()
      return { ok: false, error: storageError(error, file) }
    }
  }

  /** @returns undefined when they have to be run each in its own savepoint. */
  function runSideBySide(batch: readonly Pending[], effects: (() => void)[]): Outcome[] | undefined {
    if (!batch.every((pending) => pending.options.isRepeatable === true)) return undefined
    const all: (() => void)[] = []
    try {
      const outcomes = batch.map((pending): Outcome => ({ ok: true, value: pending.run(createTx(options, pending.options, all)) }))
      effects.push(...all)
      return outcomes
    } catch {
      // Which one failed, and with what, shows when they are run again.
      if (connection.inTransaction) statements.rollback.run()
      statements.begin.run()
      return undefined
    }
  }

  return (batch) => {
    const isLazy = batch.every((pending) => pending.options.isLazy === true)
    const effects: (() => void)[] = []
    try {
      if (isLazy) connection.pragma('synchronous = NORMAL')
      statements.begin.run()
      const outcomes = runSideBySide(batch, effects) ?? batch.map((pending) => runOne(pending, effects))
      statements.commit.run()
      if (options.onCommit !== undefined) effects.push(options.onCommit)
      return { outcomes, effects }
    } catch (error) {
      if (connection.inTransaction) statements.rollback.run()
      const reason = storageError(error, file)
      return { outcomes: batch.map(() => ({ ok: false, error: reason })), effects: [] }
    } finally {
      if (isLazy && connection.open) connection.pragma('synchronous = FULL')
    }
  }
}

const createTx = (options: RunnerOptions, by: WriteOptions, effects: (() => void)[]): Tx => ({
  db: options.db,
  now: options.now(),
  actor: by.actor,
  requestId: by.requestId ?? null,
  newId: options.newId,
  markChanged: () => effects.push(options.onChanged),
  afterCommit: (effect) => effects.push(effect),
})

function settle(batch: readonly Pending[], outcomes: readonly Outcome[]): void {
  batch.forEach((pending, index) => {
    const outcome = outcomes[index]
    if (outcome?.ok)
      pending.resolve(outcome.value as never) // the result type is the one that `run` promised to this caller
    else pending.reject(outcome?.error)
  })
}

function transactionStatements(connection: SqliteConnection) {
  return {
    begin: connection.prepare('BEGIN IMMEDIATE'),
    commit: connection.prepare('COMMIT'),
    rollback: connection.prepare('ROLLBACK'),
    savepoint: connection.prepare('SAVEPOINT write'),
    release: connection.prepare('RELEASE write'),
    rollbackTo: connection.prepare('ROLLBACK TO write'),
  }
}
