import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Scope } from '../../contract/scopes.ts'
import type { Environment } from '../../infra/db/workspace.ts'
import { companies } from '../companies/companies.control.table.ts'
import { users } from '../people/people.control.table.ts'
import { rateLimits } from '../rate-limits/rate-limits.control.table.ts'

/** API keys. Names follow the epic; only the bcrypt hash and the visible prefix of a key are kept. */
export const apiKeys = sqliteTable(
  'api_keys',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    keyHash: text('key_hash').notNull().unique(),
    keyPrefix: text('key_prefix').notNull(),
    name: text('name').notNull(),
    description: text('description'),
    /** Who made it; null when it was made on the command line before there was anybody. */
    ownerId: integer('owner_id').references(() => users.id),
    companyId: integer('company_id')
      .notNull()
      .references(() => companies.id),
    environment: text('environment').$type<Environment>().notNull(),
    scopes: text('scopes', { mode: 'json' }).$type<readonly Scope[]>().notNull(),
    rateLimitPerHour: integer('rate_limit_per_hour').notNull(),
    /** The revision of the API that it is pinned to. */
    apiVersion: text('api_version').notNull(),
    /** The named limit that it shares instead. */
    rateLimitId: integer('rate_limit_id').references(() => rateLimits.id),
    requiresIdempotencyKey: integer('requires_idempotency_key', { mode: 'boolean' }).notNull().default(true),
    /** IP addresses and CIDR ranges; empty means any. */
    allowedAddresses: text('allowed_addresses', { mode: 'json' }).$type<readonly string[]>().notNull(),
    lastUsedAt: text('last_used_at'),
    lastUsedAddress: text('last_used_address'),
    expiresAt: text('expires_at'),
    isActive: integer('is_active', { mode: 'boolean' }).notNull().default(true),
    revokedAt: text('revoked_at'),
    createdAt: text('created_at').notNull(),
  },
  (table) => [index('api_keys_prefix').on(table.keyPrefix), index('api_keys_company').on(table.companyId, table.id)],
)

export type ApiKeyRow = typeof apiKeys.$inferSelect
