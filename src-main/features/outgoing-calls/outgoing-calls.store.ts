import { eq, getTableColumns } from 'drizzle-orm'
import type { Db } from '../../infra/db/database.ts'
import { companies } from '../companies/companies.control.table.ts'
import { type OutgoingCallsRow, outgoingCalls } from './outgoing-calls.control.table.ts'

/** The settings of every company that has changed them. */
export const listOutgoingCalls = (db: Db) =>
  db
    .select({ company: companies.slug, ...getTableColumns(outgoingCalls) })
    .from(outgoingCalls)
    .innerJoin(companies, eq(companies.id, outgoingCalls.companyId))
    .all()

/** Replaces the settings of a company. @returns how many it changed: none when they are of another version than the caller read. */
export const putOutgoingCalls = (db: Db, { version, ...settings }: OutgoingCallsRow): number =>
  db
    .insert(outgoingCalls)
    .values({ ...settings, version: version + 1 })
    .onConflictDoUpdate({
      target: outgoingCalls.companyId,
      set: { ...settings, version: version + 1 },
      setWhere: eq(outgoingCalls.version, version),
    })
    .run().changes
