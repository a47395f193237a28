import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Scope } from '../../contract/scopes.ts'
import type { Environment } from '../../infra/db/workspace.ts'
import { companies } from '../companies/companies.control.table.ts'
import { users } from '../people/people.control.table.ts'
import { rateLimits } from '../rate-limits/rate-limits.control.table.ts'
import type { GrantType } from './oauth-clients.contract.ts'

/** OAuth clients, under the epic's names. A client belongs to one company and one environment, and so does every token it gets. */
export const apiClients = sqliteTable(
  'api_clients',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    clientId: text('client_id').notNull().unique(),
    /** SHA-256; null for a public client, which has no secret. */
    clientSecretHash: text('client_secret_hash'),
    /** The secret before the last rotation, accepted until its time. */
    previousSecretHash: text('previous_secret_hash'),
    previousSecretExpiresAt: text('previous_secret_expires_at'),
    name: text('name').notNull(),
    description: text('description'),
    ownerId: integer('owner_id').references(() => users.id),
    companyId: integer('company_id')
      .notNull()
      .references(() => companies.id),
    environment: text('environment').$type<Environment>().notNull(),
    grantTypes: text('grant_types', { mode: 'json' }).$type<readonly GrantType[]>().notNull(),
    redirectUris: text('redirect_uris', { mode: 'json' }).$type<readonly string[]>().notNull(),
    scopes: text('scopes', { mode: 'json' }).$type<readonly Scope[]>().notNull(),
    rateLimitPerHour: integer('rate_limit_per_hour').notNull(),
    /** The named limit that it shares instead. */
    rateLimitId: integer('rate_limit_id').references(() => rateLimits.id),
    /** The revision of the API that it was made under. */
    apiVersion: text('api_version').notNull(),
    /** IP addresses and CIDR ranges that it may call from; empty means any. */
    allowedAddresses: text('allowed_addresses', { mode: 'json' }).$type<readonly string[]>().notNull(),
    metadata: text('metadata', { mode: 'json' }).$type<Readonly<Record<string, string>>>().notNull(),
    expiresAt: text('expires_at'),
    isActive: integer('is_active', { mode: 'boolean' }).notNull().default(true),
    lastUsedAt: text('last_used_at'),
    lastUsedAddress: text('last_used_address'),
    createdAt: text('created_at').notNull(),
    updatedAt: text('updated_at').notNull(),
  },
  (table) => [index('api_clients_company').on(table.companyId, table.id)],
)

/** Every access token that was issued and has not expired: a signed token is good only as long as its row says so. */
export const accessTokens = sqliteTable(
  'access_tokens',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    /** SHA-256 of the token's `jti`. */
    tokenHash: text('token_hash').notNull().unique(),
    clientId: integer('client_id')
      .notNull()
      .references(() => apiClients.id, { onDelete: 'cascade' }),
    /** Who gave consent; null for a client that acts for itself. */
    userId: integer('user_id').references(() => users.id),
    /** Ties together what one consent led to; null for a client that acts for itself. */
    grantId: text('grant_id'),
    scopes: text('scopes', { mode: 'json' }).$type<readonly string[]>().notNull(),
    isRevoked: integer('is_revoked', { mode: 'boolean' }).notNull().default(false),
    expiresAt: text('expires_at').notNull(),
    createdAt: text('created_at').notNull(),
  },
  (table) => [
    index('access_tokens_client').on(table.clientId, table.id),
    index('access_tokens_grant').on(table.grantId),
    index('access_tokens_expires_at').on(table.expiresAt),
  ],
)

export const refreshTokens = sqliteTable(
  'refresh_tokens',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    /** SHA-256. */
    tokenHash: text('token_hash').notNull().unique(),
    /** The newest access token of the same consent. */
    accessTokenId: integer('access_token_id').references(() => accessTokens.id, { onDelete: 'set null' }),
    clientId: integer('client_id')
      .notNull()
      .references(() => apiClients.id, { onDelete: 'cascade' }),
    userId: integer('user_id')
      .notNull()
      .references(() => users.id),
    grantId: text('grant_id').notNull(),
    /** How many refresh tokens this consent had before. */
    rotations: integer('rotations').notNull(),
    scopes: text('scopes', { mode: 'json' }).$type<readonly string[]>().notNull(),
    /** What the provider keeps of it, JSON; never the token. */
    payload: text('payload').notNull(),
    usedAt: text('used_at'),
    /** Another token took its place before it was ever used: to use it now is reuse, whatever the time. */
    isSuperseded: integer('is_superseded', { mode: 'boolean' }).notNull().default(false),
    isRevoked: integer('is_revoked', { mode: 'boolean' }).notNull().default(false),
    expiresAt: text('expires_at').notNull(),
    createdAt: text('created_at').notNull(),
  },
  (table) => [
    index('refresh_tokens_client').on(table.clientId, table.id),
    index('refresh_tokens_grant').on(table.grantId, table.rotations),
    index('refresh_tokens_expires_at').on(table.expiresAt),
  ],
)

/** What else the provider keeps: consents given, codes, and authorizations under way. */
export const oauthArtifacts = sqliteTable(
  'oauth_artifacts',
  {
    /** SHA-256 of the id, which for a code is the secret itself. */
    idHash: text('id_hash').primaryKey(),
    kind: text('kind').notNull(),
    clientId: integer('client_id').references(() => apiClients.id, { onDelete: 'cascade' }),
    grantId: text('grant_id'),
    /** JSON, without the id. */
    payload: text('payload').notNull(),
    usedAt: text('used_at'),
    expiresAt: text('expires_at').notNull(),
  },
  (table) => [index('oauth_artifacts_grant').on(table.grantId), index('oauth_artifacts_expires_at').on(table.expiresAt)],
)

/** Keys that sign tokens; the newest signs, older ones still verify until they are dropped. */
export const oauthSigningKeys = sqliteTable('oauth_signing_keys', {
  kid: text('kid').primaryKey(),
  /** The private key as JWK, sealed by the vault. */
  sealedKey: text('sealed_key').notNull(),
  createdAt: text('created_at').notNull(),
})

export type ApiClientRow = typeof apiClients.$inferSelect
export type RefreshTokenRow = typeof refreshTokens.$inferSelect
