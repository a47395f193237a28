import { and, asc, count, eq, gt, isNull, sql } from 'drizzle-orm'
import type { Role } from '../../contract/scopes.ts'
import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import { apiKeys } from '../api-keys/api-keys.control.table.ts'
import { companies } from '../companies/companies.control.table.ts'
import { companyMembers, sessions, users } from './people.control.table.ts'

/** A person as one company knows them. */
export interface CompanyPerson {
  readonly id: number
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly disabledAt: string | null
  readonly lastSignInAt: string | null
}

const people = (db: Db) =>
  db
    .select({
      id: users.id,
      name: users.name,
      email: users.email,
      role: companyMembers.role,
      disabledAt: companyMembers.disabledAt,
      lastSignInAt: users.lastSignInAt,
    })
    .from(companyMembers)
    .innerJoin(companies, eq(companies.id, companyMembers.companyId))
    .innerJoin(users, and(eq(users.id, companyMembers.userId), eq(users.isActive, true)))

const ofCompany = prepared((db) =>
  people(db)
    .where(eq(companies.slug, sql.placeholder('company')))
    .orderBy(asc(users.name), asc(users.id))
    .prepare(),
)

/** Everybody of a company by name, those who were disabled included. */
export const listCompanyPeople = (db: Db, company: string): CompanyPerson[] => ofCompany(db).all({ company })

const one = prepared((db) =>
  people(db)
    .where(and(eq(companies.slug, sql.placeholder('company')), eq(users.id, sql.placeholder('id'))))
    .prepare(),
)

export const findCompanyPerson = (db: Db, of: { readonly company: string; readonly id: number }): CompanyPerson | undefined =>
  one(db).get(of)

const withEmail = prepared((db) =>
  people(db)
    .where(and(eq(companies.slug, sql.placeholder('company')), eq(sql`lower(${users.email})`, sql.placeholder('email'))))
    .prepare(),
)

/** @param of.email in lower case. */
export const findCompanyPersonByEmail = (db: Db, of: { readonly company: string; readonly email: string }): CompanyPerson | undefined =>
  withEmail(db).get(of)

const otherOwner = prepared((db) =>
  people(db)
    .where(
      and(
        eq(companies.slug, sql.placeholder('company')),
        eq(companyMembers.role, 'owner'),
        isNull(companyMembers.disabledAt),
        sql`${users.id} <> ${sql.placeholder('id')}`,
      ),
    )
    .limit(1)
    .prepare(),
)

/** Whether a company has an active owner besides one. */
export const hasOtherOwner = (db: Db, of: { readonly company: string; readonly id: number }): boolean =>
  otherOwner(db).get(of) !== undefined

export const updateMember = (
  db: Db,
  { companyId, id, ...change }: { companyId: number; id: number; role: Role; disabledAt: string | null },
): void =>
  void db
    .update(companyMembers)
    .set(change)
    .where(and(eq(companyMembers.companyId, companyId), eq(companyMembers.userId, id)))
    .run()

/** Sessions that are not over. */
export const countSessions = (db: Db, of: { readonly id: number; readonly now: string; readonly idleSince: string }): number =>
  db
    .select({ count: count() })
    .from(sessions)
    .where(and(eq(sessions.userId, of.id), gt(sessions.expiresAt, of.now), gt(sessions.lastSeenAt, of.idleSince)))
    .get()?.count ?? 0

export const countOwnedKeys = (db: Db, of: { readonly companyId: number; readonly id: number }): number =>
  db
    .select({ count: count() })
    .from(apiKeys)
    .where(and(eq(apiKeys.companyId, of.companyId), eq(apiKeys.ownerId, of.id), eq(apiKeys.isActive, true)))
    .get()?.count ?? 0
