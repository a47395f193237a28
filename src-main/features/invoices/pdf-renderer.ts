import { Tinypool } from 'tinypool'
import { AppError } from '../../lib/app-error.ts'
import type { PdfWorkerData } from './pdf.worker.ts'
import type { InvoiceDocument } from './pdf-document.ts'

export interface PdfRenderer {
  /** A PDF file's bytes. Throws `overloaded` when too many wait already, plain `Error` when printing fails. */
  readonly render: (document: InvoiceDocument) => Promise<Uint8Array>
  /** Ends the worker; what still waits is refused. */
  readonly close: () => Promise<void>
}

export interface PdfRendererOptions {
  /** `pdf.worker.ts` in the source, `out/main/pdf.worker.js` in the bundle. */
  readonly workerFile: URL
  /** Holds inter-regular.ttf and inter-semibold.ttf. */
  readonly fontsDir: string
  /** How long the worker, some 40 MB, stays after its last document. */
  readonly idleTimeoutMs?: number
  readonly maxQueued?: number
}

/** Prints documents one after the other in a worker thread, which starts with the first of them and goes when it is idle. */
export function createPdfRenderer({ workerFile, fontsDir, idleTimeoutMs = 30_000, maxQueued = 64 }: PdfRendererOptions): PdfRenderer {
  const pool = new Tinypool({
    filename: workerFile.href,
    name: 'printDocument',
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: idleTimeoutMs,
    maxQueue: maxQueued,
    resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32 },
    workerData: { fontsDir } satisfies PdfWorkerData,
  })
  let isClosed = false
  return {
    render: async (document) => {
      if (isClosed) throw new Error('The PDF renderer is closed.')
      if (pool.queueSize >= maxQueued) throw overloaded()
      try {
        return await pool.run(document)
      } catch (cause) {
        throw new Error(`Printing failed: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
      }
    },
    close: async () => {
      isClosed = true
      await pool.destroy()
    },
  }
}

const overloaded = (): AppError =>
  new AppError('overloaded', 'Too many documents are waiting to be printed.', {
    retryAfterSeconds: 2,
    details: { fix: 'Try again in a moment.' },
  })
