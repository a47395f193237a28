import { type Role, roleScopes } from '../../contract/scopes.ts'
import type { Db } from '../../infra/db/database.ts'
import { notFound } from '../../lib/app-error.ts'
import type { Session } from './people.contract.ts'
import type { UserRow } from './people.control.table.ts'
import { findUser, listMemberships } from './people.store.ts'
import { csrfTokenOf } from './session-token.ts'

/** @throws AppError `not_found` */
export function getUser(db: Db, id: number): UserRow {
  const user = findUser(db, id)
  if (user === undefined) throw notFound('person', id)
  return user
}

/** What the window is told about a session. Right after signing in there is no chosen company yet; the first one counts. */
export function viewSession(db: Db, user: UserRow, current: { readonly token: string; readonly role: Role | undefined }): Session {
  const companies = listMemberships(db, user.id)
  const role = current.role ?? companies[0]?.role
  return {
    user: { id: user.id, name: user.name, email: user.email, language: user.language },
    companies,
    csrfToken: csrfTokenOf(current.token),
    scopes: role === undefined ? [] : [...roleScopes[role]],
  }
}
