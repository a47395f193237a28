import { createWorkerThread } from '../../infra/workers/worker-thread.ts'
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
  const { workerFile, fontsDir, idleTimeoutMs = 30_000, maxQueued = 64, timeoutMs = 30_000 } = options
  const thread = createWorkerThread<InvoiceDocument, Uint8Array<ArrayBuffer>>({
    file: workerFile,
    task: 'printDocument',
    workerData: { fontsDir } satisfies PdfWorkerData,
    idleTimeoutMs,
    timeoutMs,
    // jsPDF makes much short-lived garbage: a young generation of 16 MB costs a fifth more time a page, but after hundreds of pages 70 MB stay with the process
    maxHeapMb: { old: 256, young: 64 },
  })
  return {
    render: async (document) => {
      if (thread.pending() > maxQueued) throw overloaded()
      try {
        return await thread.run(document)
      } catch (error) {
        throw new Error(`Printing failed: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
      }
    },
    close: thread.close,
  }
}

const overloaded = (): AppError =>
  new AppError('overloaded', 'Too many documents are waiting to be printed.', {
    retryAfterSeconds: 2,
    details: { fix: 'Try again in a moment.' },
  })
