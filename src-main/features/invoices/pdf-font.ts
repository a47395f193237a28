import { jsPDF } from 'jspdf'

/** The parsed faces of documents: Inter Regular and SemiBold, of `resources/fonts`. Made once and used for any number of documents. */
export interface PdfFonts {
  readonly regular: PdfFont
  readonly semiBold: PdfFont
}

/** A TrueType font as jsPDF parses it; its fields are jsPDF's own. */
export interface PdfFont {
  readonly cmap: { readonly unicode: { readonly codeMap: Readonly<Record<number, number>> } }
}

/** What of jsPDF's font is touched here; jsPDF 4 has no types for it. */
interface Internals extends PdfFont {
  readonly glyf: { encode: (glyphs: Glyphs, ids: readonly string[]) => { table: number[]; offsets: number[] } }
  readonly [table: string]: unknown
}
type Glyphs = Readonly<Record<string, { readonly encode: () => number[] } | null>>
interface FontClass {
  open: (file: Uint8Array) => Internals
}

/** From the font files in base64. Throws on what is not TrueType. */
export function loadPdfFonts(files: { readonly regular: string; readonly semiBold: string }): PdfFonts {
  return { regular: parse(files.regular), semiBold: parse(files.semiBold) }
}

function parse(base64: string): PdfFont {
  const font = fontClass().open(Buffer.from(base64, 'base64'))
  font.glyf.encode = encodeGlyphs
  for (const name of ['cmap', 'hmtx', 'hhea', 'maxp', 'post', 'name', 'os2']) keepRaw(font[name] as { raw: () => unknown }) // tables of every font
  return font
}

/**
 * Registers a parsed font with a document. jsPDF parses a font anew for each document, which takes as long as a page of text; here its parser
 * answers with a copy of the parsed one that has its own record of the letters used.
 */
export function registerFont(doc: jsPDF, font: PdfFont, style: 'normal' | 'bold'): void {
  const parser = fontClass()
  const { open } = parser
  const copy = Object.assign(Object.create(Object.getPrototypeOf(font)), font, { toUnicode: {} })
  try {
    parser.open = () => copy
    doc.addFileToVFS(`inter-${style}.ttf`, 'AAAA')
    doc.addFont(`inter-${style}.ttf`, 'Inter', style)
  } finally {
    parser.open = open
  }
}

/** jsPDF's own copies all glyphs again for each one that it adds. */
function encodeGlyphs(glyphs: Glyphs, ids: readonly string[]): { table: number[]; offsets: number[] } {
  const table: number[] = []
  const offsets: number[] = []
  for (const id of ids) {
    offsets.push(table.length)
    for (const byte of glyphs[id]?.encode() ?? []) table.push(byte)
  }
  offsets.push(table.length)
  return { table, offsets }
}

function keepRaw(table: { raw: () => unknown }): void {
  const raw = table.raw()
  table.raw = () => raw
}

const fontClass = (): FontClass => (jsPDF.API as unknown as { TTFFont: FontClass }).TTFFont // left out of jsPDF's types
