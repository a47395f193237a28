import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { companies } from '../companies/companies.control.table.ts'

/** Where the calls of a company may go and how; without a row the defaults hold. */
export const outgoingCalls = sqliteTable('outgoing_calls', {
  companyId: integer('company_id')
    .primaryKey()
    .references(() => companies.id),
  privateNetworks: text('private_networks', { mode: 'json' }).$type<readonly string[]>().notNull(),
  destinations: text('destinations', { mode: 'json' }).$type<readonly string[]>().notNull(),
  /** PEM. */
  authorities: text('authorities'),
  proxyUrl: text('proxy_url'),
  proxyUserName: text('proxy_user_name'),
  /** Sealed by the vault. */
  proxyPassword: text('proxy_password'),
  proxyBypass: text('proxy_bypass', { mode: 'json' }).$type<readonly string[]>().notNull(),
  version: integer('version').notNull(),
  updatedAt: text('updated_at').notNull(),
})

export type OutgoingCallsRow = typeof outgoingCalls.$inferSelect
