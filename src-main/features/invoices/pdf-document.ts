import type { InvoiceTotals } from '../../contract/money.ts'
import type { Currency, PrintLocale } from '../../lib/format-money.ts'

/**
 * Everything that a printed document shows, as plain data that can be sent to a worker. Amounts are minor units of `currency`, rates are
 * percent, days are `2026-11-22`. Printing twice from equal documents gives equal bytes.
 */
export interface InvoiceDocument {
  readonly kind: 'proforma' | 'e_invoice' | 'service_breakdown'
  readonly locale: PrintLocale
  readonly currency: Currency
  /** None yet while it is a draft. */
  readonly number?: string | undefined
  readonly issueDate: string
  readonly validUntil?: string | undefined
  readonly issuer: DocumentParty & { readonly logo?: DocumentLogo | undefined }
  readonly customer: DocumentParty
  readonly lines: readonly DocumentLine[]
  readonly totals: InvoiceTotals
  /** Only names the discount; its amount is in the totals. */
  readonly discountPercent?: number | undefined
  readonly notes?: string | undefined
  /** An invoice names their keys; a breakdown groups the lines under them, by `jobKey`. */
  readonly jobs: readonly DocumentJob[]
  readonly isSandbox: boolean
}

export interface DocumentParty {
  readonly name: string
  /** May have several lines. */
  readonly address?: string | undefined
  readonly taxOffice?: string | undefined
  readonly taxNumber?: string | undefined
  readonly phone?: string | undefined
  readonly email?: string | undefined
}

/** At most 4 megapixels; kept small it also prints faster. */
export interface DocumentLogo {
  readonly mediaType: 'image/png' | 'image/jpeg'
  readonly base64: string
}

export interface DocumentJob {
  readonly key: string
  readonly title: string
}

export interface DocumentLine {
  readonly description: string
  readonly quantity: number
  readonly unit: string
  readonly unitPrice: number
  readonly discountPercent?: number | undefined
  readonly taxRate: number
  /** After the line's own discount, as `lineAmount` gives it. */
  readonly amount: number
  readonly jobKey?: string | undefined
}
