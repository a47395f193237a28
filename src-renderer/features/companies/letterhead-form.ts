import type { Company, CompanyChange } from '../../../src-main/features/companies/companies.contract.ts'

export const letterheadFields = [
  'name',
  'address',
  'taxOffice',
  'taxNumber',
  'phone',
  'email',
  'website',
  'locale',
  'currency',
  'timeZone',
  'country',
  'invoiceNotes',
] as const

export type LetterheadField = (typeof letterheadFields)[number]

/** As the form holds it: nothing is ''. */
export type Letterhead = { readonly [Field in LetterheadField]: NonNullable<Company[Field]> }

/** The letterhead with the one that the person began from, so that a change by somebody else can be told apart from their own. */
export interface LetterheadFormValues extends Letterhead {
  readonly base: Letterhead & { readonly version: number }
}

const letterheadOf = (company: Company): Letterhead => ({
  name: company.name,
  address: company.address,
  taxOffice: company.taxOffice,
  taxNumber: company.taxNumber,
  phone: company.phone,
  email: company.email,
  website: company.website ?? '',
  locale: company.locale,
  currency: company.currency,
  timeZone: company.timeZone,
  country: company.country,
  invoiceNotes: company.invoiceNotes ?? '',
})

export function formValuesOf(company: Company): LetterheadFormValues {
  const letterhead = letterheadOf(company)
  return { ...letterhead, base: { ...letterhead, version: company.version } }
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text)

export const changeOf = ({ base, ...letterhead }: LetterheadFormValues): CompanyChange => ({
  ...letterhead,
  website: orNull(letterhead.website),
  invoiceNotes: orNull(letterhead.invoiceNotes),
  version: base.version,
})

export interface Merge {
  /** What the person changed, over what is there now. */
  readonly values: LetterheadFormValues
  /** Fields that both changed, differently; the merge holds the person's. */
  readonly conflicts: readonly LetterheadField[]
}

/** Brings edits of an older version onto the company as it is now. */
export function mergeEdits(mine: LetterheadFormValues, current: Company): Merge {
  const theirs = formValuesOf(current)
  const isMine = (field: LetterheadField): boolean => mine[field] !== mine.base[field]
  const edits = Object.fromEntries(letterheadFields.filter(isMine).map((field) => [field, mine[field]]))
  const conflicts = letterheadFields.filter((field) => isMine(field) && theirs[field] !== mine.base[field] && theirs[field] !== mine[field])
  return { values: { ...theirs, ...edits }, conflicts }
}
