import { type BoundRoute, read } from '../../infra/http/bind.ts'
import { getHealth } from './health.contract.ts'

export const healthRoutes = (version: string): BoundRoute[] => [
  read(getHealth, () => ({ status: 'ok' as const, service: 'interlock' as const, version })),
]
