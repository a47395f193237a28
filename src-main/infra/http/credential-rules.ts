import { grants, type Scope } from '../../contract/scopes.ts'
import { AppError, invalidField } from '../../lib/app-error.ts'
import type { Environment } from '../db/workspace.ts'
import type { Principal } from './principal.ts'

interface Granted {
  readonly environment: Environment
  readonly scopes: readonly Scope[]
}

/** A sandbox credential neither sees nor touches what belongs to live data. */
export const isInReach = ({ actor, workspace }: Principal, credential: Pick<Granted, 'environment'>): boolean =>
  actor.type === 'user' || workspace.environment === 'live' || credential.environment === 'sandbox'

/** What a company has once is not of the sandbox: who is there would change live by accident. @throws AppError `forbidden` */
export function assertOfLive({ workspace }: Principal): void {
  if (workspace.environment === 'live') return
  throw new AppError('forbidden', 'This is the same for live and sandbox, and is changed in live only.', {
    details: { environment: 'live', fix: 'Use a live credential, or switch the window to Live.' },
  })
}

/** Nobody makes or gets hold of a credential that may do more than they may. @throws AppError `forbidden` */
export function assertMayGrant(principal: Principal, credential: Granted): void {
  if (!isInReach(principal, credential)) {
    throw new AppError('forbidden', 'A sandbox credential cannot manage live ones.', {
      details: { fix: 'Use a live credential, or do it in the window.' },
    })
  }
  const missing = credential.scopes.filter((scope) => !grants(principal.scopes, scope))
  if (missing.length === 0) return
  throw new AppError('forbidden', `Nobody can grant what they do not hold: ${missing.join(', ')}.`, {
    details: { field: 'scopes', missing, fix: 'Leave these scopes out, or ask an admin to do it.' },
  })
}

/** @throws AppError `invalid_request` */
export function assertInFuture(expiresAt: string | null | undefined, now: number): void {
  if (typeof expiresAt === 'string' && Date.parse(expiresAt) <= now) throw invalidField('expires_at', 'must be in the future')
}
