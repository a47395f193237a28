import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Locale } from '../../contract/fields.ts'
import type { Role } from '../../contract/scopes.ts'
import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import { companies } from '../companies/companies.control.table.ts'
import { companyMembers, users } from '../people/people.control.table.ts'

/** A person who may sign in, as a company sees them. */
export interface Member {
  readonly id: number
  readonly name: string
  readonly email: string
  readonly language: Locale | null
  /** Null when they do not belong to the company, or not any more. */
  readonly role: Role | null
}

const member = prepared((db) =>
  db
    .select({ id: users.id, name: users.name, email: users.email, language: users.language, role: companyMembers.role })
    .from(users)
    .leftJoin(companies, eq(companies.slug, sql.placeholder('company')))
    .leftJoin(
      companyMembers,
      and(eq(companyMembers.userId, users.id), eq(companyMembers.companyId, companies.id), isNull(companyMembers.disabledAt)),
    )
    .where(and(eq(users.id, sql.placeholder('userId')), eq(users.isActive, true)))
    .prepare(),
)

export const findMember = (db: Db, of: { readonly userId: number; readonly company: string }): Member | undefined =>
  member(db).get({ ...of })
