import type { Db } from '../../infra/db/database.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import type { ExpiringCredential } from '../expiry/expiry.contract.ts'
import { listWorkingSecrets } from './api-key-secrets.store.ts'
import type { SecretRow } from './api-keys.control.table.ts'
import { type FoundApiKey, listKeysOfCompany } from './api-keys.store.ts'

type Place = Pick<Workspace, 'company' | 'environment'>

/** The keys of a workspace that are not revoked, and the secrets of theirs that a rotation has replaced. @param now ISO 8601. */
export function expiryOfKeys(control: Db, { company, environment }: Place, now: string): ExpiringCredential[] {
  const keys = listKeysOfCompany(control, company).filter(({ key }) => key.isActive && key.environment === environment)
  const companyId = keys[0]?.key.companyId
  if (companyId === undefined) return []
  const secretsOf = Map.groupBy(listWorkingSecrets(control, companyId, now), ({ apiKeyId }) => apiKeyId)
  return keys.flatMap((found) => ofKey(found, secretsOf.get(found.key.id) ?? []))
}

/** @param secrets newest first: the current one is the first. */
function ofKey({ key, ownerName }: FoundApiKey, secrets: readonly SecretRow[]): ExpiringCredential[] {
  const own = { kind: 'api_key', name: key.name, subjectType: 'api_key', subjectId: key.id, ownerName } as const
  const [current] = secrets
  const uses = secrets.map(({ lastUsedAt }) => lastUsedAt).filter((at) => at !== null)
  return [
    {
      ...own,
      id: `api_key:${key.id}`,
      detail: current?.keyPrefix ?? null,
      isReplaced: false,
      lastUsedAt: uses.sort().at(-1) ?? null,
      createdAt: key.createdAt,
      expiresAt: key.expiresAt,
    },
    ...secrets
      .filter(({ endsAt }) => endsAt !== null)
      .map((secret) => ({
        ...own,
        id: `api_key_secret:${secret.id}`,
        detail: secret.keyPrefix,
        isReplaced: true,
        lastUsedAt: secret.lastUsedAt,
        createdAt: current?.createdAt ?? secret.createdAt,
        expiresAt: secret.endsAt,
      })),
  ]
}
