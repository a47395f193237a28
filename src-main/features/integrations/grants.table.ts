import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** What a vendor has granted to a connection, by OAuth. */
export const connectionGrants = sqliteTable('connection_grants', {
  connectionId: integer('connection_id').primaryKey(),
  /** Sealed. */
  accessToken: text('access_token').notNull(),
  /** Sealed; null where the vendor gives none. */
  refreshToken: text('refresh_token'),
  scope: text('scope'),
  /** Of the access token; null where the vendor does not tell. */
  expiresAt: text('expires_at'),
  grantedAt: text('granted_at').notNull(),
  refreshedAt: text('refreshed_at').notNull(),
})

export type GrantRow = typeof connectionGrants.$inferSelect
