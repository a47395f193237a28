import type { Locale } from '../../../src-main/contract/fields.ts'
import type { Company } from '../../../src-main/features/companies/companies.contract.ts'
import type { InvoiceDraft, InvoiceKind } from '../../../src-main/features/invoices/invoices.contract.ts'

export const discountKinds = ['none', 'percent', 'amount'] as const
export type DiscountKind = (typeof discountKinds)[number]

/** The form's values; what is empty is ''. Kept as a draft through reloads, with the idempotency key that it will be issued with. */
export interface InvoiceFormValues {
  readonly idempotencyKey: string
  readonly kind: InvoiceKind
  readonly customerId: number | null
  readonly jobIds: readonly number[]
  readonly issueDate: string
  readonly validUntil: string
  readonly locale: Locale | ''
  readonly discountKind: DiscountKind
  readonly discountPercent: number | ''
  /** Whole units of the currency with its decimals, 12.5 for 12,50 ₺. */
  readonly discountAmount: number | ''
  readonly notes: string
}

/** `1,2` -> [1, 2]; anything else in it is dropped. */
export const jobIdsOf = (text: string | undefined): readonly number[] => [
  ...new Set(
    (text ?? '')
      .split(',')
      .map(Number)
      .filter((id) => Number.isSafeInteger(id) && id > 0),
  ),
]

interface Start {
  readonly idempotencyKey: string
  readonly jobIds: readonly number[]
  readonly customerId: number | null
  readonly company: Company | undefined
  /** Milliseconds since 1970. */
  readonly now: number
}

export const startValues = ({ idempotencyKey, jobIds, customerId, company, now }: Start): InvoiceFormValues => ({
  idempotencyKey,
  kind: 'proforma',
  customerId,
  jobIds,
  issueDate: company === undefined ? '' : dayIn(company.timeZone, now),
  validUntil: '',
  locale: company?.locale ?? '',
  discountKind: 'none',
  discountPercent: '',
  discountAmount: '',
  notes: company?.invoiceNotes ?? '',
})

/** The calendar date of a moment in the company's time zone, which is the one that counts on its papers. */
const dayIn = (timeZone: string, now: number): string => new Intl.DateTimeFormat('sv-SE', { timeZone }).format(now)

const minorUnitsOf = (amount: number): number => Math.round(amount * 100)

/** What the form asks the server for; undefined while no job is ticked. */
export function draftOf(values: InvoiceFormValues): InvoiceDraft | undefined {
  if (values.jobIds.length === 0) return undefined
  const { discountKind, discountPercent, discountAmount } = values
  return {
    kind: values.kind,
    jobIds: [...values.jobIds],
    issueDate: values.issueDate === '' ? null : values.issueDate,
    validUntil: values.validUntil === '' ? null : values.validUntil,
    locale: values.locale === '' ? null : values.locale,
    discountPercent: discountKind === 'percent' && discountPercent !== '' ? discountPercent : null,
    discountAmount: discountKind === 'amount' && discountAmount !== '' ? minorUnitsOf(discountAmount) : null,
    // An empty note is a decision: without it the company's own would be printed.
    notes: values.notes.trim(),
  }
}
