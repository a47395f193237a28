import { Tinypool } from 'tinypool'

export interface WorkerThread<Task, Result> {
  /** Runs a task once those before it are done. @throws what the task throws; why the thread could not start, or ended. */
  readonly run: (task: Task) => Promise<Result>
  /** How many tasks run or wait. */
  readonly pending: () => number
  /** Ends the thread; what still waits is refused. */
  readonly close: () => Promise<void>
}

export interface WorkerThreadOptions {
  /** A `.ts` file of the source, or its `.js` in the bundle. */
  readonly file: URL
  /** The function that the file exports. */
  readonly task: string
  readonly workerData?: object
  /** How long the thread stays after its last task. */
  readonly idleTimeoutMs: number
  /** After this a task is given up and its thread ended. */
  readonly timeoutMs: number
  readonly maxHeapMb: { readonly old: number; readonly young: number }
}

/** A thread that does one task after the other; it starts with the first of them and goes when it is idle. */
export function createWorkerThread<Task, Result>(options: WorkerThreadOptions): WorkerThread<Task, Result> {
  const pool = createPool(options)
  let startFailure: unknown
  let isClosed = false
  let pending = 0
  let last: Promise<unknown> = Promise.resolve()
  pool.on('error', (error) => {
    startFailure = error // a thread that cannot even start: the pool itself would leave its task waiting for ever
    pool.cancelPendingTasks()
  })

  const runNow = async (task: Task): Promise<Result> => {
    if (isClosed) throw new Error('The worker thread is closed.')
    startFailure = undefined
    // NB: `AbortSignal.timeout` would hold the task until its time is up, though it was done long before.
    const abandoning = new AbortController()
    const timer = setTimeout(() => abandoning.abort(), options.timeoutMs)
    try {
      return await pool.run(task, { signal: abandoning.signal })
    } catch (error) {
      throw startFailure ?? error
    } finally {
      clearTimeout(timer)
    }
  }

  return {
    // NB: the queue is ours, one task at a time goes to the pool, which forgets those behind a thread that died
    run: (task) => {
      pending += 1
      const result = last.then(() => runNow(task))
      last = result
        .catch(() => undefined)
        .finally(() => {
          pending -= 1
        })
      return result
    },
    pending: () => pending,
    close: async () => {
      isClosed = true
      await pool.destroy()
      await last
    },
  }
}

const createPool = ({ file, task, workerData, idleTimeoutMs, maxHeapMb }: WorkerThreadOptions): Tinypool =>
  new Tinypool({
    filename: file.href,
    name: task,
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: idleTimeoutMs,
    resourceLimits: { maxOldGenerationSizeMb: maxHeapMb.old, maxYoungGenerationSizeMb: maxHeapMb.young },
    workerData,
  })
