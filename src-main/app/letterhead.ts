import { findCompany } from '../features/companies/companies.store.ts'
import type { FindLetterhead } from '../features/invoices/issuer.ts'
import type { Db } from '../infra/db/database.ts'
import { notFound } from '../lib/app-error.ts'

/** The letterhead of invoices, from the company's page. */
export const letterheadFrom =
  (control: Db): FindLetterhead =>
  (slug) => {
    const company = findCompany(control, slug)
    if (company === undefined) throw notFound('company', slug)
    const { name, address, taxOffice, taxNumber, phone, email, logoFile, logoMediaType, locale, timeZone, country, invoiceNotes } = company
    return {
      issuer: { name, address, taxOffice, taxNumber, phone, email },
      logoFile,
      logoMediaType,
      locale,
      timeZone,
      country,
      notes: invoiceNotes,
    }
  }
