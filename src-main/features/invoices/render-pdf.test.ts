import { readFileSync } from 'node:fs'
import { crc32, deflateSync } from 'node:zlib'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { describe, expect, it } from 'vitest'
import { documentFixture } from './pdf-document.fixture.ts'
import type { InvoiceDocument } from './pdf-document.ts'
import { loadPdfFonts } from './pdf-font.ts'
import { renderPdf } from './render-pdf.ts'

const font = (file: string): string => readFileSync(new URL(`../../../resources/fonts/${file}`, import.meta.url), 'base64')
const fonts = loadPdfFonts({ regular: font('inter-regular.ttf'), semiBold: font('inter-semibold.ttf') })

interface Item {
  readonly text: string
  readonly left: number
  readonly right: number
  readonly baseline: number
}

/** What pdf.js, a reader that we did not write, finds on each page. */
async function itemsOf(bytes: Uint8Array): Promise<Item[][]> {
  const loading = getDocument({ data: bytes.slice(), useSystemFonts: false, verbosity: 0 })
  const pdf = await loading.promise
  const pages: Item[][] = []
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const { items } = await (await pdf.getPage(number)).getTextContent()
    const texts = items.flatMap((item) => ('str' in item && item.str.trim() !== '' ? [item] : []))
    pages.push(
      texts.map(({ str, transform, width }) => ({ text: str, left: transform[4], right: transform[4] + width, baseline: transform[5] })),
    )
  }
  await loading.destroy()
  return pages
}
const textsOf = async (document: InvoiceDocument): Promise<string[][]> =>
  (await itemsOf(renderPdf(document, fonts))).map((items) => items.map(({ text }) => text))

const manyLines = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    description: `Parça no ${index + 1}`,
    quantity: index + 0.5,
    unit: 'ad',
    unitPrice: 12_345 + index,
    taxRate: index % 2 ? 20 : 10,
    jobKey: index % 2 ? 'JOB-1042' : 'JOB-1038',
  }))

describe('a proforma', () => {
  it('shows letterhead, customer, lines, totals and notes, every Turkish letter and the lira sign extractable', async () => {
    const [texts = []] = await textsOf(documentFixture())
    expect(texts).toEqual(
      expect.arrayContaining([
        'Öztürk Makina',
        'PROFORMA FATURA',
        'PRO-2026-0311',
        '22.11.2026',
        'Geçerlilik: 22.12.2026',
        'Gebze VD 6340112233',
        'Sayın Çağrı Şişe İmalat A.Ş.',
        'VKN 1234567890',
        'Şase montaj işçiliği',
        '36 sa',
        '23.400,00',
        'Ara toplam',
        '45.120,00 ₺',
        'İskonto % 2',
        '−902,40 ₺',
        'KDV % 20',
        '8.608,32 ₺',
        'KDV % 10',
        '117,60 ₺',
        'Genel toplam',
        '52.943,52 ₺',
        'Teslim: 5 iş günü. Fiyatlar 30 gün geçerlidir.',
        'Sayfa 1 / 1',
      ]),
    )
  })

  it('prints and extracts all letters that the font has', async () => {
    const letters = 'ğşİıĞŞçÇöÖüÜ âîû ₺€$ ©®°± ²³ ½ ⅛ ×÷ ≤≥ – “” → əƏ ßẞ žŁő Ωμ Привет Καλημέρα'
    expect((await textsOf(documentFixture({ notes: letters })))[0]).toContain(letters)
  })

  it('composes decomposed letters and prints a box for what the font lacks, losing nothing after it', async () => {
    const notes = 'S\u0327is\u0327e \u0130mala\u0302t\u200b\u0007 中 😀 \u0080sonra\tgelen'
    expect((await textsOf(documentFixture({ notes })))[0]).toContain('Şişe İmalât □ □ sonra gelen')
  })

  it('without a number is a draft', async () => {
    const texts = (await textsOf(documentFixture({ number: undefined }))).flat()
    expect(texts).toContain('Taslak')
    expect(texts).not.toContain('PRO-2026-0311')
  })

  it('has a discount column only where a line has one', async () => {
    const lines = [{ description: 'Boya', quantity: 1, unit: 'ad', unitPrice: 10_000, taxRate: 20, discountPercent: 12.5 }]
    expect((await textsOf(documentFixture({ lines })))[0]).toEqual(expect.arrayContaining(['İskonto', '% 12,5', '87,50']))
    expect((await textsOf(documentFixture()))[0]).not.toContain('İskonto')
  })

  it.each([
    [
      'en',
      'EUR',
      [
        'PROFORMA INVOICE',
        'To Çağrı Şişe İmalat A.Ş.',
        'Tax no. 1234567890',
        '22 Nov 2026',
        'VAT 20%',
        '€52,943.52',
        '−€902.40',
        'Page 1 of 1',
      ],
    ],
    ['en', 'TRY', ['TRY 52,943.52']],
    ['id', 'IDR', ['FAKTUR PROFORMA', 'NPWP 1234567890', '22/11/2026', 'PPN 20%', 'Rp 52.943,52', '−Rp 902,40', 'Halaman 1 dari 1']],
  ] as const)('speaks %s with %s', async (locale, currency, expected) => {
    expect((await textsOf(documentFixture({ locale, currency })))[0]).toEqual(expect.arrayContaining([...expected]))
  })
})

