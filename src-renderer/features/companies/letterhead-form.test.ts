import { expect, it } from 'vitest'
import type { Company } from '../../../src-main/features/companies/companies.contract.ts'
import { changeOf, formValuesOf, mergeEdits } from './letterhead-form.ts'

const company: Company = {
  slug: 'plant',
  name: 'Öztürk Makina',
  address: 'Gebze',
  taxOffice: 'Gebze',
  taxNumber: '6340112233',
  phone: '',
  email: '',
  website: null,
  locale: 'tr',
  currency: 'TRY',
  timeZone: 'Europe/Istanbul',
  country: 'TR',
  invoiceNotes: null,
  hasLogo: false,
  version: 3,
  createdAt: '2026-11-22T08:00:00.000Z',
  updatedAt: '2026-11-22T08:00:00.000Z',
}

it('sends what is empty as nothing, with the version that was read', () => {
  const change = changeOf({ ...formValuesOf(company), phone: '1', website: ' ' })
  expect(change).toEqual({
    name: 'Öztürk Makina',
    address: 'Gebze',
    taxOffice: 'Gebze',
    taxNumber: '6340112233',
    phone: '1',
    email: '',
    website: null,
    locale: 'tr',
    currency: 'TRY',
    timeZone: 'Europe/Istanbul',
    country: 'TR',
    invoiceNotes: null,
    version: 3,
  })
})

it('merges edits of different fields and says nothing', () => {
  const { values, conflicts } = mergeEdits(
    { ...formValuesOf(company), phone: '1' },
    { ...company, address: 'Çayırova', hasLogo: true, version: 4 },
  )
  expect([values.phone, values.address, values.base.version, conflicts]).toEqual(['1', 'Çayırova', 4, []])
})

it('names a field that both changed, and keeps the person’s own', () => {
  const mine = { ...formValuesOf(company), name: 'Mine', phone: '2' }
  const { values, conflicts } = mergeEdits(mine, { ...company, name: 'Theirs', phone: '2', version: 4 })
  expect([values.name, values.base.name, conflicts]).toEqual(['Mine', 'Theirs', ['name']])
})
