import type { Tx } from '../../infra/db/write-queue.ts'
import { AppError, invalidField } from '../../lib/app-error.ts'
import { hasRateLimit, isMember } from './api-keys.store.ts'

/** The named limit and the owner that a credential refers to are those of its company. */
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
