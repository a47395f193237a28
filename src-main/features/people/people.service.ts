import type { Locale } from '../../contract/fields.ts'
import type { Control } from '../../infra/db/control.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import type { Principal } from '../../infra/http/principal.ts'
import { AppError } from '../../lib/app-error.ts'
import { systemActor } from '../../lib/identity.ts'
import { hashPassword } from './password-hash.ts'
import { assertGoodPassword } from './password-rules.ts'
import type { Device, Session } from './people.contract.ts'
import type { UserRow } from './people.control.table.ts'
import { hasOwner, insertMember, insertUser, updateUserProfile } from './people.store.ts'
import { getUser, viewSession } from './session-view.ts'
import type { Sessions } from './sessions.service.ts'

/** What the feature needs of companies; its instance comes from `app/`. */
export type CreateCompany = (tx: Tx, input: { name: string; locale: Locale }) => { readonly id: number; readonly slug: string }

export interface FirstOwner {
  readonly companyName: string
  readonly name: string
  readonly email: string
  readonly password: string
  readonly language?: Locale | undefined
}

/**
 * Creates the first company and the person who owns it.
 * @throws AppError `conflict` when there is an owner already, `invalid_request` for a bad password.
 */
export async function createFirstOwner(
  options: { control: Control; createCompany: CreateCompany },
  owner: FirstOwner,
): Promise<{ company: string; userId: number }> {
  assertGoodPassword(owner.password, { field: 'password', email: owner.email, companyNames: [owner.companyName] })
  const passwordHash = await hashPassword(owner.password)
  const run = (tx: Tx) => {
    if (hasOwner(tx.db)) throw new AppError('conflict', 'Interlock already has an owner.', { details: { fix: 'Sign in instead.' } })
    const company = options.createCompany(tx, { name: owner.companyName, locale: owner.language ?? 'tr' })
    const user = insertUser(tx.db, { email: owner.email, name: owner.name, passwordHash, language: owner.language ?? null, now: tx.now })
    insertMember(tx.db, { companyId: company.id, userId: user.id, role: 'owner' })
    return { company: company.slug, userId: user.id }
  }
  return options.control.write(run, { actor: systemActor })
}

export interface ProfileChange {
  readonly name?: string | undefined
  readonly language?: Locale | null | undefined
}

/** What somebody who is signed in can see and change about themselves. `token` is the one of their cookie. */
export interface People {
  readonly view: (principal: Principal, token: string) => Session
  readonly updateProfile: (principal: Principal, change: ProfileChange, from: { token: string; requestId: string }) => Promise<Session>
  readonly signOut: (principal: Principal, from: { token: string; requestId: string }) => Promise<void>
  readonly signOutEverywhere: (principal: Principal, requestId: string) => Promise<void>
  readonly listDevices: (principal: Principal) => Device[]
}

export function createPeople({ control, sessions }: { control: Control; sessions: Sessions }): People {
  return {
    view: ({ actor, role }, token) => viewSession(control.db, getUser(control.db, actor.id), { token, role }),
    updateProfile: async ({ actor, role }, change, { token, requestId }) => {
      const run = (tx: Tx): UserRow => {
        const { id, name, language } = getUser(tx.db, actor.id)
        updateUserProfile(tx.db, {
          id,
          name: change.name ?? name,
          language: change.language === undefined ? language : change.language,
          now: tx.now,
        })
        sessions.forgetAfter(tx)
        return getUser(tx.db, id)
      }
      return viewSession(control.db, await control.write(run, { actor, requestId }), { token, role })
    },
    signOut: ({ actor }, { token, requestId }) => control.write((tx) => sessions.end(tx, token), { actor, requestId }),
    signOutEverywhere: ({ actor }, requestId) => control.write((tx) => sessions.endAllOf(tx, actor.id, 0), { actor, requestId }),
    listDevices: ({ actor, sessionId }) => sessions.listDevices(actor.id, sessionId),
  }
}
