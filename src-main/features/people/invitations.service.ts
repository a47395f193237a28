import type { z } from 'zod'
import type { Announcer } from '../../events/announcer.ts'
import type { Control } from '../../infra/db/control.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import type { Principal } from '../../infra/http/principal.ts'
import { AppError, notFound } from '../../lib/app-error.ts'
import { invariant } from '../../lib/assert.ts'
import { isoTime, systemActor } from '../../lib/identity.ts'
import { assertMayManage } from './company-people.service.ts'
import { findCompanyPerson, findCompanyPersonByEmail } from './company-people.store.ts'
import type { Acceptance, CreatedInvitation, Invitation, NewInvitation, openedInvitation } from './invitations.contract.ts'
import type { InvitationRow } from './invitations.control.table.ts'
import * as store from './invitations.store.ts'
import { hashPassword } from './password-hash.ts'
import { assertGoodPassword } from './password-rules.ts'
import { findUserByEmail, insertMember, insertUser } from './people.store.ts'
import { announceInvitation, announcePerson } from './person-events.ts'
import { hashToken, tokenBytes } from './session-token.ts'
import type { Sessions } from './sessions.service.ts'
import type { SignedIn, SignIn, SignInDevice } from './sign-in.service.ts'

/** How long a link is good, in milliseconds: somebody may be on leave. */
const goodForMs = 7 * 86_400_000

export interface Invitations {
  readonly list: (principal: Principal) => Invitation[]
  /** @param from.origin where the window is, for the link. @throws AppError `conflict`, `forbidden` */
  readonly create: (principal: Principal, input: NewInvitation, from: { origin: string; requestId: string }) => Promise<CreatedInvitation>
  /** @throws AppError `not_found` */
  readonly withdraw: (principal: Principal, id: number, requestId: string) => Promise<void>
  /** @throws AppError `not_found` for a link that is over. */
  readonly open: (token: string) => z.output<typeof openedInvitation>
  /** @throws AppError `not_found`, `conflict`, `invalid_request`, `invalid_credentials`, `rate_limited` */
  readonly accept: (acceptance: Acceptance, device: SignInDevice) => Promise<SignedIn>
}

interface InvitationsOptions {
  readonly control: Control
  readonly now: () => number
  readonly newSecret: (bytes: number) => Buffer
  readonly sessions: Pick<Sessions, 'forgetAfter'>
  readonly signIn: Pick<SignIn, 'prove' | 'signInAs'>
  readonly findCompanyId: (company: string) => number | undefined
  readonly deliver: Announcer['deliver']
}

export function createInvitations(options: InvitationsOptions): Invitations {
  const { control, now, sessions, signIn, deliver } = options
  const waitingIn = (company: string): InvitationRow[] => store.listInvitations(control.db, { company, now: isoTime(now()) })

  function getOpen(token: string): store.FoundInvitation {
    const found = store.findInvitation(control.db, { tokenHash: hashToken(token), now: isoTime(now()) })
    if (found === undefined) throw isOver()
    return found
  }

  return {
    list: ({ workspace }) => waitingIn(workspace.company).map(toView),
    create: async (principal, input, { origin, requestId }) => {
      assertMayManage(principal, input.role)
      const companyId = options.findCompanyId(principal.workspace.company)
      invariant(companyId !== undefined, 'a principal has a company')
      const token = options.newSecret(tokenBytes).toString('base64url')
      const run = (tx: Tx) => storeInvitation(tx, { principal, companyId, input, tokenHash: hashToken(token) })
      const row = await control.write(run, { actor: principal.actor, requestId })
      await deliver()
      return { ...toView(row), link: `${origin}/invitation?token=${token}` }
    },
    withdraw: async (principal, id, requestId) => {
      const { company } = principal.workspace
      const run = (tx: Tx): void => {
        const row = store.listInvitations(tx.db, { company, now: tx.now }).find((waiting) => waiting.id === id)
        if (row === undefined) throw notFound('invitation', id)
        store.deleteInvitation(tx.db, id)
        announceInvitation(tx, { event: 'withdrawn', company, row })
      }
      await control.write(run, { actor: principal.actor, requestId })
      await deliver()
    },
    open: (token) => {
      const { row, companyName } = getOpen(token)
      return { ...toView(row), companyName, hasAccount: findUserByEmail(control.db, row.email) !== undefined }
    },
    accept: async (acceptance, device) => {
      const found = getOpen(acceptance.token)
      const account = await accountFor(found, acceptance, { control, signIn, address: device.address })
      const run = (tx: Tx): number => {
        // NB: who is signed in on another device has one more company there too.
        sessions.forgetAfter(tx)
        return join(tx, acceptance, account)
      }
      const userId = await control.write(run, { actor: systemActor, requestId: device.requestId })
      await deliver()
      return signIn.signInAs(userId, device)
    },
  }
}

