import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { ConnectionStatus, LastError } from './connections.contract.ts'

/** How the calls of one connection go out, where they differ from those of the company. */
export interface StoredNetwork {
  /** Instead of the vendor's. */
  readonly baseUrl: string | null
  readonly isHttpAllowed: boolean
  /** PEM. */
  readonly authorities: string | null
  /** PEM. */
  readonly certificate: string | null
  /** Sealed; of the certificate. */
  readonly privateKey: string | null
  readonly proxy: {
    readonly url: string
    readonly userName: string | null
    /** Sealed. */
    readonly password: string | null
    readonly bypass: readonly string[]
  } | null
}

/** What may be shown of a credential: that it is there, and the end of one that a machine made. */
export type CredentialMarks = Readonly<Record<string, { readonly ending: string | null }>>

/** One configured instance of a connector. */
export const connections = sqliteTable(
  'connections',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    /** Of its connector. */
    type: text('type').notNull(),
    name: text('name').notNull(),
    config: text('config', { mode: 'json' }).$type<Readonly<Record<string, unknown>>>().notNull(),
    /** JSON, sealed by the vault. */
    credentials: text('credentials'),
    credentialMarks: text('credential_marks', { mode: 'json' }).$type<CredentialMarks>().notNull(),
    network: text('network', { mode: 'json' }).$type<StoredNetwork>().notNull(),
    status: text('status').$type<ConnectionStatus>().notNull(),
    /** The one of its type that is meant where none is named. */
    isDefault: integer('is_default', { mode: 'boolean' }).notNull(),
    /** Whose account it is, as the vendor calls it. */
    account: text('account'),
    lastSuccessAt: text('last_success_at'),
    lastError: text('last_error', { mode: 'json' }).$type<LastError>(),
    nextRefreshAt: text('next_refresh_at'),
    /** The person who connected it; null for an API key. */
    ownerId: integer('owner_id'),
    version: integer('version').notNull(),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
    deletedAt: text('deleted_at'),
  },
  (table) => [
    index('connections_type').on(table.type).where(sql`deleted_at IS NULL`),
    index('connections_next_refresh').on(table.nextRefreshAt).where(sql`next_refresh_at IS NOT NULL AND deleted_at IS NULL`),
  ],
)

export type ConnectionRow = typeof connections.$inferSelect
