import { and, asc, eq, sql } from 'drizzle-orm'
import type { Currency, Locale } from '../../contract/fields.ts'
import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import type { CompanyChange, LogoMediaType } from './companies.contract.ts'
import { type CompanyRow, companies } from './companies.control.table.ts'

const bySlug = prepared((db) =>
  db
    .select()
    .from(companies)
    .where(eq(companies.slug, sql.placeholder('slug')))
    .prepare(),
)

export const findCompany = (db: Db, slug: string): CompanyRow | undefined => bySlug(db).get({ slug })

const all = prepared((db) => db.select().from(companies).orderBy(asc(companies.id)).prepare())

/** Every company, the oldest first. */
export const listCompanies = (db: Db): CompanyRow[] => all(db).all()

const insert = prepared((db) =>
  db
    .insert(companies)
    .values({
      slug: sql.placeholder('slug'),
      name: sql.placeholder('name'),
      locale: sql.placeholder('locale'),
      currency: sql.placeholder('currency'),
      timeZone: sql.placeholder('timeZone'),
      country: sql.placeholder('country'),
      createdAt: sql.placeholder('now'),
      updatedAt: sql.placeholder('now'),
    })
    .returning()
    .prepare(),
)

export interface NewCompanyRow {
  readonly slug: string
  readonly name: string
  readonly locale: Locale
  readonly currency: Currency
  readonly timeZone: string
  readonly country: string
  readonly now: string
}

export const insertCompany = (db: Db, row: NewCompanyRow): CompanyRow => insert(db).get({ ...row })

const value = (name: string) => sql`${sql.placeholder(name)}`

const update = prepared((db) =>
  db
    .update(companies)
    .set({
      name: value('name'),
      address: value('address'),
      taxOffice: value('taxOffice'),
      taxNumber: value('taxNumber'),
      phone: value('phone'),
      email: value('email'),
      website: value('website'),
      locale: value('locale'),
      currency: value('currency'),
      timeZone: value('timeZone'),
      country: sql`coalesce(${sql.placeholder('country')}, ${companies.country})`,
      invoiceNotes: value('invoiceNotes'),
      version: sql`${companies.version} + 1`,
      updatedAt: value('now'),
    })
    .where(and(eq(companies.slug, sql.placeholder('slug')), eq(companies.version, sql.placeholder('version'))))
    .returning()
    .prepare(),
)

/** Replaces the letterhead, if it still is of the version that the caller read. */
export const updateLetterhead = (db: Db, change: CompanyChange & { readonly slug: string; readonly now: string }): CompanyRow | undefined =>
  update(db).get({ ...change, country: change.country ?? null })

const logo = prepared((db) =>
  db
    .update(companies)
    .set({
      logoFile: value('logoFile'),
      logoMediaType: value('logoMediaType'),
      version: sql`${companies.version} + 1`,
      updatedAt: value('now'),
    })
    .where(eq(companies.slug, sql.placeholder('slug')))
    .returning()
    .prepare(),
)

export const updateLogo = (
  db: Db,
  change: { readonly slug: string; readonly logoFile: string | null; readonly logoMediaType: LogoMediaType | null; readonly now: string },
): CompanyRow | undefined => logo(db).get(change)
