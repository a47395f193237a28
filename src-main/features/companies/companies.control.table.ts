import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Currency, Locale } from '../../contract/fields.ts'
import type { LogoMediaType } from './companies.contract.ts'

/** Companies and their letterheads. `slug` names the company's folder and never changes. */
export const companies = sqliteTable('companies', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  slug: text('slug').notNull().unique(),
  name: text('name').notNull(),
  address: text('address').notNull().default(''),
  taxOffice: text('tax_office').notNull().default(''),
  taxNumber: text('tax_number').notNull().default(''),
  phone: text('phone').notNull().default(''),
  email: text('email').notNull().default(''),
  website: text('website'),
  /** Name in the company's content store: the sha256 of its bytes. */
  logoFile: text('logo_file'),
  logoMediaType: text('logo_media_type').$type<LogoMediaType>(),
  locale: text('locale').$type<Locale>().notNull(),
  currency: text('currency').$type<Currency>().notNull(),
  timeZone: text('time_zone').notNull(),
  country: text('country').notNull(),
  invoiceNotes: text('invoice_notes'),
  version: integer('version').notNull().default(1),
  createdAt: text('created_at').notNull(),
  updatedAt: text('updated_at').notNull(),
})

export type CompanyRow = typeof companies.$inferSelect
