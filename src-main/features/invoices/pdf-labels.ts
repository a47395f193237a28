import type { PrintLocale } from '../../lib/format-money.ts'
import type { InvoiceDocument } from './pdf-document.ts'

/** The words printed on documents. They follow the document's language, not the window's, and so live beside the code that prints them. */
export interface PdfLabels {
  readonly titles: Readonly<Record<InvoiceDocument['kind'], string>>
  readonly disclaimers: Readonly<Record<InvoiceDocument['kind'], string>>
  readonly draft: string
  readonly to: string
  readonly validUntil: string
  readonly jobs: string
  readonly otherLines: string
  readonly description: string
  readonly quantity: string
  readonly unitPrice: string
  readonly lineDiscount: string
  readonly vat: string
  readonly amount: string
  readonly subtotal: string
  readonly discount: string
  readonly total: string
  readonly sandbox: string
  readonly page: (page: number, pages: number) => string
  readonly taxId: (taxOffice: string | undefined, taxNumber: string | undefined) => string
}

const turkish: PdfLabels = {
  titles: { proforma: 'PROFORMA FATURA', e_invoice: 'E-FATURA', service_breakdown: 'HİZMET DÖKÜMÜ' },
  disclaimers: {
    proforma: 'Bu belge proforma niteliğindedir, mali değeri yoktur.',
    e_invoice: 'Bu belge e-faturanın çıktısıdır; aslı elektronik belgedir.',
    service_breakdown: 'Bu döküm bilgi amaçlıdır, mali değeri yoktur.',
  },
  draft: 'Taslak',
  to: 'Sayın',
  validUntil: 'Geçerlilik',
  jobs: 'İşler',
  otherLines: 'Diğer',
  description: 'Açıklama',
  quantity: 'Miktar',
  unitPrice: 'Birim fiyat',
  lineDiscount: 'İskonto',
  vat: 'KDV',
  amount: 'Tutar',
  subtotal: 'Ara toplam',
  discount: 'İskonto',
  total: 'Genel toplam',
  sandbox: 'SANDBOX: deneme belgesi, geçersizdir',
  page: (page, pages) => `Sayfa ${page} / ${pages}`,
  taxId: turkishTaxId,
}

const english: PdfLabels = {
  titles: { proforma: 'PROFORMA INVOICE', e_invoice: 'E-INVOICE', service_breakdown: 'SERVICE BREAKDOWN' },
  disclaimers: {
    proforma: 'This is a proforma invoice and not a tax document.',
    e_invoice: 'This is a printout of an e-invoice; the original is the electronic document.',
    service_breakdown: 'This breakdown is for information and not a tax document.',
  },
  draft: 'Draft',
  to: 'To',
  validUntil: 'Valid until',
  jobs: 'Jobs',
  otherLines: 'Other',
  description: 'Description',
  quantity: 'Quantity',
  unitPrice: 'Unit price',
  lineDiscount: 'Discount',
  vat: 'VAT',
  amount: 'Amount',
  subtotal: 'Subtotal',
  discount: 'Discount',
  total: 'Total',
  sandbox: 'SANDBOX: test document, not valid',
  page: (page, pages) => `Page ${page} of ${pages}`,
  taxId: (office, number) => joined([office && `Tax office ${office}`, number && `Tax no. ${number}`]),
}

const indonesian: PdfLabels = {
  titles: { proforma: 'FAKTUR PROFORMA', e_invoice: 'FAKTUR ELEKTRONIK', service_breakdown: 'RINCIAN JASA' },
  disclaimers: {
    proforma: 'Dokumen ini adalah faktur proforma dan bukan faktur pajak.',
    e_invoice: 'Dokumen ini adalah cetakan faktur elektronik; aslinya adalah dokumen elektronik.',
    service_breakdown: 'Rincian ini hanya untuk informasi dan bukan faktur pajak.',
  },
  draft: 'Draf',
  to: 'Kepada Yth.',
  validUntil: 'Berlaku hingga',
  jobs: 'Pekerjaan',
  otherLines: 'Lainnya',
  description: 'Deskripsi',
  quantity: 'Kuantitas',
  unitPrice: 'Harga satuan',
  lineDiscount: 'Diskon',
  vat: 'PPN',
  amount: 'Jumlah',
  subtotal: 'Subtotal',
  discount: 'Diskon',
  total: 'Total',
  sandbox: 'SANDBOX: dokumen uji coba, tidak berlaku',
  page: (page, pages) => `Halaman ${page} dari ${pages}`,
  taxId: (office, number) => joined([office && `Kantor pajak ${office}`, number && `NPWP ${number}`]),
}

export const pdfLabels: Readonly<Record<PrintLocale, PdfLabels>> = { tr: turkish, en: english, id: indonesian }

/** `Gebze VD 6340112233`; without an office `VKN 6340112233`, or `TCKN` for a person, whose number has 11 digits. */
function turkishTaxId(office: string | undefined, number: string | undefined): string {
  if (!office) return number ? `${number.length === 11 ? 'TCKN' : 'VKN'} ${number}` : ''
  const named = /\bV\.?D\.?$|vergi dairesi/i.test(office) ? office : `${office} VD`
  return number ? `${named} ${number}` : named
}

const joined = (parts: readonly (string | undefined)[]): string => parts.filter(Boolean).join(' · ')
