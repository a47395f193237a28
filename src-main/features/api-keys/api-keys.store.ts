import { and, asc, desc, eq, isNotNull, isNull, lte, sql } from 'drizzle-orm'
import type { Scope } from '../../contract/scopes.ts'
import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import type { Environment } from '../../infra/db/workspace.ts'
import type { SharedLimit } from '../../infra/http/principal.ts'
import { companies } from '../companies/companies.control.table.ts'
import { companyMembers, users } from '../people/people.control.table.ts'
import { rateLimits } from '../rate-limits/rate-limits.control.table.ts'
import { type ApiKeyRow, apiKeys } from './api-keys.control.table.ts'

export interface NewApiKeyRow {
  readonly name: string
  readonly description: string | null
  readonly ownerId: number | null
  readonly companyId: number
  readonly environment: Environment
  readonly scopes: readonly Scope[]
  readonly rateLimitPerHour: number
  readonly rateLimitId: number | null
  readonly requiresIdempotencyKey: boolean
  readonly apiVersion: string
  readonly allowedAddresses: readonly string[]
  readonly metadata: Readonly<Record<string, string>>
  readonly expiresAt: string | null
  readonly expiryAnnounced: number | null
  readonly createdAt: string
}

const insert = prepared((db) =>
  db
    .insert(apiKeys)
    .values({
      name: sql.placeholder('name'),
      description: sql.placeholder('description'),
      ownerId: sql.placeholder('ownerId'),
      companyId: sql.placeholder('companyId'),
      environment: sql.placeholder('environment'),
      scopes: sql.placeholder('scopes'),
      rateLimitPerHour: sql.placeholder('rateLimitPerHour'),
      rateLimitId: sql.placeholder('rateLimitId'),
      requiresIdempotencyKey: sql.placeholder('requiresIdempotencyKey'),
      apiVersion: sql.placeholder('apiVersion'),
      allowedAddresses: sql.placeholder('allowedAddresses'),
      metadata: sql.placeholder('metadata'),
      expiresAt: sql.placeholder('expiresAt'),
      expiryAnnounced: sql.placeholder('expiryAnnounced'),
      createdAt: sql.placeholder('createdAt'),
    })
    .returning()
    .prepare(),
)

export const insertApiKey = (db: Db, row: NewApiKeyRow): ApiKeyRow => insert(db).get({ ...row })

/** A key with what its callers need besides the row. */
export interface FoundApiKey {
  readonly key: ApiKeyRow
  readonly company: string
  readonly ownerName: string | null
  readonly sharedLimit: SharedLimit | null
}

const found = (db: Db) =>
  db
    .select({
      key: apiKeys,
      company: companies.slug,
      ownerName: users.name,
      sharedLimit: { id: rateLimits.id, readsPerHour: rateLimits.readsPerHour, writesPerHour: rateLimits.writesPerHour },
    })
    .from(apiKeys)
    .innerJoin(companies, eq(companies.id, apiKeys.companyId))
    .leftJoin(users, eq(users.id, apiKeys.ownerId))
    .leftJoin(rateLimits, eq(rateLimits.id, apiKeys.rateLimitId))

const byId = prepared((db) =>
  found(db)
    .where(eq(apiKeys.id, sql.placeholder('id')))
    .prepare(),
)

export const findApiKey = (db: Db, id: number): FoundApiKey | undefined => byId(db).get({ id })

const ofCompany = prepared((db) =>
  found(db)
    .where(eq(companies.slug, sql.placeholder('company')))
    .orderBy(desc(apiKeys.id))
    .prepare(),
)

/** Every key of a company, newest first. */
export const listKeysOfCompany = (db: Db, company: string): FoundApiKey[] => ofCompany(db).all({ company })

const ending = prepared((db) =>
  found(db)
    .where(and(eq(apiKeys.isActive, true), isNotNull(apiKeys.expiresAt), lte(apiKeys.expiresAt, sql.placeholder('before'))))
    .orderBy(asc(apiKeys.expiresAt))
    .prepare(),
)

/** The keys that are not revoked and end before a time, or have ended. */
export const listEndingKeys = (db: Db, before: string): FoundApiKey[] => ending(db).all({ before })

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

const memberOfCompany = prepared((db) =>
  db
    .select({ id: companyMembers.userId })
    .from(companyMembers)
    .where(
      and(
        eq(companyMembers.userId, sql.placeholder('id')),
        eq(companyMembers.companyId, sql.placeholder('companyId')),
        isNull(companyMembers.disabledAt),
      ),
    )
    .prepare(),
)

/** Whether a person may use a company. */
export const isMember = (db: Db, person: { id: number; companyId: number }): boolean => memberOfCompany(db).get(person) !== undefined

export type ApiKeyFields = Partial<
  Pick<
    ApiKeyRow,
    | 'name'
    | 'description'
    | 'ownerId'
    | 'scopes'
    | 'rateLimitPerHour'
    | 'rateLimitId'
    | 'requiresIdempotencyKey'
    | 'apiVersion'
    | 'allowedAddresses'
    | 'metadata'
    | 'expiresAt'
    | 'expiryAnnounced'
  >
>

export const updateApiKey = (db: Db, id: number, fields: ApiKeyFields): void =>
  void db.update(apiKeys).set(fields).where(eq(apiKeys.id, id)).run()

const revoke = prepared((db) =>
  db
    .update(apiKeys)
    .set({ isActive: false, revokedAt: sql`${sql.placeholder('now')}` })
    .where(and(eq(apiKeys.id, sql.placeholder('id')), eq(apiKeys.isActive, true)))
    .prepare(),
)

/** A key that is already revoked keeps the time of the first time. @returns whether it was not. */
export const markRevoked = (db: Db, id: number, now: string): boolean => revoke(db).run({ id, now }).changes === 1
