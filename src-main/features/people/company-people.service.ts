import { type Role, roleScopes } from '../../contract/scopes.ts'
import type { Announcer } from '../../events/announcer.ts'
import type { Control } from '../../infra/db/control.ts'
import type { Db } from '../../infra/db/database.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import { assertMayGrant } from '../../infra/http/credential-rules.ts'
import type { Principal } from '../../infra/http/principal.ts'
import { AppError, notFound } from '../../lib/app-error.ts'
import { invariant } from '../../lib/assert.ts'
import { isoTime } from '../../lib/identity.ts'
import type { Person, PersonAccess, PersonChange } from './company-people.contract.ts'
import * as store from './company-people.store.ts'
import { listMemberships } from './people.store.ts'
import { announcePerson } from './person-events.ts'
import { idleMs, type Sessions } from './sessions.service.ts'

/** The people of a company, as somebody who looks after them sees and changes them. */
export interface CompanyPeople {
  readonly list: (principal: Principal) => Person[]
  /** @throws AppError `not_found` */
  readonly accessOf: (principal: Principal, id: number) => PersonAccess
  /** @throws AppError `not_found`, `forbidden`, `conflict` */
  readonly change: (principal: Principal, id: number, change: PersonChange, requestId: string) => Promise<Person>
}

/** A person in a company, by their ids. */
export interface PersonInCompany {
  readonly companyId: number
  readonly userId: number
}

interface CompanyPeopleOptions {
  readonly control: Control
  readonly now: () => number
  readonly sessions: Pick<Sessions, 'endAllOf' | 'forgetAfter'>
  readonly findCompanyId: (company: string) => number | undefined
  readonly countConsents: (db: Db, of: PersonInCompany & { readonly now: string }) => number
  /** Ends what the person allowed clients of the company, with every token that came of it. */
  readonly endConsents: (tx: Tx, of: PersonInCompany) => void
  /** Tells the logs of the workspaces what was announced. */
  readonly deliver: Announcer['deliver']
}

export function createCompanyPeople(options: CompanyPeopleOptions): CompanyPeople {
  const { control, now } = options
  const idOf = ({ workspace }: Principal): number => {
    const id = options.findCompanyId(workspace.company)
    invariant(id !== undefined, 'a principal has a company')
    return id
  }

  return {
    list: ({ workspace }) => store.listCompanyPeople(control.db, workspace.company).map(toView),
    accessOf: (principal, id) => {
      getPerson(control.db, principal.workspace.company, id)
      const companyId = idOf(principal)
      const times = { now: isoTime(now()), idleSince: isoTime(now() - idleMs) }
      return {
        sessions: store.countSessions(control.db, { id, ...times }),
        consents: options.countConsents(control.db, { companyId, userId: id, now: times.now }),
        apiKeys: store.countOwnedKeys(control.db, { companyId, id }),
      }
    },
    change: async (principal, id, change, requestId) => {
      const companyId = idOf(principal)
      const run = (tx: Tx): Person => toView(changeMember(tx, { principal, companyId, id, change }, options))
      const changed = await control.write(run, { actor: principal.actor, requestId })
      await options.deliver()
      return changed
    },
  }
}

interface Order {
  readonly principal: Principal
  readonly companyId: number
  readonly id: number
  readonly change: PersonChange
}

function changeMember(tx: Tx, { principal, companyId, id, change }: Order, options: CompanyPeopleOptions): store.CompanyPerson {
  const { company } = principal.workspace
  const before = getPerson(tx.db, company, id)
  const role = change.role ?? before.role
  const wasActive = before.disabledAt === null
  const isActive = change.isActive ?? wasActive
  if (role === before.role && isActive === wasActive) return before
  assertMayManage(principal, before.role)
  assertMayManage(principal, role)
  if (!isActive && principal.actor.type === 'user' && principal.actor.id === id) throw notOneself()
  const isOwnerLost = before.role === 'owner' && wasActive && (role !== 'owner' || !isActive)
  if (isOwnerLost && !store.hasOtherOwner(tx.db, { company, id })) throw lastOwner()
  store.updateMember(tx.db, { companyId, id, role, disabledAt: isActive ? null : (before.disabledAt ?? tx.now) })
  if (wasActive && !isActive) endAccess(tx, { companyId, userId: id }, options)
  options.sessions.forgetAfter(tx)
  const after = getPerson(tx.db, company, id)
  if (role !== before.role) announcePerson(tx, { event: 'role_changed', company, found: after, previousRole: before.role })
  if (isActive !== wasActive) announcePerson(tx, { event: isActive ? 'enabled' : 'disabled', company, found: after })
  return after
}

/** Signed in is a person in all companies: the sessions end with the last of them, and until then open the others only. */
function endAccess(tx: Tx, person: PersonInCompany, { sessions, endConsents }: CompanyPeopleOptions): void {
  endConsents(tx, person)
  if (listMemberships(tx.db, person.userId).length === 0) sessions.endAllOf(tx, person.userId, 0)
}

/** Nobody gives or takes a role that may do more than they may; owners are a matter of owners. @throws AppError `forbidden` */
export function assertMayManage(principal: Principal, role: Role): void {
  if (role === 'owner' && principal.role !== 'owner') {
    throw new AppError('forbidden', 'Only an owner makes or changes an owner.', {
      details: { fix: 'Ask an owner of the company to do it.' },
    })
  }
  assertMayGrant(principal, { environment: principal.workspace.environment, scopes: roleScopes[role] })
}

function getPerson(db: Db, company: string, id: number): store.CompanyPerson {
  const found = store.findCompanyPerson(db, { company, id })
  if (found === undefined) throw notFound('person', id)
  return found
}

const toView = (found: store.CompanyPerson): Person => ({ ...found, isActive: found.disabledAt === null })

const notOneself = (): AppError =>
  new AppError('conflict', 'You cannot disable yourself.', { details: { fix: 'Ask another owner or admin of the company to do it.' } })

const lastOwner = (): AppError =>
  new AppError('conflict', 'The company needs an active owner, and this is the last one.', {
    details: { fix: 'Make somebody else an owner first.' },
  })
