import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { Locale } from '../../contract/fields.ts'
import type { Role } from '../../contract/scopes.ts'
import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import { companies } from '../companies/companies.control.table.ts'
import { companyMembers, type UserRow, users } from './people.control.table.ts'

const value = (name: string) => sql`${sql.placeholder(name)}`

const someOwner = prepared((db) =>
  db.select({ userId: companyMembers.userId }).from(companyMembers).where(eq(companyMembers.role, 'owner')).limit(1).prepare(),
)

export const hasOwner = (db: Db): boolean => someOwner(db).get() !== undefined

const byEmail = prepared((db) =>
  db
    .select()
    .from(users)
    .where(eq(sql`lower(${users.email})`, sql`lower(${sql.placeholder('email')})`))
    .prepare(),
)

export const findUserByEmail = (db: Db, email: string): UserRow | undefined => byEmail(db).get({ email: email.toLowerCase() })

const byId = prepared((db) =>
  db
    .select()
    .from(users)
    .where(eq(users.id, sql.placeholder('id')))
    .prepare(),
)

export const findUser = (db: Db, id: number): UserRow | undefined => byId(db).get({ id })

const insert = prepared((db) =>
  db
    .insert(users)
    .values({
      email: sql.placeholder('email'),
      name: sql.placeholder('name'),
      passwordHash: sql.placeholder('passwordHash'),
      language: sql.placeholder('language'),
      createdAt: sql.placeholder('now'),
      updatedAt: sql.placeholder('now'),
    })
    .returning()
    .prepare(),
)

export const insertUser = (
  db: Db,
  user: {
    readonly email: string
    readonly name: string
    readonly passwordHash: string
    readonly language: Locale | null
    readonly now: string
  },
): UserRow => insert(db).get({ ...user, email: user.email.toLowerCase() })

const profile = prepared((db) =>
  db
    .update(users)
    .set({ name: value('name'), language: value('language'), updatedAt: value('now') })
    .where(eq(users.id, sql.placeholder('id')))
    .prepare(),
)

export const updateUserProfile = (
  db: Db,
  change: { readonly id: number; readonly name: string; readonly language: Locale | null; readonly now: string },
): void => void profile(db).run(change)

const password = prepared((db) =>
  db
    .update(users)
    .set({ passwordHash: value('passwordHash'), updatedAt: value('now') })
    .where(eq(users.id, sql.placeholder('id')))
    .prepare(),
)

export const updatePasswordHash = (db: Db, change: { readonly id: number; readonly passwordHash: string; readonly now: string }): void =>
  void password(db).run(change)

const signedIn = prepared((db) =>
  db
    .update(users)
    .set({ lastSignInAt: value('now') })
    .where(eq(users.id, sql.placeholder('id')))
    .prepare(),
)

export const stampSignIn = (db: Db, stamp: { readonly id: number; readonly now: string }): void => void signedIn(db).run(stamp)

const insertMembership = prepared((db) =>
  db
    .insert(companyMembers)
    .values({ companyId: sql.placeholder('companyId'), userId: sql.placeholder('userId'), role: sql.placeholder('role') })
    .prepare(),
)

export const insertMember = (db: Db, member: { readonly companyId: number; readonly userId: number; readonly role: Role }): void =>
  void insertMembership(db).run(member)

const isActiveMember = and(eq(users.isActive, true), isNull(companyMembers.disabledAt))

const memberName = prepared((db) =>
  db
    .select({ name: users.name })
    .from(companyMembers)
    .innerJoin(companies, eq(companies.id, companyMembers.companyId))
    .innerJoin(users, eq(users.id, companyMembers.userId))
    .where(and(eq(companies.slug, sql.placeholder('slug')), eq(users.id, sql.placeholder('userId')), isActiveMember))
    .prepare(),
)

/** The name of a person who may use a company. */
export const findMemberName = (db: Db, member: { readonly slug: string; readonly userId: number }): string | undefined =>
  memberName(db).get(member)?.name

const members = prepared((db) =>
  db
    .select({ id: users.id, name: users.name, role: companyMembers.role })
    .from(companyMembers)
    .innerJoin(companies, eq(companies.id, companyMembers.companyId))
    .innerJoin(users, eq(users.id, companyMembers.userId))
    .where(and(eq(companies.slug, sql.placeholder('slug')), isActiveMember))
    .orderBy(asc(users.name), asc(users.id))
    .prepare(),
)

/** The people who may use a company, by name. */
export const listMembers = (db: Db, slug: string): { id: number; name: string; role: Role }[] => members(db).all({ slug })

export interface Membership {
  readonly slug: string
  readonly name: string
  readonly role: Role
}

const ofUser = prepared((db) =>
  db
    .select({ slug: companies.slug, name: companies.name, role: companyMembers.role })
    .from(companyMembers)
    .innerJoin(companies, eq(companies.id, companyMembers.companyId))
    .where(and(eq(companyMembers.userId, sql.placeholder('userId')), isNull(companyMembers.disabledAt)))
    .orderBy(asc(companies.id))
    .prepare(),
)

/** The companies that a person may use with their role in each, the oldest company first. */
export const listMemberships = (db: Db, userId: number): Membership[] => ofUser(db).all({ userId })
