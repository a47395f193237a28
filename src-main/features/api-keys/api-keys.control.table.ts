import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Scope } from '../../contract/scopes.ts'
import type { Environment } from '../../infra/db/workspace.ts'
import { companies } from '../companies/companies.control.table.ts'
import { users } from '../people/people.control.table.ts'
import { rateLimits } from '../rate-limits/rate-limits.control.table.ts'

/** API keys. Names follow the epic. */
export const apiKeys = sqliteTable(
  'api_keys',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    name: text('name').notNull(),
    description: text('description'),
    /** Who looks after it, at first whoever made it; null when it was made on the command line. */
    ownerId: integer('owner_id').references(() => users.id),
    companyId: integer('company_id')
      .notNull()
      .references(() => companies.id),
    environment: text('environment').$type<Environment>().notNull(),
    scopes: text('scopes', { mode: 'json' }).$type<readonly Scope[]>().notNull(),
    rateLimitPerHour: integer('rate_limit_per_hour').notNull(),
    /** The named limit that it shares instead. */
    rateLimitId: integer('rate_limit_id').references(() => rateLimits.id),
    requiresIdempotencyKey: integer('requires_idempotency_key', { mode: 'boolean' }).notNull().default(true),
    /** The revision of the API that it is pinned to. */
    apiVersion: text('api_version').notNull(),
    /** IP addresses and CIDR ranges; empty means any. */
    allowedAddresses: text('allowed_addresses', { mode: 'json' }).$type<readonly string[]>().notNull(),
    metadata: text('metadata', { mode: 'json' }).$type<Readonly<Record<string, string>>>().notNull(),
    expiresAt: text('expires_at'),
    /** Days before its end that were announced last: 30, 7, 1, 0; null for none. */
    expiryAnnounced: integer('expiry_announced'),
    isActive: integer('is_active', { mode: 'boolean' }).notNull().default(true),
    revokedAt: text('revoked_at'),
    createdAt: text('created_at').notNull(),
  },
  (table) => [index('api_keys_company').on(table.companyId, table.id)],
)

/** The secrets of keys; only the bcrypt hash and the visible prefix are kept. A key has one, and two while it is rotated. */
export const apiKeySecrets = sqliteTable(
  'api_key_secrets',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    apiKeyId: integer('api_key_id')
      .notNull()
      .references(() => apiKeys.id),
    keyHash: text('key_hash').notNull().unique(),
    keyPrefix: text('key_prefix').notNull(),
    createdAt: text('created_at').notNull(),
    /** When a secret that replaces another was first used. */
    firstUsedAt: text('first_used_at'),
    lastUsedAt: text('last_used_at'),
    lastUsedAddress: text('last_used_address'),
    /** Null for the current one. */
    endsAt: text('ends_at'),
    /** How long it goes on working after its successor is first used. */
    graceHours: integer('grace_hours'),
  },
  (table) => [index('api_key_secrets_prefix').on(table.keyPrefix), index('api_key_secrets_key').on(table.apiKeyId)],
)

export type ApiKeyRow = typeof apiKeys.$inferSelect
export type SecretRow = typeof apiKeySecrets.$inferSelect
