import { type BoundRoute, read, task } from '../../infra/http/bind.ts'
import type { UsageOf } from '../credentials/credentials.service.ts'
import { changeApiKey, createApiKey, getApiKey, getApiKeyUsage, listApiKeys, revokeApiKey, rotateApiKey } from './api-keys.contract.ts'
import type { ApiKeys } from './api-keys.service.ts'

interface ApiKeyRoutesOptions {
  readonly apiKeys: ApiKeys
  readonly usageOf: UsageOf
}

const whole = <Item>(data: Item[]) => ({ data, pagination: { limit: data.length, nextCursor: null } })

export const apiKeyRoutes = ({ apiKeys, usageOf }: ApiKeyRoutesOptions): BoundRoute[] => [
  task(createApiKey, ({ principal, body, exchange }) => apiKeys.create(principal, body, exchange.requestId)),
  read(listApiKeys, ({ principal }) => whole(apiKeys.list(principal))),
  read(getApiKey, ({ principal, params }) => apiKeys.get(principal, params.id)),
  read(getApiKeyUsage, ({ principal, params }) => usageOf(principal, { type: 'api_key', ...apiKeys.get(principal, params.id) })),
  task(changeApiKey, ({ principal, params, body, exchange }) => apiKeys.change(principal, params.id, body, exchange.requestId)),
  task(rotateApiKey, ({ principal, params, body, exchange }) => apiKeys.rotate(principal, params.id, body, exchange.requestId)),
  task(revokeApiKey, ({ principal, params, exchange }) => apiKeys.revoke(principal, params.id, exchange.requestId)),
]
