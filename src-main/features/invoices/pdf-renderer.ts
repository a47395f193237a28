import { Tinypool } from 'tinypool'
import { AppError } from '../../lib/app-error.ts'
import type { PdfWorkerData } from './pdf.worker.ts'
import type { InvoiceDocument } from './pdf-document.ts'

export interface PdfRenderer {
  /** A PDF file's bytes. Throws `overloaded` when too many wait already, plain `Error` when printing fails. */
  readonly render: (document: InvoiceDocument) => Promise<Uint8Array<ArrayBuffer>>
  /** Ends the worker; what still waits is refused. */
  readonly close: () => Promise<void>
}

export interface PdfRendererOptions {
  /** `pdf.worker.ts` in the source, `out/main/pdf.worker.js` in the bundle. */
  readonly workerFile: URL
  /** Holds inter-regular.ttf and inter-semibold.ttf. */
  readonly fontsDir: string
  /** How long the worker stays after its last document. */
  readonly idleTimeoutMs?: number
  /** Documents that may wait behind the one being printed. */
  readonly maxQueued?: number
  /** After this a document is given up and its worker ended. */
  readonly timeoutMs?: number
}

/** Prints documents one after the other in a worker thread, which starts with the first of them and goes when it is idle. */
export function createPdfRenderer(options: PdfRendererOptions): PdfRenderer {
  const { maxQueued = 64, timeoutMs = 30_000 } = options
  const pool = createPool(options)
  let startFailure: unknown
  let isClosed = false
  let pending = 0
  let last: Promise<unknown> = Promise.resolve()
  pool.on('error', (error) => {
    startFailure = error // a worker that cannot even start: the pool itself would leave its document waiting for ever
    pool.cancelPendingTasks()
  })

  const print = async (document: InvoiceDocument): Promise<Uint8Array<ArrayBuffer>> => {
    if (isClosed) throw new Error('The PDF renderer is closed.')
    startFailure = undefined
    try {
      return await pool.run(document, { signal: AbortSignal.timeout(timeoutMs) })
    } catch (error) {
      const cause = startFailure ?? error
      throw new Error(`Printing failed: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
    }
  }

  return {
    // NB: the queue is ours, one document at a time goes to the pool, which forgets those behind a worker that died
    render: async (document) => {
      if (pending > maxQueued) throw overloaded()
      pending += 1
      const printed = last.then(() => print(document))
      last = printed
        .catch(() => undefined)
        .finally(() => {
          pending -= 1
        })
      return printed
    },
    close: async () => {
      isClosed = true
      await pool.destroy()
      await last
    },
  }
}

function createPool({ workerFile, fontsDir, idleTimeoutMs = 30_000 }: PdfRendererOptions): Tinypool {
  return new Tinypool({
    filename: workerFile.href,
    name: 'printDocument',
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: idleTimeoutMs,
    // jsPDF makes much short-lived garbage: a young generation of 16 MB costs a fifth more time a page, but after hundreds of pages 70 MB stay with the process
    resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 64 },
    workerData: { fontsDir } satisfies PdfWorkerData,
  })
}

const overloaded = (): AppError =>
  new AppError('overloaded', 'Too many documents are waiting to be printed.', {
    retryAfterSeconds: 2,
    details: { fix: 'Try again in a moment.' },
  })
