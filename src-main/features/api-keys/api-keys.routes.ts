import { type BoundRoute, read, task } from '../../infra/http/bind.ts'
import { createApiKey, listApiKeys, revokeApiKey } from './api-keys.contract.ts'
import type { ApiKeys } from './api-keys.service.ts'

export const apiKeyRoutes = ({ apiKeys }: { apiKeys: ApiKeys }): BoundRoute[] => [
  task(createApiKey, ({ principal, body, exchange }) => apiKeys.create(principal, body, exchange.requestId)),
  read(listApiKeys, ({ principal }) => {
    const data = apiKeys.list(principal)
    return { data, pagination: { limit: data.length, nextCursor: null } }
  }),
  task(revokeApiKey, ({ principal, params, exchange }) => apiKeys.revoke(principal, params.id, exchange.requestId)),
]
