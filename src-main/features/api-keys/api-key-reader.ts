import type { Control } from '../../infra/db/control.ts'
import { isInReach } from '../../infra/http/credential-rules.ts'
import type { Principal } from '../../infra/http/principal.ts'
import { notFound } from '../../lib/app-error.ts'
import { isoTime } from '../../lib/identity.ts'
import type { CredentialFacts } from '../credentials/credentials.service.ts'
import { listSecretsOfKey, listWorkingSecrets } from './api-key-secrets.store.ts'
import type { LastUse } from './api-key-verifier.ts'
import { factsOf, toView } from './api-key-view.ts'
import type { ApiKey } from './api-keys.contract.ts'
import { type FoundApiKey, findApiKey, findCompanyId, listKeysOfCompany } from './api-keys.store.ts'

export interface ApiKeyReader {
  /** @throws AppError `not_found`, also for a key that is none of the caller's business. */
  readonly getInReach: (principal: Principal, id: number) => FoundApiKey
  readonly get: (principal: Principal, id: number) => ApiKey
  /** The keys that somebody may see, newest first. */
  readonly list: (principal: Principal) => ApiKey[]
  /** What the safety of the keys that are not revoked depends on. */
  readonly facts: (principal: Principal) => CredentialFacts[]
}

interface ReaderOptions {
  readonly control: Control
  readonly now: () => number
  readonly lastUses: { readonly get: (secretId: number) => LastUse | undefined }
}

/** Shows keys with what is not written yet: the last uses. */
export function createApiKeyReader({ control, now, lastUses }: ReaderOptions): ApiKeyReader {
  const seen = () => ({ now: now(), lastUses })

  function getInReach(principal: Principal, id: number): FoundApiKey {
    const found = findApiKey(control.db, id)
    if (found === undefined || found.company !== principal.workspace.company || !isInReach(principal, found.key))
      throw notFound('API key', id)
    return found
  }

  function get(principal: Principal, id: number): ApiKey {
    const secrets = listSecretsOfKey(control.db, id).filter(({ endsAt }) => endsAt === null || Date.parse(endsAt) > now())
    return toView(getInReach(principal, id), secrets, seen())
  }

  function list(principal: Principal): ApiKey[] {
    const { company } = principal.workspace
    const companyId = findCompanyId(control.db, company)
    if (companyId === undefined) throw notFound('company', company)
    const secrets = Map.groupBy(listWorkingSecrets(control.db, companyId, isoTime(now())), ({ apiKeyId }) => apiKeyId)
    return listKeysOfCompany(control.db, company)
      .filter(({ key }) => isInReach(principal, key))
      .map((found) => toView(found, secrets.get(found.key.id) ?? [], seen()))
  }

  const facts = (principal: Principal): CredentialFacts[] =>
    list(principal)
      .filter(({ status }) => status !== 'revoked')
      .map(factsOf)

  return { getInReach, get, list, facts }
}
