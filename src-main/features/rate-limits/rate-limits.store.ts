import { and, asc, eq, sql } from 'drizzle-orm'
import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import { apiKeys } from '../api-keys/api-keys.control.table.ts'
import { companies } from '../companies/companies.control.table.ts'
import { apiClients } from '../oauth/oauth.control.table.ts'
import type { NewRateLimit, RateLimit, RateLimitChange } from './rate-limits.contract.ts'
import { rateLimits } from './rate-limits.control.table.ts'

const columns = {
  id: rateLimits.id,
  name: rateLimits.name,
  readsPerHour: rateLimits.readsPerHour,
  writesPerHour: rateLimits.writesPerHour,
  keyCount: sql<number>`(SELECT count(*) FROM ${apiKeys} WHERE api_keys.rate_limit_id = rate_limits.id AND api_keys.is_active)`,
  clientCount: sql<number>`(SELECT count(*) FROM ${apiClients} WHERE api_clients.rate_limit_id = rate_limits.id)`,
  version: rateLimits.version,
  createdAt: rateLimits.createdAt,
  updatedAt: rateLimits.updatedAt,
}

const ofCompany = (slug: unknown) =>
  sql`${rateLimits.companyId} = (SELECT ${companies.id} FROM ${companies} WHERE ${companies.slug} = ${slug})`

const inCompany = prepared((db) =>
  db
    .select(columns)
    .from(rateLimits)
    .where(ofCompany(sql.placeholder('company')))
    .orderBy(asc(rateLimits.name))
    .prepare(),
)

/** The limits of a company, by name. */
export const listRateLimits = (db: Db, company: string): RateLimit[] => inCompany(db).all({ company })

const byId = prepared((db) =>
  db
    .select(columns)
    .from(rateLimits)
    .where(and(ofCompany(sql.placeholder('company')), eq(rateLimits.id, sql.placeholder('id'))))
    .prepare(),
)

export const findRateLimit = (db: Db, company: string, id: number): RateLimit | undefined => byId(db).get({ company, id })

export const insertRateLimit = (db: Db, row: NewRateLimit & { readonly companyId: number; readonly now: string }): number =>
  db
    .insert(rateLimits)
    .values({ ...row, createdAt: row.now, updatedAt: row.now })
    .returning({ id: rateLimits.id })
    .get().id

/** @returns whether it still was of the version that the caller read. */
export const updateRateLimit = (db: Db, { id, version, now, ...fields }: RateLimitChange & { id: number; now: string }): boolean =>
  db
    .update(rateLimits)
    .set({ ...fields, version: version + 1, updatedAt: now })
    .where(and(eq(rateLimits.id, id), eq(rateLimits.version, version)))
    .run().changes === 1

export const deleteRateLimit = (db: Db, id: number): void => void db.delete(rateLimits).where(eq(rateLimits.id, id)).run()

/** Takes a limit from the keys that are revoked: it no longer matters to them. */
export const releaseRevokedKeys = (db: Db, id: number): void =>
  void db
    .update(apiKeys)
    .set({ rateLimitId: null })
    .where(and(eq(apiKeys.rateLimitId, id), eq(apiKeys.isActive, false)))
    .run()
