import { and, desc, eq, gt, lte, sql } from 'drizzle-orm'
import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import { companies } from '../companies/companies.control.table.ts'
import { type InvitationRow, invitations } from './invitations.control.table.ts'

export const insertInvitation = (db: Db, row: typeof invitations.$inferInsert): InvitationRow =>
  db.insert(invitations).values(row).returning().get()

export const deleteInvitation = (db: Db, id: number): void => void db.delete(invitations).where(eq(invitations.id, id)).run()

/** Those of one e-mail that another takes the place of, and those of everybody whose time is over. */
export function deleteOldInvitations(db: Db, { companyId, email, now }: { companyId: number; email: string; now: string }): void {
  db.delete(invitations)
    .where(and(eq(invitations.companyId, companyId), eq(invitations.email, email)))
    .run()
  db.delete(invitations).where(lte(invitations.expiresAt, now)).run()
}

const waiting = prepared((db) =>
  db
    .select({ row: invitations })
    .from(invitations)
    .innerJoin(companies, eq(companies.id, invitations.companyId))
    .where(and(eq(companies.slug, sql.placeholder('company')), gt(invitations.expiresAt, sql.placeholder('now'))))
    .orderBy(desc(invitations.id))
    .prepare(),
)

/** The invitations to a company that can still be accepted, newest first. */
export const listInvitations = (db: Db, of: { readonly company: string; readonly now: string }): InvitationRow[] =>
  waiting(db)
    .all(of)
    .map(({ row }) => row)

const byToken = prepared((db) =>
  db
    .select({ row: invitations, company: companies.slug, companyName: companies.name })
    .from(invitations)
    .innerJoin(companies, eq(companies.id, invitations.companyId))
    .where(and(eq(invitations.tokenHash, sql.placeholder('tokenHash')), gt(invitations.expiresAt, sql.placeholder('now'))))
    .prepare(),
)

export interface FoundInvitation {
  readonly row: InvitationRow
  readonly company: string
  readonly companyName: string
}

export const findInvitation = (db: Db, of: { readonly tokenHash: string; readonly now: string }): FoundInvitation | undefined =>
  byToken(db).get(of)
