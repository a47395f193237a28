import { isoTime } from '../../lib/identity.ts'
import type { CredentialFacts } from '../credentials/credentials.service.ts'
import type { LastUse } from './api-key-verifier.ts'
import type { ApiKey } from './api-keys.contract.ts'
import type { ApiKeyRow, SecretRow } from './api-keys.control.table.ts'
import type { FoundApiKey } from './api-keys.store.ts'

interface Seen {
  readonly now: number
  /** Last uses that are not written yet. */
  readonly lastUses: { readonly get: (secretId: number) => LastUse | undefined }
}

/** A key as it is shown. @param secrets those that work, newest first; of a key that is not used any more perhaps none. */
export function toView({ key, ownerName }: FoundApiKey, secrets: readonly SecretRow[], seen: Seen): ApiKey {
  const views = secrets.map((secret) => toSecretView(secret, seen.lastUses.get(secret.id)))
  const used = views.reduce<ApiKey['secrets'][number] | undefined>(
    (latest, view) => ((view.lastUsedAt ?? '') > (latest?.lastUsedAt ?? '') ? view : latest),
    undefined,
  )
  return {
    id: key.id,
    name: key.name,
    description: key.description,
    keyPrefix: views[0]?.keyPrefix ?? '',
    environment: key.environment,
    scopes: [...key.scopes],
    rateLimitPerHour: key.rateLimitPerHour,
    rateLimitId: key.rateLimitId,
    requiresIdempotencyKey: key.requiresIdempotencyKey,
    apiVersion: key.apiVersion,
    allowedAddresses: [...key.allowedAddresses],
    metadata: { ...key.metadata },
    status: statusOf(key, seen.now),
    ownerId: key.ownerId,
    ownerName,
    lastUsedAt: used?.lastUsedAt ?? null,
    lastUsedAddress: used?.lastUsedAddress ?? null,
    secrets: views,
    expiresAt: key.expiresAt,
    revokedAt: key.revokedAt,
    createdAt: key.createdAt,
  }
}

function toSecretView(secret: SecretRow, lastUse: LastUse | undefined): ApiKey['secrets'][number] {
  return {
    keyPrefix: secret.keyPrefix,
    createdAt: secret.createdAt,
    lastUsedAt: lastUse === undefined ? secret.lastUsedAt : isoTime(lastUse.at),
    lastUsedAddress: lastUse?.address ?? secret.lastUsedAddress,
    endsAt: secret.endsAt,
    graceHours: secret.graceHours,
  }
}

function statusOf(key: ApiKeyRow, now: number): ApiKey['status'] {
  if (!key.isActive) return 'revoked'
  return key.expiresAt !== null && Date.parse(key.expiresAt) <= now ? 'expired' : 'active'
}

/** What the safety of a key depends on. */
export const factsOf = (key: ApiKey): CredentialFacts => ({
  kind: 'api_key',
  id: key.id,
  name: key.name,
  prefix: key.keyPrefix,
  environment: key.environment,
  scopes: key.scopes,
  allowedAddresses: key.allowedAddresses,
  limitPerHour: key.rateLimitId === null ? key.rateLimitPerHour : undefined,
  lastUsedAt: key.lastUsedAt,
  expiresAt: key.expiresAt,
  isOff: false,
  ownerName: key.ownerName,
  createdAt: key.createdAt,
})
