import { invoiceTotals, lineAmount } from '../../contract/money.ts'
import type { DocumentLine, InvoiceDocument } from './pdf-document.ts'

type FixtureLine = Omit<DocumentLine, 'amount'>

const mockLines: readonly FixtureLine[] = [
  { description: 'Şase montaj işçiliği', quantity: 36, unit: 'sa', unitPrice: 65_000, taxRate: 20, jobKey: 'JOB-1042' },
  { description: 'S355 çelik profil', quantity: 420, unit: 'kg', unitPrice: 3_850, taxRate: 20, jobKey: 'JOB-1042' },
  { description: 'Elektrostatik boya', quantity: 3, unit: 'ad', unitPrice: 145_000, taxRate: 20, jobKey: 'JOB-1038' },
  { description: 'Nakliye, Gebze', quantity: 1, unit: 'sefer', unitPrice: 120_000, taxRate: 10, jobKey: 'JOB-1038' },
]

/** An invented proforma for tests and benchmarks, with a 2 % discount; amounts and totals follow from the lines. */
export function documentFixture({
  lines = mockLines,
  ...changes
}: Partial<Omit<InvoiceDocument, 'lines' | 'totals'>> & { lines?: readonly FixtureLine[] } = {}): InvoiceDocument {
  return {
    kind: 'proforma',
    locale: 'tr',
    currency: 'TRY',
    number: 'PRO-2026-0311',
    issueDate: '2026-11-22',
    validUntil: '2026-12-22',
    issuer: {
      name: 'Öztürk Makina',
      address: 'Organize San. Bölgesi 5. Cad. 12, Gebze / Kocaeli',
      taxOffice: 'Gebze',
      taxNumber: '6340112233',
    },
    customer: { name: 'Çağrı Şişe İmalat A.Ş.', address: 'Cumhuriyet Mah. 44, Çayırova / Kocaeli', taxNumber: '1234567890' },
    lines: lines.map((line) => ({ ...line, amount: lineAmount(line) })),
    totals: invoiceTotals({ lines, discount: { percent: 2 } }),
    discountPercent: 2,
    notes: 'Teslim: 5 iş günü. Fiyatlar 30 gün geçerlidir.',
    jobs: [
      { key: 'JOB-1042', title: 'Şase montajı' },
      { key: 'JOB-1038', title: 'Kabin boyası ve sevkiyat' },
    ],
    isSandbox: false,
    ...changes,
  }
}
