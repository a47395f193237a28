import type { PDFDocumentProxy } from 'pdfjs-dist'
// NB: the legacy build: browsers on a plant's LAN are not always the newest.
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url'

export type PdfDocument = PDFDocumentProxy

export interface OpenedPdf {
  readonly document: PdfDocument
  readonly close: () => void
}

export interface PdfEngine {
  /** Opens a file; its bytes are copied. @throws when it is no PDF. */
  readonly open: (bytes: Uint8Array) => Promise<OpenedPdf>
  /** Ends the worker; documents that are still open can no longer be drawn. */
  readonly close: () => void
}

/** Loads pdf.js, which only pages with a document pay for, and starts its worker from our own files. */
export async function startPdfEngine(): Promise<PdfEngine> {
  const { PDFWorker, getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const port = new Worker(workerUrl, { type: 'module' })
  const worker = new PDFWorker({ port: port as never }) // its JSDoc types say null where they mean Worker
  return {
    open: async (bytes) => {
      const task = getDocument({
        data: bytes.slice(), // pdf.js moves it to the worker
        worker,
        // Our documents embed their fonts and need no decoder of WebAssembly: nothing is ever fetched or compiled.
        useSystemFonts: false,
        useWorkerFetch: false,
        useWasm: false,
        disableWorkerRendering: true,
        verbosity: 0,
      })
      return { document: await task.promise, close: () => void task.destroy() }
    },
    close: () => {
      worker.destroy()
      port.terminate()
    },
  }
}

/** Most pixels of one canvas; beyond, the page is drawn coarser. */
const maxPixels = 16_777_216

export interface PageDrawing {
  /** Resolves when the page is drawn; rejects when it was canceled. */
  readonly canvas: Promise<HTMLCanvasElement>
  readonly cancel: () => void
}

/** Draws a page (the first is 1) with so many device pixels a point (1/72 inch). */
export function drawPage(document: PdfDocument, number: number, pixelsPerPoint: number): PageDrawing {
  let isCanceled = false
  let stop = (): void => undefined
  const draw = async (): Promise<HTMLCanvasElement> => {
    const page = await document.getPage(number)
    if (isCanceled) throw new Error('The drawing was canceled.')
    const whole = page.getViewport({ scale: 1 })
    const viewport = page.getViewport({ scale: Math.min(pixelsPerPoint, Math.sqrt(maxPixels / (whole.width * whole.height))) })
    const canvas = globalThis.document.createElement('canvas')
    canvas.width = Math.round(viewport.width)
    canvas.height = Math.round(viewport.height)
    const task = page.render({ canvas, viewport })
    stop = () => task.cancel()
    await task.promise
    return canvas
  }
  return {
    canvas: draw(),
    cancel: () => {
      isCanceled = true
      stop()
    },
  }
}

/** Gives the memory of a canvas back at once; a browser would keep it until it collects garbage. */
export function releaseCanvas(canvas: HTMLCanvasElement): void {
  canvas.width = 0
  canvas.height = 0
}
