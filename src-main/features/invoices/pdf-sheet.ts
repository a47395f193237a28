import { deflateSync } from 'node:zlib'
import { jsPDF, type jsPDFAPI } from 'jspdf'
import { type PdfFont, type PdfFonts, registerFont } from './pdf-font.ts'

/** A4 in points. What is printed stays between `left` and `right`, `top` and `bottom`; the running head and foot are outside. */
export const page = { width: 595.28, height: 841.89, left: 48, right: 547.28, top: 66, bottom: 778, foot: 806 } as const
export type Ink = 'text' | 'dim' | 'line' | 'head' | 'amber' | 'mark'
export const ink: Readonly<Record<Ink, readonly [red: number, green: number, blue: number]>> = {
  text: [27, 33, 44],
  dim: [92, 102, 117],
  line: [228, 231, 236],
  head: [242, 244, 247],
  amber: [150, 97, 10],
  mark: [253, 244, 226],
}

export interface TextStyle {
  readonly size: number
  readonly color?: Ink
  readonly bold?: boolean
  readonly align?: 'left' | 'right'
}

/** What the parts of a document are drawn with. */
export interface Sheet {
  readonly doc: jsPDF
  /** The text as the font can print it. NB: everything drawn must have gone through this, see `printableIn`. */
  readonly printable: (text: string) => string
  readonly width: (text: string, style: TextStyle) => number
  /** Breaks into lines no wider than `width`; words that are longer are broken too. */
  readonly wrap: (text: string, width: number, style: TextStyle) => string[]
  readonly text: (text: string, x: number, y: number, style: TextStyle) => void
  readonly rule: (x1: number, x2: number, y: number, color: Ink, lineWidth: number) => void
}

export function createSheet(fonts: PdfFonts): Sheet {
  deflateNatively()
  const doc = new jsPDF({ unit: 'pt', format: 'a4', compress: true, putOnlyUsedFonts: true })
  registerFont(doc, fonts.regular, 'normal')
  registerFont(doc, fonts.semiBold, 'bold')
  doc.setFont('Inter', 'normal')
  const fontList = doc.getFontList()
  doc.getFontList = () => fontList // autotable asks for it several times a cell, and jsPDF makes it anew each time
  const printable = printableIn(fonts.regular)
  const use = ({ size, bold }: TextStyle): jsPDF => doc.setFont('Inter', bold ? 'bold' : 'normal').setFontSize(size)
  return {
    doc,
    printable,
    width: (text, style) => use(style).getTextWidth(printable(text)),
    wrap: (text, width, style) => use(style).splitTextToSize(printable(text), width) as string[], // jsPDF types it any; strings in, strings out
    text: (text, x, y, style) => {
      use(style)
        .setTextColor(...ink[style.color ?? 'text'])
        .text(printable(text), x, y, { align: style.align ?? 'left' })
    },
    rule: (x1, x2, y, color, lineWidth) => {
      doc
        .setDrawColor(...ink[color])
        .setLineWidth(lineWidth)
        .line(x1, y, x2, y)
    },
  }
}

/** The file of what has been drawn. */
export const bytesOf = ({ doc }: Sheet): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(doc.output(), 'latin1'))

/**
 * jsPDF's own deflate, in JavaScript and by single characters, takes a fifth of the time of a page. Streams are replaced through its plugin
 * point, which is one for all documents of the process; nothing here uses the other filters.
 */
function deflateNatively(): void {
  const plugins: jsPDFAPI & { processDataByFilters?: unknown } = jsPDF.API // jsPDF's types leave its filters out
  plugins.processDataByFilters = (data: string, filters: readonly string[]) => {
    if (filters.length === 0) return { data, reverseChain: '' }
    return { data: deflateSync(Buffer.from(data, 'latin1')).toString('latin1'), reverseChain: '/FlateDecode' }
  }
}

const replacement = '□'
const invisible = /[\p{Cc}\p{Cf}]/gu
const spaces = /[\t\u00a0\u2000-\u200a\u202f\u3000]/g

/**
 * jsPDF leaves out a letter that the font lacks, and below U+0100 even drops the rest of the string, so such letters print as boxes.
 * Letters are composed first (s + cedilla is ş), and all spaces become the plain one, so that copied text can be searched.
 */
function printableIn({ cmap }: PdfFont): (text: string) => string {
  const glyphs = cmap.unicode.codeMap
  return (text) => {
    const plain = text.normalize('NFC').replace(/\r\n?/g, '\n').replace(spaces, ' ')
    let printed = ''
    for (const letter of plain) {
      if (letter === '\n' || glyphs[letter.codePointAt(0) ?? 0]) printed += letter
      else if (letter.search(invisible) === -1) printed += replacement
    }
    return printed
  }
}
