import { expiryOfKeys } from '../features/api-keys/api-key-expiry.ts'
import type { ExpirySource } from '../features/expiry/expiry-source.ts'
import { expiryOfConnections } from '../features/integrations/connection-expiry.ts'
import { expiryOfOauth } from '../features/oauth/oauth-expiry.ts'
import { expiryOfAuthorities } from '../features/outgoing-calls/authority-expiry.ts'
import { findUser } from '../features/people/people.store.ts'
import { expiryOfWebhooks } from '../features/webhooks/webhook-expiry.ts'
import type { Foundation } from './foundation.ts'

/** Everything that can end, one line a feature: the page of expiry and its warnings follow from it. */
export const expirySources = ({ control, outgoingCalls, now }: Foundation): readonly ExpirySource[] => {
  const nameOf = (userId: number): string | null => findUser(control.db, userId)?.name ?? null
  return [
    { scope: 'api_keys:read', list: (workspace) => expiryOfKeys(control.db, workspace, now()) },
    { scope: 'oauth_clients:read', list: (workspace) => expiryOfOauth(control.db, workspace, now()) },
    { scope: 'webhooks:read', list: ({ db }) => expiryOfWebhooks(db, { now: now(), nameOf }) },
    { scope: 'integrations:read', list: ({ db }) => expiryOfConnections(db, { nameOf }) },
    {
      scope: 'company:read',
      // What the company has once is of live.
      list: ({ company, environment }) => (environment === 'live' ? expiryOfAuthorities(outgoingCalls.of(company)) : []),
    },
  ]
}
