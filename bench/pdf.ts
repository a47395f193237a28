import { readFileSync } from 'node:fs'
import { jsPDF } from 'jspdf'
import { autoTable } from 'jspdf-autotable'
import { documentFixture } from '../src-main/features/invoices/pdf-document.fixture.ts'
import type { InvoiceDocument } from '../src-main/features/invoices/pdf-document.ts'
import { loadPdfFonts } from '../src-main/features/invoices/pdf-font.ts'
import { createPdfRenderer } from '../src-main/features/invoices/pdf-renderer.ts'
import { renderPdf } from '../src-main/features/invoices/render-pdf.ts'
import { formatAmount, formatDecimal, formatPercent } from '../src-main/lib/format-money.ts'

/** A one-page PDF of 12 lines against a bare jsPDF + autotable script with the same fonts and rows, warmed up, taken in turns of 20. Wanted: <= 1.2. */
export interface PdfBench {
  readonly controlMs: number
  readonly renderMs: number
  /** Through the worker, as the server does it. */
  readonly workerMs: number
  readonly ratio: number
  readonly workerRatio: number
}

const fontsDir = new URL('../resources/fonts/', import.meta.url)
const workerFile = new URL('../src-main/features/invoices/pdf.worker.ts', import.meta.url)

export async function benchPdf({ warmUps = 6, turns = 15 } = {}): Promise<PdfBench> {
  const files = { regular: readFont('inter-regular.ttf'), semiBold: readFont('inter-semibold.ttf') }
  const fonts = loadPdfFonts(files)
  const document = twelveLines()
  const renderer = createPdfRenderer({ workerFile, fontsDir: fontsDir.pathname })
  const candidates = [() => bare(document, files), () => renderPdf(document, fonts), () => renderer.render(document)]
  const times: number[][] = candidates.map(() => [])
  for (let turn = -warmUps; turn < turns; turn += 1) {
    for (const [index, candidate] of candidates.entries()) {
      for (let repeat = 0; repeat < 20; repeat += 1) {
        const start = performance.now()
        await candidate()
        if (turn >= 0) times[index]?.push(performance.now() - start)
      }
    }
  }
  await renderer.close()
  const [controlMs = 0, renderMs = 0, workerMs = 0] = times.map(median)
  return { controlMs, renderMs, workerMs, ratio: renderMs / controlMs, workerRatio: workerMs / controlMs }
}

function bare({ lines, locale }: InvoiceDocument, fonts: { regular: string; semiBold: string }): ArrayBuffer {
  const doc = new jsPDF({ unit: 'pt', format: 'a4', compress: true })
  doc.addFileToVFS('regular.ttf', fonts.regular)
  doc.addFont('regular.ttf', 'Inter', 'normal')
  doc.addFileToVFS('semibold.ttf', fonts.semiBold)
  doc.addFont('semibold.ttf', 'Inter', 'bold')
  autoTable(doc, {
    head: [['Açıklama', 'Miktar', 'Birim fiyat', 'KDV', 'Tutar']],
    body: lines.map((line) => [
      line.description,
      `${formatDecimal(line.quantity, locale)} ${line.unit}`,
      formatAmount(line.unitPrice, locale),
      formatPercent(line.taxRate, locale),
      formatAmount(line.amount, locale),
    ]),
    styles: { font: 'Inter' },
  })
  return doc.output('arraybuffer')
}

function twelveLines(): InvoiceDocument {
  return documentFixture({
    lines: Array.from({ length: 12 }, (_, index) => ({
      description: `Şase montaj işçiliği, ${index + 1}. grup`,
      quantity: 36.5 + index,
      unit: 'sa',
      unitPrice: 65_000 + index,
      taxRate: index % 3 ? 20 : 10,
    })),
  })
}

const readFont = (file: string): string => readFileSync(new URL(file, fontsDir), 'base64')
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

if (import.meta.main) console.table(await benchPdf())
