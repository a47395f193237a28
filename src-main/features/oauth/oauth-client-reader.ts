import type { Control } from '../../infra/db/control.ts'
import type { StampBuffer } from '../../infra/db/stamp-buffer.ts'
import { isInReach } from '../../infra/http/credential-rules.ts'
import type { Principal } from '../../infra/http/principal.ts'
import { notFound } from '../../lib/app-error.ts'
import type { CredentialFacts } from '../credentials/credentials.service.ts'
import type { ClientUse } from './access-token-verifier.ts'
import { factsOf, toView } from './oauth-client-view.ts'
import type { OauthClient } from './oauth-clients.contract.ts'
import { findOauthClient, listClientsOfCompany, type OauthClientOfCompany } from './oauth-clients.store.ts'

export interface OauthClientReader {
  /** @throws AppError `not_found`, also for a client that is none of the caller's business. */
  readonly getInReach: (principal: Principal, id: number) => OauthClientOfCompany
  readonly get: (principal: Principal, id: number) => OauthClient
  /** The clients that somebody may see, newest first. */
  readonly list: (principal: Principal) => OauthClient[]
  /** What the safety of the clients depends on. */
  readonly facts: (principal: Principal) => CredentialFacts[]
}

interface ReaderOptions {
  readonly control: Control
  readonly now: () => number
  readonly lastUses: StampBuffer<ClientUse>
}

/** Shows clients with what is not written yet: the last uses. */
export function createOauthClientReader({ control, now, lastUses }: ReaderOptions): OauthClientReader {
  const view = (found: OauthClientOfCompany): OauthClient => toView(found, { now: now(), lastUse: lastUses.get(found.client.id) })

  function getInReach(principal: Principal, id: number): OauthClientOfCompany {
    const found = findOauthClient(control.db, id)
    if (found === undefined || found.company !== principal.workspace.company || !isInReach(principal, found.client))
      throw notFound('OAuth client', id)
    return found
  }

  const list = (principal: Principal): OauthClient[] =>
    listClientsOfCompany(control.db, principal.workspace.company)
      .filter(({ client }) => isInReach(principal, client))
      .map(view)

  return {
    getInReach,
    get: (principal, id) => view(getInReach(principal, id)),
    list,
    facts: (principal) => list(principal).map(factsOf),
  }
}
