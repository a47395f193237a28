import type { Currency, Locale } from '../../contract/fields.ts'
import { taxNumberProblem, taxNumberReasons } from '../../contract/tax-number.ts'
import type { Control } from '../../infra/db/control.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import { putFile, readFile } from '../../infra/files/content-store.ts'
import type { Principal } from '../../infra/http/principal.ts'
import { AppError, invalidField, notFound } from '../../lib/app-error.ts'
import type { Company, CompanyChange, LogoMediaType } from './companies.contract.ts'
import type { CompanyRow } from './companies.control.table.ts'
import { findCompany, insertCompany, updateLetterhead, updateLogo } from './companies.store.ts'
import { freeSlug, slugOf } from './company-slug.ts'
import { decodeLogo } from './logo-image.ts'

export interface NewCompany {
  readonly name: string
  readonly locale: Locale
}

/** What a new company starts with; the letterhead page changes it. */
const startingPlaces: Readonly<Record<Locale, { currency: Currency; timeZone: string; country: string }>> = {
  tr: { currency: 'TRY', timeZone: 'Europe/Istanbul', country: 'TR' },
  id: { currency: 'IDR', timeZone: 'Asia/Jakarta', country: 'ID' },
  en: { currency: 'EUR', timeZone: 'UTC', country: 'TR' },
}

/** Creates a company inside a write to control.db, under a slug made from its name. */
export const createCompany = (tx: Tx, input: NewCompany): CompanyRow =>
  insertCompany(tx.db, {
    slug: freeSlug(slugOf(input.name), (slug) => findCompany(tx.db, slug) !== undefined),
    ...input,
    ...startingPlaces[input.locale],
    now: tx.now,
  })

export interface Companies {
  readonly get: (principal: Principal) => Company
  /** @throws AppError `version_conflict` */
  readonly update: (principal: Principal, change: CompanyChange, requestId: string) => Promise<Company>
  readonly getLogo: (principal: Principal) => { bytes: Uint8Array; mediaType: string }
  /** Earlier logos stay in the content store. @throws AppError `payload_too_large`, `unsupported_media_type` */
  readonly setLogo: (principal: Principal, upload: { mediaType: LogoMediaType; base64: string }, requestId: string) => Promise<Company>
  readonly deleteLogo: (principal: Principal, requestId: string) => Promise<Company>
}

export function createCompanies({ control }: { control: Control }): Companies {
  const rowOf = ({ workspace }: Principal): CompanyRow => present(findCompany(control.db, workspace.company), workspace.company)

  async function storeLogo(
    principal: Principal,
    logo: { file: string | null; mediaType: LogoMediaType | null },
    requestId: string,
  ): Promise<Company> {
    const slug = principal.workspace.company
    const run = (tx: Tx) => updateLogo(tx.db, { slug, logoFile: logo.file, logoMediaType: logo.mediaType, now: tx.now })
    return toView(present(await control.write(run, { actor: principal.actor, requestId }), slug))
  }

  return {
    get: (principal) => toView(rowOf(principal)),
    update: async (principal, change, requestId) => {
      const slug = principal.workspace.company
      const run = (tx: Tx) => {
        checkTaxNumber(change, present(findCompany(tx.db, slug), slug))
        return updateLetterhead(tx.db, { ...change, slug, now: tx.now }) ?? refuseStale(findCompany(tx.db, slug), slug)
      }
      return toView(await control.write(run, { actor: principal.actor, requestId }))
    },
    getLogo: (principal) => {
      const { logoFile, logoMediaType } = rowOf(principal)
      if (logoFile === null || logoMediaType === null) throw notFound('logo of', principal.workspace.company)
      return { bytes: readFile(principal.workspace.filesDir, logoFile), mediaType: logoMediaType }
    },
    setLogo: async (principal, upload, requestId) => {
      const file = putFile(principal.workspace.filesDir, decodeLogo(upload))
      return storeLogo(principal, { file, mediaType: upload.mediaType }, requestId)
    },
    deleteLogo: (principal, requestId) => storeLogo(principal, { file: null, mediaType: null }, requestId),
  }
}

/** What was stored before stands until it is changed. */
function checkTaxNumber({ taxNumber, country }: CompanyChange, previous: CompanyRow): void {
  if (taxNumber === '' || country !== 'TR') return
  if (taxNumber === previous.taxNumber && country === previous.country) return
  const problem = taxNumberProblem({ country, taxNumber })
  if (problem === undefined || problem.reason === 'missing') return
  throw invalidField('tax_number', taxNumberReasons[problem.reason], 'Correct the number, or set the country of a company abroad.')
}

function present(row: CompanyRow | undefined, slug: string): CompanyRow {
  if (row === undefined) throw notFound('company', slug)
  return row
}

function refuseStale(current: CompanyRow | undefined, slug: string): never {
  const { version } = present(current, slug)
  throw new AppError('version_conflict', `The company was changed in the meantime; its version is now ${version}.`, {
    details: {
      field: 'version',
      current_version: version,
      fix: 'Read it again, apply the change to what is there now, and send that version.',
    },
  })
}

const toView = ({ logoFile, ...row }: CompanyRow): Company => ({ ...row, hasLogo: logoFile !== null })
