import { isoTime } from '../../lib/identity.ts'
import type { CredentialFacts } from '../credentials/credentials.service.ts'
import type { ClientUse } from './access-token-verifier.ts'
import type { OauthClient } from './oauth-clients.contract.ts'
import type { OauthClientOfCompany } from './oauth-clients.store.ts'

/** A client as it is shown. */
export function toView({ client, ownerName }: OauthClientOfCompany, seen: { now: number; lastUse: ClientUse | undefined }): OauthClient {
  const { previousSecretExpiresAt: until } = client
  return {
    id: client.id,
    clientId: client.clientId,
    name: client.name,
    description: client.description,
    environment: client.environment,
    isConfidential: client.clientSecretHash !== null,
    grantTypes: [...client.grantTypes],
    redirectUris: [...client.redirectUris],
    scopes: [...client.scopes],
    rateLimitPerHour: client.rateLimitPerHour,
    rateLimitId: client.rateLimitId,
    apiVersion: client.apiVersion,
    allowedAddresses: [...client.allowedAddresses],
    metadata: { ...client.metadata },
    isActive: client.isActive,
    ownerId: client.ownerId,
    ownerName,
    previousSecretExpiresAt: until !== null && Date.parse(until) > seen.now ? until : null,
    lastUsedAt: seen.lastUse === undefined ? client.lastUsedAt : isoTime(seen.lastUse.at),
    lastUsedAddress: seen.lastUse?.address ?? client.lastUsedAddress,
    expiresAt: client.expiresAt,
    createdAt: client.createdAt,
    updatedAt: client.updatedAt,
  }
}

/** What the safety of a client depends on. */
export const factsOf = (client: OauthClient): CredentialFacts => ({
  kind: 'oauth_client',
  id: client.id,
  name: client.name,
  prefix: client.clientId,
  environment: client.environment,
  scopes: client.scopes,
  allowedAddresses: client.allowedAddresses,
  limitPerHour: client.rateLimitId === null ? client.rateLimitPerHour : undefined,
  lastUsedAt: client.lastUsedAt,
  expiresAt: client.expiresAt,
  isOff: !client.isActive,
  ownerName: client.ownerName,
  createdAt: client.createdAt,
})
