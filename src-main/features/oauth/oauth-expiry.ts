import type { Db } from '../../infra/db/database.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import type { ExpiringCredential } from '../expiry/expiry.contract.ts'
import { listClientsOfCompany, type OauthClientOfCompany } from './oauth-clients.store.ts'
import { listOpenConsents } from './open-consents.store.ts'

type Place = Pick<Workspace, 'company' | 'environment'>

/** The OAuth clients of a workspace that are not turned off, their secrets that a rotation has replaced, and what people consented to. */
export const expiryOfOauth = (control: Db, place: Place, now: string): ExpiringCredential[] => [
  ...listClientsOfCompany(control, place.company)
    .filter(({ client }) => client.isActive && client.environment === place.environment)
    .flatMap((found) => ofClient(found, now)),
  ...consents(control, place, now),
]

function ofClient({ client, ownerName }: OauthClientOfCompany, now: string): ExpiringCredential[] {
  const { previousSecretExpiresAt: previousUntil } = client
  const credential: ExpiringCredential = {
    id: `oauth_client:${client.id}`,
    kind: 'oauth_client',
    name: client.name,
    detail: client.clientId,
    subjectType: 'oauth_client',
    subjectId: client.id,
    isReplaced: false,
    ownerName,
    lastUsedAt: client.lastUsedAt,
    createdAt: client.createdAt,
    expiresAt: client.expiresAt,
  }
  if (previousUntil === null || previousUntil <= now) return [credential]
  const replaced = { id: `oauth_client_secret:${client.id}`, isReplaced: true, lastUsedAt: null, createdAt: client.updatedAt }
  return [credential, { ...credential, ...replaced, expiresAt: previousUntil }]
}

/** Each consent once, by its newest token: that one ends unless the client renews it. */
function consents(control: Db, place: Place, now: string): ExpiringCredential[] {
  const newest = new Map(listOpenConsents(control, place, now).map((token) => [token.grantId, token]))
  return [...newest.values()].map(({ grantId, rotations, createdAt, expiresAt, clientId, clientName, userName }) => ({
    id: `consent:${grantId}`,
    kind: 'consent',
    name: clientName,
    detail: null,
    subjectType: 'oauth_client',
    subjectId: clientId,
    isReplaced: false,
    ownerName: userName,
    lastUsedAt: rotations === 0 ? null : createdAt,
    createdAt,
    expiresAt,
  }))
}