function storeInvitation(
  tx: Tx,
  { principal, companyId, input, tokenHash }: { principal: Principal; companyId: number; input: NewInvitation; tokenHash: string },
): InvitationRow {
  const { company } = principal.workspace
  const email = input.email.toLowerCase()
  const known = findCompanyPersonByEmail(tx.db, { company, email })
  if (known !== undefined) throw isThere(known.disabledAt !== null)
  store.deleteOldInvitations(tx.db, { companyId, email, now: tx.now })
  const row = store.insertInvitation(tx.db, {
    companyId,
    email,
    name: input.name,
    role: input.role,
    tokenHash,
    invitedBy: principal.actor.name,
    createdAt: tx.now,
    expiresAt: isoTime(Date.parse(tx.now) + goodForMs),
  })
  announceInvitation(tx, { event: 'created', company, row })
  return row
}

/** Who accepts: somebody who has proven that they have this account, or a new one with this password. */
type Account = { readonly id: number; readonly passwordHash?: undefined } | { readonly id?: undefined; readonly passwordHash: string }

async function accountFor(
  { row, companyName }: store.FoundInvitation,
  { password }: Acceptance,
  { control, signIn, address }: Pick<InvitationsOptions, 'control' | 'signIn'> & { address: string },
): Promise<Account> {
  // NB: the link proves nothing about an account that exists. Whoever made the link has it too.
  if (findUserByEmail(control.db, row.email) !== undefined) return { id: (await signIn.prove({ email: row.email, password }, address)).id }
  assertGoodPassword(password, { field: 'password', email: row.email, companyNames: [companyName] })
  return { passwordHash: await hashPassword(password) }
}

/** NB: looked up anew, since hashing took its time: the link may be used up, and the e-mail have an account by now. */
function join(tx: Tx, acceptance: Acceptance, account: Account): number {
  const found = store.findInvitation(tx.db, { tokenHash: hashToken(acceptance.token), now: tx.now })
  if (found === undefined) throw isOver()
  const { row, company } = found
  store.deleteInvitation(tx.db, row.id)
  const userId = account.id ?? newAccount(tx, row, acceptance, account.passwordHash)
  insertMember(tx.db, { companyId: row.companyId, userId, role: row.role })
  const person = findCompanyPerson(tx.db, { company, id: userId })
  invariant(person !== undefined, 'who just joined is there')
  announcePerson(tx, { event: 'added', company, found: person, by: { type: 'user', id: userId, name: person.name } })
  return userId
}

function newAccount(tx: Tx, row: InvitationRow, { name, language }: Acceptance, passwordHash: string): number {
  if (findUserByEmail(tx.db, row.email) !== undefined)
    throw new AppError('conflict', 'This e-mail address has an account by now.', { details: { fix: 'Open the link again.' } })
  return insertUser(tx.db, { email: row.email, name: name ?? row.name, passwordHash, language: language ?? null, now: tx.now }).id
}

const toView = ({ tokenHash: _secret, companyId: _own, ...row }: InvitationRow): Invitation => row

const isOver = (): AppError =>
  new AppError('not_found', 'This invitation is over: it was accepted, withdrawn or replaced, or its time has passed.', {
    details: { fix: 'Ask whoever invited you for a new link.' },
  })

const isThere = (isDisabled: boolean): AppError =>
  isDisabled
    ? new AppError('conflict', 'This person belongs to the company and is disabled.', {
        details: { field: 'email', fix: 'Enable them again.' },
      })
    : new AppError('conflict', 'This person belongs to the company already.', {
        details: { field: 'email', fix: 'Change their role if they need another.' },
      })
