import { createHash } from 'node:crypto'
import { formatDay, formatMoney, formatPercent } from '../../lib/format-money.ts'
import type { DocumentLogo, DocumentParty, InvoiceDocument } from './pdf-document.ts'
import type { PdfFonts } from './pdf-font.ts'
import { type PdfLabels, pdfLabels } from './pdf-labels.ts'
import { bytesOf, createSheet, ink, page, type Sheet, type TextStyle } from './pdf-sheet.ts'
import { drawTable, paddingX } from './pdf-table.ts'

const small: TextStyle = { size: 8, color: 'dim' }
const body: TextStyle = { size: 8.5 }
const strong: TextStyle = { size: 9, bold: true }
const leading = 12
const logoBox = { width: 150, height: 46 } as const
const largestLogoPixels = 4_000_000

/** Prints a document as an A4 PDF. The same document gives the same bytes. Throws plain `Error` on a logo that it cannot read. */
export function renderPdf(document: InvoiceDocument, fonts: PdfFonts): Uint8Array<ArrayBuffer> {
  const sheet = createSheet(fonts)
  const labels = pdfLabels[document.locale]
  identify(sheet, document, labels)
  const onPage = (pageNumber: number): void => {
    if (document.isSandbox) drawWatermark(sheet)
    if (pageNumber > 1) drawRunningHead(sheet, document, labels)
  }
  const startPage = (): number => {
    sheet.doc.addPage()
    onPage(sheet.doc.getNumberOfPages())
    return page.top
  }
  if (document.isSandbox) drawWatermark(sheet)
  let y = drawLetterhead(sheet, document, labels)
  y = drawCustomer(sheet, document, labels, y)
  y = drawTable(sheet, document, y, (pageNumber) => pageNumber > 1 && onPage(pageNumber))
  y = drawTotals(sheet, document, labels, y, startPage)
  drawNotes(sheet, document, labels, y, startPage)
  drawFeet(sheet, document, labels)
  return bytesOf(sheet)
}

/** Fixes what jsPDF would take from the clock and from chance: the creation date and the id of the file. */
function identify({ doc }: Sheet, document: InvoiceDocument, labels: PdfLabels): void {
  const [year = '', month = '', day = ''] = document.issueDate.slice(0, 10).split('-')
  doc.setCreationDate(Number(year) > 2037 ? "D:20371231000000+00'00'" : `D:${year}${month}${day}000000+00'00'`) // NB: jsPDF refuses later years
  doc.setFileId(createHash('sha256').update(JSON.stringify(document)).digest('hex').slice(0, 32).toUpperCase())
  doc.setLanguage(document.locale)
  doc.setProperties({ title: titleOf(document, labels), author: document.issuer.name, creator: 'Interlock' })
}

/** A breakdown needs no number; an invoice without one is a draft. */
const numberOf = (document: InvoiceDocument, labels: PdfLabels): string =>
  document.number ?? (document.kind === 'service_breakdown' ? '' : labels.draft)
const titleOf = (document: InvoiceDocument, labels: PdfLabels): string =>
  `${labels.titles[document.kind]} ${numberOf(document, labels)}`.trimEnd()

function drawLetterhead(sheet: Sheet, document: InvoiceDocument, labels: PdfLabels): number {
  const heading: TextStyle = { size: 14, bold: true, align: 'right' }
  const right = facts(document, labels)
  sheet.text(labels.titles[document.kind], page.right, 62, heading)
  let rightY = 62 + 6
  for (const line of right.flatMap((text) => sheet.wrap(text, 220, small))) {
    rightY += leading
    sheet.text(line, page.right, rightY, { ...small, align: 'right' })
  }
  const width = page.right - page.left - Math.max(220, sheet.width(labels.titles[document.kind], heading)) - 24
  let y = document.issuer.logo === undefined ? 62 : drawLogo(sheet, document.issuer.logo) + 18
  y = drawLines(sheet, sheet.wrap(document.issuer.name, width, { size: 13, bold: true }), y, { size: 13, bold: true }, 16)
  y = drawLines(
    sheet,
    partyLines(document.issuer, labels).flatMap((text) => sheet.wrap(text, width, small)),
    y,
    small,
    leading,
  )
  const end = Math.max(y - leading, rightY) + 18
  sheet.rule(page.left, page.right, end, 'line', 0.75)
  return end
}

function facts(document: InvoiceDocument, labels: PdfLabels): string[] {
  const { validUntil, issueDate, locale } = document
  const jobs = document.kind === 'service_breakdown' ? [] : document.jobs // a breakdown has its job's key for a number
  return [
    numberOf(document, labels),
    formatDay(issueDate, locale),
    validUntil === undefined ? '' : `${labels.validUntil}: ${formatDay(validUntil, locale)}`,
    jobs.length === 0 ? '' : `${labels.jobs}: ${jobs.map(({ key }) => key).join(', ')}`,
  ].filter((fact) => fact !== '')
}

function partyLines(party: DocumentParty, labels: PdfLabels): string[] {
  const contact = [party.phone, party.email].filter(Boolean).join(' · ')
  return [party.address ?? '', labels.taxId(party.taxOffice, party.taxNumber), contact].filter((line) => line.trim() !== '')
}

