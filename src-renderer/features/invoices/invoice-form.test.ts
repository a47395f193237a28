import { expect, it } from 'vitest'
import { draftOf, type InvoiceFormValues, jobIdsOf, startValues } from './invoice-form.ts'

const company = {
  slug: 'plant',
  name: 'Plant',
  address: '',
  taxOffice: '',
  taxNumber: '',
  phone: '',
  email: '',
  website: null,
  locale: 'tr',
  currency: 'TRY',
  timeZone: 'Asia/Jakarta',
  country: 'ID',
  invoiceNotes: 'Teslim: 5 iş günü.',
  hasLogo: false,
  version: 1,
  createdAt: '',
  updatedAt: '',
} as const

const start = (now: string): InvoiceFormValues =>
  startValues({ idempotencyKey: 'k', jobIds: [1, 2], customerId: 61, company, now: Date.parse(now) })

it('reads job ids from the address and drops what is none', () => {
  expect(jobIdsOf('1,2,2,x,-3,4.5,')).toEqual([1, 2])
  expect(jobIdsOf(undefined)).toEqual([])
})

it('starts with today in the company’s own zone, its language and its note', () => {
  expect(start('2026-11-22T20:00:00Z')).toMatchObject({ issueDate: '2026-11-23', locale: 'tr', notes: 'Teslim: 5 iş günü.' })
})

it('asks for nothing while no job is ticked', () => {
  expect(draftOf({ ...start('2026-11-22T08:00:00Z'), jobIds: [] })).toBeUndefined()
})

it('sends only the discount that is chosen, amounts in minor units, and an emptied note as empty', () => {
  const values = { ...start('2026-11-22T08:00:00Z'), discountPercent: 2, discountAmount: 19.99, notes: ' ' } as const
  const draft = {
    kind: 'proforma',
    jobIds: [1, 2],
    issueDate: '2026-11-22',
    validUntil: null,
    locale: 'tr',
    discountPercent: null,
    discountAmount: null,
    notes: '',
  }
  expect(draftOf({ ...values, discountKind: 'none' })).toEqual(draft)
  expect(draftOf({ ...values, discountKind: 'none', kind: 'e_invoice' })).toEqual({ ...draft, kind: 'e_invoice' })
  expect(draftOf({ ...values, discountKind: 'percent' })).toEqual({ ...draft, discountPercent: 2 })
  expect(draftOf({ ...values, discountKind: 'amount' })).toEqual({ ...draft, discountAmount: 1999 })
})
