import { and, desc, eq, sql } from 'drizzle-orm'
import type { Scope } from '../../contract/scopes.ts'
import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import type { Environment } from '../../infra/db/workspace.ts'
import type { SharedLimit } from '../../infra/http/principal.ts'
import { companies } from '../companies/companies.control.table.ts'
import { users } from '../people/people.control.table.ts'
import { rateLimits } from '../rate-limits/rate-limits.control.table.ts'
import { type ApiKeyRow, apiKeys } from './api-keys.control.table.ts'

export interface NewApiKeyRow {
  readonly keyHash: string
  readonly keyPrefix: string
  readonly name: string
  readonly description: string | null
  readonly ownerId: number | null
  readonly companyId: number
  readonly environment: Environment
  readonly scopes: readonly Scope[]
  readonly rateLimitPerHour: number
  readonly rateLimitId: number | null
  readonly apiVersion: string
  readonly requiresIdempotencyKey: boolean
  readonly allowedAddresses: readonly string[]
  readonly expiresAt: string | null
  readonly createdAt: string
}

const insert = prepared((db) =>
  db
    .insert(apiKeys)
    .values({
      keyHash: sql.placeholder('keyHash'),
      keyPrefix: sql.placeholder('keyPrefix'),
      name: sql.placeholder('name'),
      description: sql.placeholder('description'),
      ownerId: sql.placeholder('ownerId'),
      companyId: sql.placeholder('companyId'),
      environment: sql.placeholder('environment'),
      scopes: sql.placeholder('scopes'),
      rateLimitPerHour: sql.placeholder('rateLimitPerHour'),
      rateLimitId: sql.placeholder('rateLimitId'),
      apiVersion: sql.placeholder('apiVersion'),
      requiresIdempotencyKey: sql.placeholder('requiresIdempotencyKey'),
      allowedAddresses: sql.placeholder('allowedAddresses'),
      expiresAt: sql.placeholder('expiresAt'),
      createdAt: sql.placeholder('createdAt'),
    })
    .returning()
    .prepare(),
)

export const insertApiKey = (db: Db, row: NewApiKeyRow): ApiKeyRow => insert(db).get({ ...row })

/** A key with the slug of its company, or with its owner's name: what the callers need besides the row. */
export interface ApiKeyOfCompany {
  readonly key: ApiKeyRow
  readonly company: string
  readonly sharedLimit: SharedLimit | null
}

export interface ApiKeyOfOwner {
  readonly key: ApiKeyRow
  readonly ownerName: string | null
}

const byId = prepared((db) =>
  db
    .select({
      key: apiKeys,
      company: companies.slug,
      sharedLimit: { id: rateLimits.id, readsPerHour: rateLimits.readsPerHour, writesPerHour: rateLimits.writesPerHour },
    })
    .from(apiKeys)
    .innerJoin(companies, eq(companies.id, apiKeys.companyId))
    .leftJoin(rateLimits, eq(rateLimits.id, apiKeys.rateLimitId))
    .where(eq(apiKeys.id, sql.placeholder('id')))
    .prepare(),
)

export const findApiKey = (db: Db, id: number): ApiKeyOfCompany | undefined => byId(db).get({ id })

const hashesOfPrefix = prepared((db) =>
  db
    .select({ id: apiKeys.id, keyHash: apiKeys.keyHash })
    .from(apiKeys)
    .where(eq(apiKeys.keyPrefix, sql.placeholder('keyPrefix')))
    .prepare(),
)

export const listHashesOfPrefix = (db: Db, keyPrefix: string): { id: number; keyHash: string }[] => hashesOfPrefix(db).all({ keyPrefix })

const ofCompany = prepared((db) =>
  db
    .select({ key: apiKeys, ownerName: users.name })
    .from(apiKeys)
    .leftJoin(users, eq(users.id, apiKeys.ownerId))
    .where(eq(apiKeys.companyId, sql.placeholder('companyId')))
    .orderBy(desc(apiKeys.id))
    .prepare(),
)

/** Every key of a company, newest first. */
export const listKeysOfCompany = (db: Db, companyId: number): ApiKeyOfOwner[] => ofCompany(db).all({ companyId })

const companyIdOfSlug = prepared((db) =>
  db
    .select({ id: companies.id })
    .from(companies)
    .where(eq(companies.slug, sql.placeholder('slug')))
    .prepare(),
)

export const findCompanyId = (db: Db, slug: string): number | undefined => companyIdOfSlug(db).get({ slug })?.id

const limitOfCompany = prepared((db) =>
  db
    .select({ id: rateLimits.id })
    .from(rateLimits)
    .where(and(eq(rateLimits.id, sql.placeholder('id')), eq(rateLimits.companyId, sql.placeholder('companyId'))))
    .prepare(),
)

export const hasRateLimit = (db: Db, limit: { id: number; companyId: number }): boolean => limitOfCompany(db).get(limit) !== undefined

const nameOfUser = prepared((db) =>
  db
    .select({ name: users.name })
    .from(users)
    .where(eq(users.id, sql.placeholder('id')))
    .prepare(),
)

export const findOwnerName = (db: Db, userId: number): string | undefined => nameOfUser(db).get({ id: userId })?.name

const revoke = prepared((db) =>
  db
    .update(apiKeys)
    .set({ isActive: false, revokedAt: sql`coalesce(${apiKeys.revokedAt}, ${sql.placeholder('now')})` })
    .where(eq(apiKeys.id, sql.placeholder('id')))
    .prepare(),
)

/** A key that is already revoked keeps the time of the first time. */
export const markRevoked = (db: Db, id: number, now: string): void => void revoke(db).run({ id, now })

const stamp = prepared((db) =>
  db
    .update(apiKeys)
    .set({ lastUsedAt: sql`${sql.placeholder('at')}`, lastUsedAddress: sql`${sql.placeholder('address')}` })
    .where(eq(apiKeys.id, sql.placeholder('id')))
    .prepare(),
)

export const stampLastUse = (db: Db, use: { id: number; at: string; address: string }): void => void stamp(db).run(use)
