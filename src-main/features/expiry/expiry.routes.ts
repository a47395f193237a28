import { grants } from '../../contract/scopes.ts'
import { type BoundRoute, read } from '../../infra/http/bind.ts'
import { listExpiry } from './expiry.contract.ts'
import type { ExpirySource } from './expiry-source.ts'
import { byEnd, endsWithin } from './warnings.ts'

export const expiryRoutes = ({ now, sources }: { now: () => number; sources: readonly ExpirySource[] }): BoundRoute[] => [
  read(listExpiry, ({ principal, query: { kind, withinDays } }) => {
    const data = sources
      .filter(({ scope }) => grants(principal.scopes, scope))
      .flatMap(({ list }) => list(principal.workspace))
      .filter((credential) => kind === undefined || credential.kind === kind)
      .filter((credential) => withinDays === undefined || endsWithin(credential, withinDays, now()))
      .sort(byEnd)
    return { data, pagination: { limit: data.length, nextCursor: null } }
  }),
]