describe('200 lines', () => {
  it('break over pages with repeated heads, every line once and in order, and page x of y', async () => {
    const pages = await textsOf(documentFixture({ lines: manyLines(200) }))
    expect(pages.length).toBeGreaterThan(4)
    for (const [index, texts] of pages.entries()) {
      expect(texts.filter((text) => text === 'Birim fiyat')).toHaveLength(texts.some((text) => text.startsWith('Parça no')) ? 1 : 0)
      expect(texts).toContain(`Sayfa ${index + 1} / ${pages.length}`)
      if (index > 0) expect(texts).toContain('PROFORMA FATURA PRO-2026-0311')
    }
    expect(pages.flat().filter((text) => text.startsWith('Parça no'))).toEqual(manyLines(200).map(({ description }) => description))
  })

  it('never run into the foot, and keep the totals together whatever the number of lines', async () => {
    for (let count = 20; count <= 60; count += 1) {
      const pages = await itemsOf(renderPdf(documentFixture({ lines: manyLines(count) }), fonts))
      const pageOf = (label: string): number => pages.findIndex((items) => items.some(({ text }) => text === label))
      expect(pageOf('Ara toplam'), `${count} lines`).toBe(pageOf('Genel toplam'))
      for (const items of pages) {
        const body = items.filter(({ text }) => !text.startsWith('Sayfa') && text !== 'PRO-2026-0311')
        expect(Math.min(...body.map(({ baseline }) => baseline)), `${count} lines`).toBeGreaterThan(55)
      }
    }
  })
})

describe('the page', () => {
  const edges = { left: 47.5, right: 547.8 }
  const insideEdges = async (document: InvoiceDocument): Promise<Item[]> => {
    const items = (await itemsOf(renderPdf(document, fonts))).flat()
    for (const { text, left, right } of items) {
      expect(left, text).toBeGreaterThan(edges.left)
      expect(right, text).toBeLessThan(edges.right)
    }
    return items
  }

  it('holds long descriptions, names, addresses and notes by wrapping them', async () => {
    const long = 'paslanmaz çelik boru bağlantı parçaları, ölçüye göre kesim ve kaynak '.repeat(8)
    const lines = [{ description: long + 'x'.repeat(200), quantity: 1, unit: 'ad', unitPrice: 1, taxRate: 20 }]
    const party = { name: `Çok Uzun ${long}`, address: long }
    const items = await insideEdges(documentFixture({ lines, issuer: party, customer: party, notes: `${long}\n${long}` }))
    expect(items.map(({ text }) => text).join(' ')).toContain('1 ad')
  })

  it('holds the largest amounts on one line each', async () => {
    const line = { description: 'Büyük', unit: 'metrekare/gün', taxRate: 20, discountPercent: 12.25 }
    const lines = [
      { ...line, quantity: 0.001, unitPrice: Number.MAX_SAFE_INTEGER },
      { ...line, quantity: 1, unitPrice: 7_000_000_000_000_000 },
    ]
    const texts = (await insideEdges(documentFixture({ lines }))).map(({ text }) => text)
    expect(texts).toEqual(expect.arrayContaining(['90.071.992.547.409,91', '70.000.000.000.000,00', '61.425.000.000.000,00']))
  })

  it('breaks notes of several pages', async () => {
    const notes = Array.from({ length: 150 }, (_, index) => `Madde ${index + 1}`).join('\n')
    const pages = await textsOf(documentFixture({ notes }))
    expect(pages.flat().filter((text) => text.startsWith('Madde'))).toHaveLength(150)
    expect(pages.at(-1)).toContain(`Sayfa ${pages.length} / ${pages.length}`)
  })
})

