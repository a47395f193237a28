import { autoTable, type CellDef, type RowInput, type Styles } from 'jspdf-autotable'
import { formatAmount, formatDecimal, formatPercent } from '../../lib/format-money.ts'
import type { DocumentLine, InvoiceDocument } from './pdf-document.ts'
import { type PdfLabels, pdfLabels } from './pdf-labels.ts'
import { ink, page, type Sheet } from './pdf-sheet.ts'

interface Column {
  readonly head: string
  readonly align: 'left' | 'right'
  readonly cell: (line: DocumentLine) => string
}

export const paddingX = 7
const smallestDescription = 150
/** Units are free text: a quantity may wrap, an amount never does. */
const widestQuantity = 96
const fontSizes = [8.5, 8, 7.5, 7, 6.5, 6, 5.5] as const

/**
 * The table of lines from `startY` over as many pages as it takes, heads repeated; returns where it ends.
 * `onPage` draws what else belongs on each page.
 */
export function drawTable(sheet: Sheet, document: InvoiceDocument, startY: number, onPage: (pageNumber: number) => void): number {
  const columns = columnsOf(document)
  const body = bodyOf(sheet, document, columns)
  const { fontSize, widths } = measure(sheet, columns, document.lines)
  let endY = startY
  autoTable(sheet.doc, {
    startY,
    margin: { top: page.top, left: page.left, right: page.width - page.right, bottom: page.height - page.bottom },
    theme: 'plain',
    rowPageBreak: 'avoid',
    head: [columns.map(({ head, align }) => ({ content: sheet.printable(head), styles: { halign: align } }))],
    body,
    styles: {
      font: 'Inter',
      fontSize,
      textColor: [...ink.text],
      cellPadding: { vertical: 5, horizontal: paddingX },
      lineColor: [...ink.line],
    },
    headStyles: { fontStyle: 'bold', fontSize: fontSize - 1, textColor: [...ink.dim], fillColor: [...ink.head], overflow: 'visible' },
    bodyStyles: { lineWidth: { bottom: 0.5 } },
    columnStyles: Object.fromEntries(columns.map(({ align }, index) => [index, columnStyle(index, align, widths[index] ?? 0)])),
    willDrawPage: ({ pageNumber }) => onPage(pageNumber),
    didDrawPage: ({ cursor }) => {
      endY = cursor?.y ?? endY
    },
  })
  return endY
}

function columnStyle(index: number, halign: Column['align'], cellWidth: number): Partial<Styles> {
  return { halign, cellWidth, overflow: index < 2 ? 'linebreak' : 'visible' }
}

function columnsOf({ lines, locale }: InvoiceDocument): Column[] {
  const labels = pdfLabels[locale]
  const hasDiscounts = lines.some(({ discountPercent }) => discountPercent)
  const discount: Column = {
    head: labels.lineDiscount,
    align: 'right',
    cell: ({ discountPercent }) => (discountPercent ? formatPercent(discountPercent, locale) : ''),
  }
  return [
    { head: labels.description, align: 'left', cell: ({ description }) => description },
    { head: labels.quantity, align: 'right', cell: ({ quantity, unit }) => `${formatDecimal(quantity, locale)} ${unit}` },
    { head: labels.unitPrice, align: 'right', cell: ({ unitPrice }) => formatAmount(unitPrice, locale) },
    ...(hasDiscounts ? [discount] : []),
    { head: labels.vat, align: 'right', cell: ({ taxRate }) => formatPercent(taxRate, locale) },
    { head: labels.amount, align: 'right', cell: ({ amount }) => formatAmount(amount, locale) },
  ]
}

function bodyOf(sheet: Sheet, document: InvoiceDocument, columns: readonly Column[]): RowInput[] {
  const row = (line: DocumentLine): RowInput => columns.map(({ cell }) => sheet.printable(cell(line)))
  if (document.kind !== 'service_breakdown' || document.jobs.length === 0) return document.lines.map(row)
  return groupsOf(document, pdfLabels[document.locale]).flatMap(({ title, lines }) => {
    const amount = lines.reduce((sum, line) => sum + line.amount, 0)
    const styles: CellDef['styles'] = { fontStyle: 'bold' }
    const head: CellDef[] = [
      { content: sheet.printable(title), colSpan: columns.length - 1, styles },
      { content: sheet.printable(formatAmount(amount, document.locale)), styles: { ...styles, halign: 'right', overflow: 'visible' } },
    ]
    return [head, ...lines.map(row)]
  })
}

/** The lines of each job, in the order of the jobs; those of none come last. A job without lines is listed all the same. */
function groupsOf(
  { jobs, lines }: InvoiceDocument,
  labels: PdfLabels,
): { readonly title: string; readonly lines: readonly DocumentLine[] }[] {
  const keys = new Set(jobs.map(({ key }) => key))
  const others = lines.filter(({ jobKey }) => jobKey === undefined || !keys.has(jobKey))
  const groups = jobs.map(({ key, title }) => ({ title: `${key} · ${title}`, lines: lines.filter(({ jobKey }) => jobKey === key) }))
  return others.length === 0 ? groups : [...groups, { title: labels.otherLines, lines: others }]
}

/** The largest type size at which every amount stays on one line and the description keeps a readable width. */
function measure(sheet: Sheet, columns: readonly Column[], lines: readonly DocumentLine[]): { fontSize: number; widths: number[] } {
  const numbers = columns.slice(1)
  const perPoint = numbers.map(({ head, cell }) =>
    Math.max(...[head, ...lines.map(cell)].map((text) => sheet.width(text, { size: 1, bold: true }))),
  )
  const widthsAt = (size: number): number[] =>
    perPoint.map((width, index) => Math.min(width * size + 2 * paddingX + 1, index === 0 ? widestQuantity : Number.POSITIVE_INFINITY))
  const room = (size: number): number => page.right - page.left - widthsAt(size).reduce((sum, width) => sum + width, 0)
  const fontSize = fontSizes.find((size) => room(size) >= smallestDescription) ?? fontSizes[fontSizes.length - 1] ?? 6
  return { fontSize, widths: [room(fontSize), ...widthsAt(fontSize)] }
}
