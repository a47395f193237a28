import { createWorkerThread } from '../workers/worker-thread.ts'
import type { LogGroup, LogLine, LogPage } from './log-lines.ts'

/** Writes to the log of a workspace, never as part of a transaction of its other file. */
export interface LogFile {
  /** Adds a line to the group that is written next. */
  readonly append: (line: LogLine) => void
  /**
   * Has the lines that were appended written, in one transaction, once those before them are.
   * @throws plain `Error` when they could not be written, or too much waits.
   */
  readonly flush: () => Promise<void>
}

export interface LogWriter {
  readonly open: (file: string) => LogFile
  /** Waits for what was flushed, and ends the thread. */
  readonly close: () => Promise<void>
}

/** Groups that may wait; beyond, the disk is so slow that the log would fill the memory. */
const maxPending = 100

const pageBytes = 128 * 1024

/** Pages that wait to be used again. */
const maxFreePages = 8

/** A character of JSON in UTF-8, at most. */
const bytesOfCharacter = 3

/**
 * Writes logs in a thread of its own, each to a file of its own, so that no request waits for the log of another (decision 13). Of what it writes
 * the power may take the last seconds; so it is for logs only.
 */
export function createLogWriter(workerFile: URL): LogWriter {
  const thread = createWorkerThread<LogGroup, void>({
    file: workerFile,
    task: 'writeGroup',
    idleTimeoutMs: 30_000,
    timeoutMs: 60_000,
    maxHeapMb: { old: 32, young: 4 },
  })
  const free: SharedArrayBuffer[] = []
  let last: Promise<unknown> = Promise.resolve()

  const takePage = (bytes: number): SharedArrayBuffer =>
    (bytes <= pageBytes ? free.pop() : undefined) ?? new SharedArrayBuffer(Math.max(bytes, pageBytes))

  function giveBack(pages: readonly LogPage[]): void {
    for (const { bytes } of pages) if (bytes.byteLength === pageBytes && free.length < maxFreePages) free.push(bytes)
  }

  async function write(group: LogGroup): Promise<void> {
    try {
      if (thread.pending() >= maxPending) throw new Error(`The disk is too slow for the log ${group.file}; some of it is not kept.`)
      await thread.run(group)
    } finally {
      giveBack(group.pages)
    }
  }

  return {
    open: (file) => {
      const lines = createLines(takePage)
      return {
        append: lines.append,
        flush: () => {
          const written = lines.isEmpty() ? last.then(() => undefined) : write({ file, ...lines.take() })
          last = written.catch(() => undefined)
          return written
        },
      }
    },
    close: async () => {
      await last
      await thread.close()
    },
  }
}

/** Lines on their way to the thread; what is appended leaves no object behind. */
function createLines(takePage: (bytes: number) => SharedArrayBuffer) {
  const places = new Map<string, number>()
  let full: LogPage[] = []
  let page: { readonly bytes: SharedArrayBuffer; readonly view: Buffer } | undefined
  let length = 0

  function placeOf(sql: string): number {
    const place = places.get(sql) ?? places.size
    if (place === places.size) places.set(sql, place)
    return place
  }

  function pageFor(bytes: number): Buffer {
    if (page !== undefined && length + bytes <= page.view.length) return page.view
    close()
    const taken = takePage(bytes)
    page = { bytes: taken, view: Buffer.from(taken) }
    return page.view
  }

  function close(): void {
    if (page !== undefined) full.push({ bytes: page.bytes, length })
    page = undefined
    length = 0
  }

  return {
    append: ({ sql, values }: LogLine): void => {
      const line = `[${placeOf(sql)},${JSON.stringify(values)}]\n`
      const view = pageFor(line.length * bytesOfCharacter)
      length += view.write(line, length)
    },
    isEmpty: (): boolean => page === undefined && full.length === 0,
    take: (): Pick<LogGroup, 'statements' | 'pages'> => {
      close()
      const pages = full
      full = []
      return { statements: [...places.keys()], pages }
    },
  }
}