describe('an e-invoice', () => {
  it.each([
    ['tr', 'E-FATURA'],
    ['en', 'E-INVOICE'],
    ['id', 'FAKTUR ELEKTRONIK'],
  ] as const)('says in %s what it is, and otherwise stands like a proforma', async (locale, title) => {
    const number = 'OZT2026000000001'
    const [proforma = []] = await textsOf({ ...documentFixture(), locale, number })
    const [texts = []] = await textsOf({ ...documentFixture(), kind: 'e_invoice', locale, number })
    expect(texts).toContain(title)
    expect(texts.join(' ')).not.toMatch(/proforma/i)
    const isSame = (text: string): boolean => !/proforma/i.test(text)
    expect(texts.filter((text) => proforma.includes(text))).toEqual(proforma.filter(isSame))
  })
})

describe('a service breakdown', () => {
  it('groups the lines under their jobs, with a sum for each, and the lines of no job last', async () => {
    const other = { description: 'Kırtasiye', quantity: 1, unit: 'ad', unitPrice: 5_000, taxRate: 20 }
    const lines = [...documentFixture().lines, other]
    const [texts = []] = await textsOf(documentFixture({ kind: 'service_breakdown', number: undefined, lines }))
    const shown = [
      'JOB-1042 · Şase montajı',
      '39.570,00',
      'S355 çelik profil',
      'JOB-1038 · Kabin boyası ve sevkiyat',
      '5.550,00',
      'Diğer',
      'Kırtasiye',
    ]
    expect(texts).toEqual(expect.arrayContaining(['HİZMET DÖKÜMÜ', ...shown]))
    const places = shown.map((text) => texts.indexOf(text))
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(texts).not.toContain('Taslak')
  })
})

describe('a sandbox document', () => {
  it('says so on every page', async () => {
    const pages = await textsOf(documentFixture({ isSandbox: true, lines: manyLines(60) }))
    for (const texts of pages) expect(texts.filter((text) => text.startsWith('SANDBOX'))).toHaveLength(2)
    expect((await textsOf(documentFixture())).flat().join()).not.toContain('SANDBOX')
  })
})

describe('the file', () => {
  it('is the same byte for byte when printed again, in any time zone, and another one for another document', () => {
    const print = (): Buffer => Buffer.from(renderPdf(documentFixture({ isSandbox: true, lines: manyLines(30) }), fonts))
    const first = print()
    renderPdf(documentFixture({ notes: 'Between the two, other letters: Ωμ Привет ⅛' }), fonts)
    const zone = process.env['TZ']
    process.env['TZ'] = 'Asia/Jakarta'
    expect(print().equals(first)).toBe(true)
    process.env['TZ'] = zone
    expect(Buffer.from(renderPdf(documentFixture({ notes: 'başka' }), fonts)).equals(first)).toBe(false)
    expect(first.toString('latin1')).toContain("/CreationDate (D:20261122000000+00'00')")
  })

  it('is small, and can be printed for a year that jsPDF does not know', () => {
    expect(renderPdf(documentFixture({ issueDate: '2051-03-01' }), fonts).byteLength).toBeLessThan(30_000)
  })
})

describe('the logo', () => {
  const withLogo = (base64: string): InvoiceDocument =>
    documentFixture({ issuer: { ...documentFixture().issuer, logo: { mediaType: 'image/png', base64 } } })

  it('is embedded', () => {
    const bytes = Buffer.from(renderPdf(withLogo(png(30, 10)), fonts)).toString('latin1')
    expect(bytes).toMatch(/\/Subtype \/Image\s+\/Width 30\s+\/Height 10/)
  })

  it.each([
    ['not an image', Buffer.from('hello').toString('base64')],
    ['cut off', png(30, 10).slice(0, 80)],
    ['of a size that would fill the memory', png(50_000, 50_000, 1)],
  ])('%s is refused with a sentence', (_, base64) => {
    expect(() => renderPdf(withLogo(base64), fonts)).toThrow('The logo cannot be read as a PNG or JPEG image of at most 4 megapixels.')
  })
})

/** A grey PNG. `rows` below the height makes a file that lies about its size. */
function png(width: number, height: number, rows = height): string {
  const header = Buffer.from([
    ...[24, 16, 8, 0].map((bits) => width >>> bits),
    ...[24, 16, 8, 0].map((bits) => height >>> bits),
    8,
    0,
    0,
    0,
    0,
  ])
  const pixels = deflateSync(Buffer.alloc((width + 1) * rows, 0))
  const chunks = [chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...chunks]).toString('base64')
}

function chunk(type: string, data: Buffer): Buffer {
  const framed = Buffer.alloc(12 + data.length)
  framed.writeUInt32BE(data.length)
  framed.write(type, 4, 'latin1')
  data.copy(framed, 8)
  framed.writeUInt32BE(crc32(framed.subarray(4, 8 + data.length)), 8 + data.length)
  return framed
}
