import type { Control } from '../../infra/db/control.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import { createAttemptThrottle, exponentialPolicy } from '../../infra/http/attempt-throttle.ts'
import type { Principal } from '../../infra/http/principal.ts'
import { AppError, invalidField } from '../../lib/app-error.ts'
import { hashPassword, isPasswordOf } from './password-hash.ts'
import { assertGoodPassword } from './password-rules.ts'
import type { Session } from './people.contract.ts'
import type { UserRow } from './people.control.table.ts'
import { findUserByEmail, listMemberships, stampSignIn, updatePasswordHash } from './people.store.ts'
import { getUser, viewSession } from './session-view.ts'
import type { Sessions } from './sessions.service.ts'

/** From where somebody signs in. */
export interface SignInDevice {
  readonly address: string
  readonly userAgent: string
  /** The cookie that the browser still holds; its session ends. */
  readonly previousToken: string | undefined
  readonly requestId: string
}

/** A new session: the token goes into the cookie, the view to the window. */
export interface SignedIn {
  readonly token: string
  readonly session: Session
}

export interface SignIn {
  /** @throws AppError `invalid_credentials`, `rate_limited`, neither tells whether the e-mail is known; `forbidden` for who was disabled. */
  readonly signIn: (given: { email: string; password: string }, device: SignInDevice) => Promise<SignedIn>
  /** Whose e-mail and password these are. @throws as `signIn` */
  readonly prove: (given: { email: string; password: string }, address: string) => Promise<UserRow>
  /** Starts a session for somebody who has just proven otherwise who they are. */
  readonly signInAs: (userId: number, device: SignInDevice) => Promise<SignedIn>
  /** Every other device is signed out. @throws AppError `invalid_request`, `rate_limited` */
  readonly changePassword: (
    principal: Principal,
    change: { currentPassword: string; newPassword: string },
    from: { readonly address: string; readonly requestId: string },
  ) => Promise<void>
}

/** Failures per account and per address that are free, then each doubles the wait. One address may stand for a whole office. */
const accountPolicy = exponentialPolicy({ free: 5, capMs: 5 * 60_000, forgetAfterMs: 3_600_000 })
const addressPolicy = exponentialPolicy({ free: 20, capMs: 15 * 60_000, forgetAfterMs: 3_600_000 })

interface SignInOptions {
  readonly control: Control
  readonly sessions: Sessions
  readonly now: () => number
}

export function createSignIn(options: SignInOptions): SignIn {
  const { control } = options
  const throttle = createSignInThrottle(options.now)

  async function prove(given: { email: string; password: string }, address: string): Promise<UserRow> {
    const attempt = throttle.begin(given.email.toLowerCase(), address)
    const user = findUserByEmail(control.db, given.email)
    const isRight = await isPasswordOf(user?.isActive === true ? user.passwordHash : undefined, given.password)
    if (!isRight || user === undefined) {
      throw new AppError('invalid_credentials', 'The e-mail address or the password is wrong.', {
        details: { fix: 'Check both and try again.' },
      })
    }
    attempt.succeeded()
    return user
  }

  return {
    signInAs: (userId, device) => startSession(options, getUser(control.db, userId), device),
    prove,
    signIn: async (given, device) => {
      const user = await prove(given, device.address)
      if (listMemberships(control.db, user.id).length === 0) throw belongsNowhere()
      return startSession(options, user, device)
    },
    changePassword: async (principal, change, from) => {
      const user = getUser(control.db, principal.actor.id)
      const attempt = throttle.begin(user.email, from.address)
      if (!(await isPasswordOf(user.passwordHash, change.currentPassword)))
        throw invalidField('current_password', 'is not your current password')
      attempt.succeeded()
      await storePassword(options, { user, principal, newPassword: change.newPassword, requestId: from.requestId })
    },
  }
}

async function startSession({ control, sessions }: SignInOptions, user: UserRow, device: SignInDevice): Promise<SignedIn> {
  const run = (tx: Tx): string => {
    if (device.previousToken !== undefined) sessions.end(tx, device.previousToken)
    stampSignIn(tx.db, { id: user.id, now: tx.now })
    return sessions.start(tx, { userId: user.id, userAgent: device.userAgent, address: device.address })
  }
  const token = await control.write(run, { actor: { type: 'user', id: user.id, name: user.name }, requestId: device.requestId })
  return { token, session: viewSession(control.db, user, { token, role: undefined }) }
}

async function storePassword(
  { control, sessions }: SignInOptions,
  change: { user: UserRow; principal: Principal; newPassword: string; requestId: string },
): Promise<void> {
  const { user, principal, requestId } = change
  const companyNames = listMemberships(control.db, user.id).map((company) => company.name)
  assertGoodPassword(change.newPassword, { field: 'new_password', email: user.email, companyNames })
  const passwordHash = await hashPassword(change.newPassword)
  const run = (tx: Tx): void => {
    updatePasswordHash(tx.db, { id: user.id, passwordHash, now: tx.now })
    sessions.endAllOf(tx, user.id, principal.sessionId ?? 0)
  }
  await control.write(run, { actor: principal.actor, requestId })
}

const belongsNowhere = (): AppError =>
  new AppError('forbidden', 'You belong to no company any more.', { details: { fix: 'Ask an admin of your company for access.' } })

/** NB: an attempt counts as failed until it has succeeded, or a hundred at the same time would all be the first. */
function createSignInThrottle(now: () => number) {
  const accounts = createAttemptThrottle({ now, policy: accountPolicy })
  const addresses = createAttemptThrottle({ now, policy: addressPolicy })
  return {
    begin: (email: string, address: string) => {
      accounts.check(email)
      addresses.check(address)
      accounts.fail(email)
      addresses.fail(address)
      return {
        succeeded: () => {
          accounts.forget(email)
          addresses.takeBack(address)
        },
      }
    },
  }
}
