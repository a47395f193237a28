import type { Workspace } from '../../infra/db/workspace.ts'
import { type BoundRoute, read, task } from '../../infra/http/bind.ts'
import type { Principal } from '../../infra/http/principal.ts'
import {
  type ApiKeyUsage,
  changeApiKey,
  createApiKey,
  getApiKey,
  getApiKeyUsage,
  listApiKeys,
  listCredentialSafety,
  revokeApiKey,
  rotateApiKey,
} from './api-keys.contract.ts'
import type { ApiKeys } from './api-keys.service.ts'
import { type CredentialFacts, safetyOf } from './credential-safety.ts'

interface ApiKeyRoutesOptions {
  readonly apiKeys: ApiKeys
  readonly now: () => number
  readonly getWorkspace: (company: string, environment: Workspace['environment']) => Workspace
  readonly usageOf: (workspace: Workspace, apiKeyId: number, now: number) => ApiKeyUsage
  /** Credentials of every kind, for the view of their safety. */
  readonly credentials: ReadonlyArray<(principal: Principal) => CredentialFacts[]>
}

const whole = <Item>(data: Item[]) => ({ data, pagination: { limit: data.length, nextCursor: null } })

export const apiKeyRoutes = ({ apiKeys, now, getWorkspace, usageOf, credentials }: ApiKeyRoutesOptions): BoundRoute[] => [
  task(createApiKey, ({ principal, body, exchange }) => apiKeys.create(principal, body, exchange.requestId)),
  read(listApiKeys, ({ principal }) => whole(apiKeys.list(principal))),
  // NB: before the route by id, which would take the word for one.
  read(listCredentialSafety, ({ principal }) =>
    whole(
      safetyOf(
        credentials.flatMap((list) => list(principal)),
        now(),
      ),
    ),
  ),
  read(getApiKey, ({ principal, params }) => apiKeys.get(principal, params.id)),
  read(getApiKeyUsage, ({ principal, params }) => {
    // The key's own log: a person looks at sandbox keys from the live side too.
    const { environment } = apiKeys.get(principal, params.id)
    return usageOf(getWorkspace(principal.workspace.company, environment), params.id, now())
  }),
  task(changeApiKey, ({ principal, params, body, exchange }) => apiKeys.change(principal, params.id, body, exchange.requestId)),
  task(rotateApiKey, ({ principal, params, body, exchange }) => apiKeys.rotate(principal, params.id, body, exchange.requestId)),
  task(revokeApiKey, ({ principal, params, exchange }) => apiKeys.revoke(principal, params.id, exchange.requestId)),
]
