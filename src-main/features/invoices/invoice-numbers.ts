import type { Db } from '../../infra/db/database.ts'
import { takeNumber } from './invoices.store.ts'

/** `PRO-2026-0001`: what people call an invoice, proforma or not, from when it is issued. */
export function nextKey(db: Db, issueDate: string): string {
  const series = `PRO-${yearOf(issueDate)}`
  return `${series}-${String(takeNumber(db, series)).padStart(4, '0')}`
}

/** `OZT2026000000001`: the legal number, in the form of the Turkish revenue administration: three letters, the year, nine digits. */
export function nextInvoiceNumber(db: Db, company: string, issueDate: string): string {
  const series = `${lettersOf(company)}${yearOf(issueDate)}`
  return `${series}${String(takeNumber(db, series)).padStart(9, '0')}`
}

/** Of the company's slug, which never changes, so that a new name starts no new series. */
const lettersOf = (company: string): string =>
  company
    .replaceAll(/[^a-z]/g, '')
    .slice(0, 3)
    .toUpperCase()
    .padEnd(3, 'X')

const yearOf = (issueDate: string): string => issueDate.slice(0, 4)
