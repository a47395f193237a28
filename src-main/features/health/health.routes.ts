import { type BoundRoute, read } from '../../infra/http/bind.ts'
import type { RedisLink } from '../../infra/redis/redis-link.ts'
import { getHealth } from './health.contract.ts'

export const healthRoutes = (version: string, redis: Pick<RedisLink, 'state'>): BoundRoute[] => [
  read(getHealth, () => ({ status: 'ok' as const, service: 'interlock' as const, version, redis: redis.state() })),
]
