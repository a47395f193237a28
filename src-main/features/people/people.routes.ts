import type { Control } from '../../infra/db/control.ts'
import { type BoundRoute, type Exchange, read, task } from '../../infra/http/bind.ts'
import { AppError } from '../../lib/app-error.ts'
import { changePerson, getPersonAccess, listPeople } from './company-people.contract.ts'
import type { CompanyPeople } from './company-people.service.ts'
import { acceptInvitation, createInvitation, listInvitations, openInvitation, withdrawInvitation } from './invitations.contract.ts'
import type { Invitations } from './invitations.service.ts'
import {
  changePassword,
  getSession,
  getSetup,
  listSessions,
  type Session,
  setUpOwner,
  signIn,
  signOut,
  signOutEverywhere,
  updateProfile,
} from './people.contract.ts'
import { type CreateCompany, createFirstOwner, type People } from './people.service.ts'
import { sessionCookie } from './session-token.ts'
import { absoluteMs } from './sessions.service.ts'
import type { Setup } from './setup.ts'
import type { SignedIn, SignIn, SignInDevice } from './sign-in.service.ts'

interface PeopleRoutesOptions {
  readonly control: Control
  readonly people: People
  readonly companyPeople: CompanyPeople
  readonly invitations: Invitations
  readonly signIn: SignIn
  readonly setup: Setup
  readonly createCompany: CreateCompany
  /** Opens the new company's files before its owner asks for them. */
  readonly onCompanyCreated: (slug: string) => void
}

export const peopleRoutes = (options: PeopleRoutesOptions): BoundRoute[] => [
  ...sessionRoutes(options),
  ...setupRoutes(options),
  ...companyPeopleRoutes(options),
  ...invitationRoutes(options),
]

const whole = <Item>(data: Item[]) => ({ data, pagination: { limit: data.length, nextCursor: null } })

const companyPeopleRoutes = ({ companyPeople }: PeopleRoutesOptions): BoundRoute[] => [
  read(listPeople, ({ principal }) => whole(companyPeople.list(principal))),
  read(getPersonAccess, ({ principal, params }) => companyPeople.accessOf(principal, params.id)),
  task(changePerson, ({ principal, params, body, exchange }) => companyPeople.change(principal, params.id, body, exchange.requestId)),
]

const invitationRoutes = ({ invitations }: PeopleRoutesOptions): BoundRoute[] => [
  read(listInvitations, ({ principal }) => whole(invitations.list(principal))),
  task(createInvitation, ({ principal, body, exchange }) => invitations.create(principal, body, exchange)),
  task(withdrawInvitation, ({ principal, params, exchange }) => invitations.withdraw(principal, params.id, exchange.requestId)),
  // A task rather than a read: nobody is signed in yet, so there is no workspace to read.
  task(openInvitation, async ({ body }) => invitations.open(body.token)),
  task(acceptInvitation, async ({ body, exchange }) => giveCookie(exchange, await invitations.accept(body, deviceOf(exchange)))),
]

const sessionRoutes = ({ people, signIn: entrance }: PeopleRoutesOptions): BoundRoute[] => [
  read(getSession, ({ principal, exchange }) => people.view(principal, tokenOf(exchange))),
  task(signIn, async ({ body, exchange }) => giveCookie(exchange, await entrance.signIn(body, deviceOf(exchange)))),
  task(updateProfile, ({ principal, body, exchange }) =>
    people.updateProfile(principal, body, { token: tokenOf(exchange), requestId: exchange.requestId }),
  ),
  task(changePassword, ({ principal, body, exchange }) => entrance.changePassword(principal, body, exchange)),
  read(listSessions, ({ principal }) => whole(people.listDevices(principal))),
  task(signOut, async ({ principal, exchange }) => {
    await people.signOut(principal, { token: tokenOf(exchange), requestId: exchange.requestId })
    takeCookie(exchange)
  }),
  task(signOutEverywhere, async ({ principal, exchange }) => {
    await people.signOutEverywhere(principal, exchange.requestId)
    takeCookie(exchange)
  }),
]

const setupRoutes = ({ control, signIn: entrance, setup, createCompany, onCompanyCreated }: PeopleRoutesOptions): BoundRoute[] => [
  // A task rather than a read: nobody is signed in yet, so there is no workspace to read.
  task(getSetup, async () => ({ needed: setup.isNeeded() })),
  task(setUpOwner, async ({ body, exchange }) => {
    const { token, ...owner } = body
    const { company, userId } = await setup.redeem(token, () => createFirstOwner({ control, createCompany }, owner))
    onCompanyCreated(company)
    return giveCookie(exchange, await entrance.signInAs(userId, deviceOf(exchange)))
  }),
]

const deviceOf = (exchange: Exchange): SignInDevice => ({
  address: exchange.address,
  userAgent: exchange.userAgent,
  requestId: exchange.requestId,
  previousToken: exchange.cookie(sessionCookie),
})

/** The cookie's token. Only people get here, and only with a session. */
function tokenOf(exchange: Exchange): string {
  const token = exchange.cookie(sessionCookie)
  if (token === undefined) throw new AppError('unauthorized', 'You are not signed in.')
  return token
}

function giveCookie(exchange: Exchange, signedIn: SignedIn): Session {
  exchange.setCookie(sessionCookie, signedIn.token, absoluteMs / 1_000)
  return signedIn.session
}

const takeCookie = (exchange: Exchange): void => exchange.setCookie(sessionCookie, '', 0)
