import { grants, type Scope } from '../../contract/scopes.ts'
import { type BoundRoute, read } from '../../infra/http/bind.ts'
import type { Principal } from '../../infra/http/principal.ts'
import { listCredentialSafety } from './credentials.contract.ts'
import { type CredentialFacts, safetyOf } from './credentials.service.ts'

/** The credentials of one type, for whoever may see them. */
export interface CredentialSource {
  readonly scope: Scope
  readonly facts: (principal: Principal) => CredentialFacts[]
}

export const credentialRoutes = ({ now, sources }: { now: () => number; sources: readonly CredentialSource[] }): BoundRoute[] => [
  read(listCredentialSafety, ({ principal }) => {
    const facts = sources.filter(({ scope }) => grants(principal.scopes, scope)).flatMap((source) => source.facts(principal))
    const data = safetyOf(facts, now())
    return { data, pagination: { limit: data.length, nextCursor: null } }
  }),
]
