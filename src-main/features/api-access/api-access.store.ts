import { eq } from 'drizzle-orm'
import type { Db } from '../../infra/db/database.ts'
import { companies } from '../companies/companies.control.table.ts'
import type { ApiAccessChange } from './api-access.contract.ts'
import { apiAccess } from './api-access.control.table.ts'

/** The settings of every company that has changed them. */
export const listApiAccess = (db: Db) =>
  db
    .select({
      company: companies.slug,
      allowedOrigins: apiAccess.allowedOrigins,
      readsPerMinute: apiAccess.readsPerMinute,
      writesPerMinute: apiAccess.writesPerMinute,
      version: apiAccess.version,
    })
    .from(apiAccess)
    .innerJoin(companies, eq(companies.id, apiAccess.companyId))
    .all()

/** Replaces the settings of a company. @returns how many it changed: none when they are of another version than the caller read. */
export const putApiAccess = (
  db: Db,
  { version, ...settings }: ApiAccessChange & { readonly companyId: number; readonly updatedAt: string },
): number =>
  db
    .insert(apiAccess)
    .values({ ...settings, version: version + 1 })
    .onConflictDoUpdate({
      target: apiAccess.companyId,
      set: { ...settings, version: version + 1 },
      setWhere: eq(apiAccess.version, version),
    })
    .run().changes
