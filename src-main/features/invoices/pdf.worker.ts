import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Tinypool } from 'tinypool'
import type { InvoiceDocument } from './pdf-document.ts'
import { loadPdfFonts, type PdfFonts } from './pdf-font.ts'
import { renderPdf } from './render-pdf.ts'

/** What the pool hands to each worker when it starts. */
export interface PdfWorkerData {
  readonly fontsDir: string
}

// tinypool types it any; pdf-renderer.ts gives it
const { fontsDir } = Tinypool.workerData as PdfWorkerData
let fonts: PdfFonts | undefined // read once a worker; with the first document, so that a missing file fails that document and not the worker

/** Runs in a worker thread. The bytes are moved to the caller, not copied. */
export function printDocument(document: InvoiceDocument): unknown {
  fonts ??= loadPdfFonts({ regular: readFont('inter-regular.ttf'), semiBold: readFont('inter-semibold.ttf') })
  return Tinypool.move(renderPdf(document, fonts))
}

const readFont = (file: string): string => readFileSync(join(fontsDir, file), 'base64')
