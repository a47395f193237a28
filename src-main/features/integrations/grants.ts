import type { Connector } from '../../connectors/kit/connector.ts'
import { ConnectorFailure, needsPerson, nobodySignedIn } from '../../connectors/kit/failure.ts'
import type { Tokens } from '../../connectors/kit/oauth.ts'
import type { Grant, OpenConnector } from '../../connectors/kit/open-connector.ts'
import { nextTryTime, refreshTime } from '../../connectors/kit/refresh-time.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import type { Vault } from '../../infra/vault/vault.ts'
import { isoTime, systemActor } from '../../lib/identity.ts'
import { noteOutcome } from './connection-outcome.ts'
import { findConnection, noteConnection } from './connections.store.ts'
import { dropRefreshToken, findGrant, putGrant } from './grants.store.ts'
import type { GrantRow } from './grants.table.ts'

interface GrantsOptions {
  readonly vault: Vault
  readonly clock: { readonly now: () => number; readonly random: () => number }
  /** The connection, to call its vendor with. */
  readonly open: (workspace: Workspace, connectionId: number) => { readonly connector: Connector; readonly opened: OpenConnector }
}

export interface Grants {
  readonly of: (workspace: Workspace, connectionId: number) => Grant
  /** Saves what a vendor granted; on disk when it resolves. */
  readonly save: (workspace: Workspace, connectionId: number, tokens: Tokens) => Promise<void>
  /** Renews the token now; all who ask meanwhile get the same. @throws ConnectorFailure `no_grant`, `revoked_grant`, or why it came to nothing. */
  readonly refresh: (workspace: Workspace, connectionId: number) => Promise<string>
  /** Waits for what is being renewed. */
  readonly settled: () => Promise<void>
}

/** A token is not used when it ends within this time, milliseconds: a call takes a while to get there. */
const marginMs = 5_000

/** The tokens of all connections. NB: a vendor may end a grant whose refresh token comes twice, so one is used by one renewal and never again. */
export function createGrants(options: GrantsOptions): Grants {
  const { vault, clock } = options
  const running = new Map<Workspace, Map<number, Promise<string>>>()

  function refresh(workspace: Workspace, id: number): Promise<string> {
    const ofWorkspace = running.get(workspace) ?? new Map<number, Promise<string>>()
    running.set(workspace, ofWorkspace)
    const known = ofWorkspace.get(id)
    if (known !== undefined) return known
    const renewal = renew(workspace, id, options).finally(() => void ofWorkspace.delete(id))
    ofWorkspace.set(id, renewal)
    return renewal
  }

  const current = (workspace: Workspace, id: number): GrantRow => {
    const grant = findGrant(workspace.db, id)
    if (grant === undefined) throw nobodySignedIn()
    return grant
  }

  return {
    save: (workspace, id, tokens) => save(workspace, id, tokens, options),
    refresh,
    of: (workspace, id) => ({
      accessToken: async () => {
        const { expiresAt, accessToken } = current(workspace, id)
        const isFresh = expiresAt === null || Date.parse(expiresAt) - marginMs > clock.now()
        return isFresh ? vault.open(accessToken) : refresh(workspace, id)
      },
      renewed: async (refused) => {
        const token = vault.open(current(workspace, id).accessToken)
        return token === refused ? refresh(workspace, id) : token
      },
    }),
    settled: async () => {
      await Promise.allSettled([...running.values()].flatMap((renewals) => [...renewals.values()]))
    },
  }
}

/** Uses the refresh token up. What came for it is on disk before anybody gets it. */
async function renew(workspace: Workspace, id: number, options: GrantsOptions): Promise<string> {
  const grant = findGrant(workspace.db, id)
  if (grant === undefined) throw nobodySignedIn()
  if (grant.refreshToken === null) throw isOver(workspace, id)
  const refreshToken = options.vault.open(grant.refreshToken)
  const { connector, opened } = options.open(workspace, id)
  try {
    const { refreshTokens } = await import('../../connectors/kit/oauth.ts')
    const tokens = await opened.run({ purpose: 'refresh' }, (context) => refreshTokens(connector, context, refreshToken))
    await save(workspace, id, tokens, options)
    return tokens.accessToken
  } catch (error) {
    if (error instanceof ConnectorFailure) await noteFailure(workspace, id, error, options)
    throw error
  }
}

/** It was refused before: the vendor is not asked again, and what it said then still holds. */
function isOver({ db }: Workspace, id: number): ConnectorFailure {
  const vendor = findConnection(db, id)?.lastError?.vendor ?? undefined
  return new ConnectorFailure('revoked_grant', { step: 'vendor', mayHaveArrived: false, vendor })
}

/** After a refusal nothing is tried until somebody signs in again; after anything else soon. */
const noteFailure = (workspace: Workspace, id: number, failure: ConnectorFailure, { clock }: GrantsOptions): Promise<void> =>
  workspace.write(
    (tx) => {
      if (failure.kind === 'revoked_grant') dropRefreshToken(tx.db, id)
      const next = needsPerson(failure.kind) ? null : isoTime(nextTryTime(clock.now(), clock.random()))
      noteConnection(tx.db, id, { nextRefreshAt: next })
      noteOutcome(tx, id, { failure, isTest: false })
    },
    { actor: systemActor },
  )

function save(
  workspace: Workspace,
  id: number,
  { accessToken, refreshToken, expiresIn, scope }: Tokens,
  { vault, clock }: GrantsOptions,
): Promise<void> {
  const now = clock.now()
  return workspace.write(
    (tx) => {
      const before = findGrant(tx.db, id)
      // Vendors that do not rotate answer none: the one so far goes on.
      const kept = refreshToken === null ? (before?.refreshToken ?? null) : vault.seal(refreshToken)
      putGrant(tx.db, {
        connectionId: id,
        accessToken: vault.seal(accessToken),
        refreshToken: kept,
        scope: scope ?? before?.scope ?? null,
        expiresAt: expiresIn === null ? null : isoTime(now + expiresIn * 1_000),
        grantedAt: before?.grantedAt ?? isoTime(now),
        refreshedAt: isoTime(now),
      })
      noteConnection(tx.db, id, { nextRefreshAt: kept === null ? null : isoTime(refreshTime(expiresIn, now)) })
    },
    { actor: systemActor },
  )
}