function drawCustomer(sheet: Sheet, { customer }: InvoiceDocument, labels: PdfLabels, top: number): number {
  const width = page.right - page.left
  let y = drawLines(sheet, sheet.wrap(`${labels.to} ${customer.name}`, width, strong), top + 20, strong, 13)
  y = drawLines(
    sheet,
    partyLines(customer, labels).flatMap((text) => sheet.wrap(text, width, body)),
    y,
    body,
    leading,
  )
  return y + 6
}

function drawLines(sheet: Sheet, lines: readonly string[], top: number, style: TextStyle, height: number): number {
  for (const [index, line] of lines.entries()) sheet.text(line, page.left, top + index * height, style)
  return top + lines.length * height
}

function drawLogo(sheet: Sheet, logo: DocumentLogo): number {
  const top = 44
  try {
    const { width, height } = logoSize(sheet, logo)
    const scale = Math.min(logoBox.width / width, logoBox.height / height)
    sheet.doc.addImage(
      logo.base64,
      logo.mediaType === 'image/png' ? 'PNG' : 'JPEG',
      page.left,
      top,
      width * scale,
      height * scale,
      'logo',
      'FAST',
    )
    return top + height * scale
  } catch (cause) {
    throw new Error('The logo cannot be read as a PNG or JPEG image of at most 4 megapixels.', { cause })
  }
}

/** NB: a PNG's size is read from its IHDR, so that a small file of enormous dimensions is refused before it is unpacked. */
function logoSize(sheet: Sheet, logo: DocumentLogo): { width: number; height: number } {
  const header = Buffer.from(logo.base64.slice(0, 64), 'base64')
  const { width, height } =
    logo.mediaType === 'image/png'
      ? { width: header.readUInt32BE(16), height: header.readUInt32BE(20) }
      : sheet.doc.getImageProperties(logo.base64)
  if (!(width > 0 && height > 0 && width * height <= largestLogoPixels)) throw new RangeError(`${width} x ${height}`)
  return { width, height }
}

function drawTotals(sheet: Sheet, document: InvoiceDocument, labels: PdfLabels, top: number, startPage: () => number): number {
  const { totals, locale, discountPercent } = document
  const money = (amount: number): string => formatMoney(amount, locale, document.currency)
  const discountLabel = discountPercent ? `${labels.discount} ${formatPercent(discountPercent, locale)}` : labels.discount
  const rows: [string, string][] = [
    [labels.subtotal, money(totals.subtotal)],
    ...(totals.discount === 0 ? [] : [[discountLabel, money(-totals.discount)] satisfies [string, string]]),
    ...totals.vatByRate.map(({ rate, vat }): [string, string] => [`${labels.vat} ${formatPercent(rate, locale)}`, money(vat)]),
  ]
  const height = 20 + rows.length * 14 + 26
  let y = (top + height > page.bottom ? startPage() : top) + 20
  const total = money(totals.total)
  const left = Math.min(page.right - 210, page.right - sheet.width(total, { size: 10.5, bold: true }) - 120)
  for (const [label, amount] of rows) {
    sheet.text(label, left, y, body)
    sheet.text(amount, page.right - paddingX, y, { ...body, align: 'right' })
    y += 14
  }
  sheet.rule(left, page.right, y - 6, 'text', 0.75)
  sheet.text(labels.total, left, y + 8, { size: 10.5, bold: true })
  sheet.text(total, page.right - paddingX, y + 8, { size: 10.5, bold: true, align: 'right' })
  return y + 8
}

function drawNotes(sheet: Sheet, document: InvoiceDocument, labels: PdfLabels, top: number, startPage: () => number): void {
  const notes = [document.notes ?? '', labels.disclaimers[document.kind]].filter((text) => text.trim() !== '').join('\n')
  let y = top + 34
  for (const line of sheet.wrap(notes, page.right - page.left, small)) {
    if (y > page.bottom) y = startPage()
    sheet.text(line, page.left, y, small)
    y += leading
  }
}

function drawRunningHead(sheet: Sheet, document: InvoiceDocument, labels: PdfLabels): void {
  const title = titleOf(document, labels)
  const room = page.right - page.left - sheet.width(title, small) - 24
  sheet.text(sheet.wrap(document.issuer.name, room, { ...small, bold: true })[0] ?? '', page.left, 44, { ...small, bold: true })
  sheet.text(title, page.right, 44, { ...small, align: 'right' })
  sheet.rule(page.left, page.right, 52, 'line', 0.75)
}

function drawFeet(sheet: Sheet, document: InvoiceDocument, labels: PdfLabels): void {
  const pages = sheet.doc.getNumberOfPages()
  for (let number = 1; number <= pages; number += 1) {
    sheet.doc.setPage(number)
    sheet.text(labels.page(number, pages), page.right, page.foot, { ...small, size: 7.5, align: 'right' })
    sheet.text(numberOf(document, labels), page.left, page.foot, { ...small, size: 7.5 })
    if (document.isSandbox) {
      const x = (page.width - sheet.width(labels.sandbox, { size: 7.5, bold: true })) / 2
      sheet.text(labels.sandbox, x, page.foot, { size: 7.5, bold: true, color: 'amber' })
    }
  }
}

/** Pale and under everything else, so that it can be seen and nothing is hard to read. */
function drawWatermark({ doc, width }: Sheet): void {
  const size = 92
  const half = width('SANDBOX', { size, bold: true }) / 2 / Math.SQRT2
  doc.setTextColor(...ink.mark).text('SANDBOX', page.width / 2 - half + size / 4, page.height / 2 + half + size / 4 + 60, { angle: 45 })
}
