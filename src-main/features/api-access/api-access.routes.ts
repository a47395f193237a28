import { type BoundRoute, read, task } from '../../infra/http/bind.ts'
import { getApiAccess, updateApiAccess } from './api-access.contract.ts'
import type { ApiAccesses } from './api-access.service.ts'

export const apiAccessRoutes = ({ apiAccess }: { apiAccess: ApiAccesses }): BoundRoute[] => [
  read(getApiAccess, ({ principal }) => apiAccess.of(principal.workspace.company)),
  task(updateApiAccess, ({ principal, body, exchange }) => apiAccess.update(principal, body, exchange.requestId)),
]
