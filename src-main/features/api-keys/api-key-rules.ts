import { grants, type Scope } from '../../contract/scopes.ts'
import type { Environment } from '../../infra/db/workspace.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import type { Principal } from '../../infra/http/principal.ts'
import { AppError, invalidField } from '../../lib/app-error.ts'
import { hasRateLimit, isMember } from './api-keys.store.ts'

interface Granted {
  readonly environment: Environment
  readonly scopes: readonly Scope[]
}

/** A sandbox key neither sees nor touches what belongs to live data. */
export const isInReach = ({ actor, workspace }: Principal, key: Pick<Granted, 'environment'>): boolean =>
  actor.type === 'user' || workspace.environment === 'live' || key.environment === 'sandbox'

/** Nobody makes or gets hold of a key that may do more than they may. */
export function assertMayGrant(principal: Principal, key: Granted): void {
  if (!isInReach(principal, key)) {
    throw new AppError('forbidden', 'A sandbox key cannot create live keys.', {
      details: { fix: 'Use a live key, or create the key in the window.' },
    })
  }
  const missing = key.scopes.filter((scope) => !grants(principal.scopes, scope))
  if (missing.length === 0) return
  throw new AppError('forbidden', `Nobody can grant what they do not hold: ${missing.join(', ')}.`, {
    details: { field: 'scopes', missing, fix: 'Leave these scopes out, or ask an admin to create the key.' },
  })
}

export function assertInFuture(expiresAt: string | null | undefined, now: number): void {
  if (typeof expiresAt === 'string' && Date.parse(expiresAt) <= now) throw invalidField('expires_at', 'must be in the future')
}

/** The named limit and the owner that a key refers to are those of its company. */
export function assertRefersToCompany(
  { db }: Tx,
  companyId: number,
  { rateLimitId, ownerId }: { readonly rateLimitId?: number | null | undefined; readonly ownerId?: number | null | undefined },
): void {
  if (typeof rateLimitId === 'number' && !hasRateLimit(db, { id: rateLimitId, companyId }))
    throw invalidField('rate_limit_id', `there is no limit ${rateLimitId}`, 'Use the id of a limit that GET /api/rate-limits lists.')
  if (typeof ownerId === 'number' && !isMember(db, { id: ownerId, companyId }))
    throw invalidField('owner_id', `there is no person ${ownerId} in this company`, 'Use the id of somebody whom GET /api/people lists.')
}

export const revokedAlready = (): AppError =>
  new AppError('conflict', 'This API key was revoked.', { details: { fix: 'Create a new key and use it instead.' } })
