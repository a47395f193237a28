import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Tinypool } from 'tinypool'
import type { InvoiceDocument } from './pdf-document.ts'
import type { PdfFonts } from './pdf-sheet.ts'
import { renderPdf } from './render-pdf.ts'

/** What the pool hands to each worker when it starts. */
export interface PdfWorkerData {
  readonly fontsDir: string
}

const fonts = readFonts((Tinypool.workerData as PdfWorkerData).fontsDir) // tinypool types it any; pdf-renderer.ts gives it

function readFonts(fontsDir: string): PdfFonts {
  const base64 = (file: string): string => readFileSync(join(fontsDir, file), 'base64')
  return { regular: base64('inter-regular.ttf'), semiBold: base64('inter-semibold.ttf') }
}

/** Runs in a worker thread. The bytes are moved to the caller, not copied. */
export function printDocument(document: InvoiceDocument): unknown {
  return Tinypool.move(renderPdf(document, fonts))
}
