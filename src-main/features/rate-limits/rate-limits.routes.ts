import { type BoundRoute, read, task } from '../../infra/http/bind.ts'
import { createRateLimit, deleteRateLimit, listRateLimits, updateRateLimit } from './rate-limits.contract.ts'
import type { RateLimits } from './rate-limits.service.ts'

export const rateLimitRoutes = ({ rateLimits }: { rateLimits: RateLimits }): BoundRoute[] => [
  read(listRateLimits, ({ principal }) => {
    const data = rateLimits.list(principal)
    return { data, pagination: { limit: data.length, nextCursor: null } }
  }),
  task(createRateLimit, ({ principal, body, exchange }) => rateLimits.create(principal, body, exchange.requestId)),
  task(updateRateLimit, ({ principal, params, body, exchange }) => rateLimits.update(principal, params.id, body, exchange.requestId)),
  task(deleteRateLimit, ({ principal, params, exchange }) => rateLimits.remove(principal, params.id, exchange.requestId)),
]
