import { type BoundRoute, read, task } from '../../infra/http/bind.ts'
import type { UsageOf } from '../credentials/credentials.service.ts'
import { decideConsent, getConsent } from './consent.contract.ts'
import type { Oauth } from './oauth.service.ts'
import {
  createOauthClient,
  deleteOauthClient,
  getOauthClient,
  getOauthClientUsage,
  listOauthClients,
  listOauthTokens,
  revokeOauthToken,
  revokeTokensOfOauthClient,
  rotateOauthClientSecret,
  updateOauthClient,
} from './oauth-clients.contract.ts'

export const oauthRoutes = ({ oauth, usageOf }: { oauth: Oauth; usageOf: UsageOf }): BoundRoute[] => [
  ...clientRoutes(oauth),
  read(getOauthClientUsage, ({ principal, params }) =>
    usageOf(principal, { type: 'oauth_client', ...oauth.clients.get(principal, params.id) }),
  ),
  read(listOauthTokens, ({ principal, query }) => oauth.tokens.list(principal, query)),
  task(revokeOauthToken, ({ principal, params, exchange }) => oauth.tokens.revoke(principal, params.id, exchange.requestId)),
  task(getConsent, ({ principal, params, exchange }) => oauth.consents.view(principal, params.uid, exchange)),
  task(decideConsent, async ({ principal, params, body, exchange }) => ({
    redirectTo: await oauth.consents.decide(principal, params.uid, body.isAllowed, exchange),
  })),
]

const clientRoutes = ({ clients }: Oauth): BoundRoute[] => [
  read(listOauthClients, ({ principal }) => {
    const data = clients.list(principal)
    return { data, pagination: { limit: data.length, nextCursor: null } }
  }),
  read(getOauthClient, ({ principal, params }) => clients.get(principal, params.id)),
  task(createOauthClient, ({ principal, body, exchange }) => clients.create(principal, body, exchange.requestId)),
  task(updateOauthClient, ({ principal, params, body, exchange }) => clients.update(principal, params.id, body, exchange.requestId)),
  task(deleteOauthClient, ({ principal, params, exchange }) => clients.remove(principal, params.id, exchange.requestId)),
  task(rotateOauthClientSecret, ({ principal, params, body, exchange }) =>
    clients.rotateSecret(principal, params.id, body.overlapSeconds, exchange.requestId),
  ),
  task(revokeTokensOfOauthClient, async ({ principal, params, exchange }) => ({
    revoked: await clients.revokeAll(principal, params.id, exchange.requestId),
  })),
]
