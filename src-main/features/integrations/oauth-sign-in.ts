import type { Connector } from '../../connectors/kit/connector.ts'
import { ConnectorFailure } from '../../connectors/kit/failure.ts'
import type { BegunSignIn } from '../../connectors/kit/oauth.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import type { Principal } from '../../infra/http/principal.ts'
import type { Vault } from '../../infra/vault/vault.ts'
import { notFound } from '../../lib/app-error.ts'
import { type Actor, isoTime } from '../../lib/identity.ts'
import type { ConnectionFinder } from './connection-finder.ts'
import type { ConnectionTester } from './connection-tester.ts'
import { endGrant } from './connection-writes.ts'
import { noteConnection } from './connections.store.ts'
import type { ConnectionRow } from './connections.table.ts'
import { findGrant } from './grants.store.ts'
import type { Grants } from './grants.ts'
import { type OpenConnections, openDraft } from './open-connections.ts'

interface SignInOptions {
  readonly finder: ConnectionFinder
  readonly open: OpenConnections
  readonly grants: Grants
  readonly tester: ConnectionTester
  readonly vault: Vault
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

interface Pending {
  readonly begun: BegunSignIn
  readonly workspace: Workspace
  readonly connectionId: number
  readonly actor: Actor
  readonly endsAt: number
}

/** How long somebody may take at the vendor. */
const patienceMs = 10 * 60_000

/** More than this many sign-ins are not under way at a time; the oldest are forgotten. */
const mostPending = 200

/** Sign-ins under way, by their state. */
function createPending(now: () => number) {
  const byState = new Map<string, Pending>()
  return {
    put: (state: string, pending: Pending): void => {
      const [oldest] = byState.keys()
      if (oldest !== undefined && byState.size >= mostPending) byState.delete(oldest)
      byState.set(state, pending)
    },
    /** Each once, and in time. */
    take: (state: string): Pending | undefined => {
      const found = byState.get(state)
      byState.delete(state)
      return found !== undefined && found.endsAt >= now() ? found : undefined
    },
  }
}

/** What came of a sign-in, for the page that the vendor sends the person back to. */
export interface SignedIn {
  readonly connection: ConnectionRow
  readonly connector: Connector
  readonly failure: ConnectorFailure | null
}

/** Signing in to vendors by OAuth. The state is the only proof that a callback has, so that it is unguessable, good once and for ten minutes. */
export function createOauthSignIn({ finder, open, grants, tester, vault, now }: SignInOptions) {
  const pending = createPending(now)
  return {
    /** @param origin where the window reaches Interlock. @throws AppError `not_found` */
    begin: async ({ workspace, actor }: Principal, { provider, id, origin }: { provider: string; id: number; origin: string }) => {
      const { row, connector } = ofProvider(finder, workspace, { provider, id })
      const redirectUri = redirectUriOf(connector, origin)
      const opened = open.of(workspace, connector, row)
      const { beginSignIn } = await loadFlow()
      const { url, ...begun } = await opened.run({ purpose: 'sign_in' }, (context) => beginSignIn(connector, context, redirectUri))
      pending.put(begun.state, { begun, workspace, actor, connectionId: id, endsAt: now() + patienceMs })
      return { authorizationUrl: url, redirectUri, expiresAt: isoTime(now() + patienceMs) }
    },
    /** Takes the vendor's answer, saves what was granted, and tests. @returns undefined for a state that is not known or came too late. */
    finish: async (provider: string, state: string, query: string): Promise<SignedIn | undefined> => {
      const found = pending.take(state)
      if (found === undefined) return undefined
      const { begun, workspace, connectionId, actor } = found
      const { row, connector } = ofProvider(finder, workspace, { provider, id: connectionId })
      const opened = open.of(workspace, connector, row)
      try {
        const { finishSignIn } = await loadFlow()
        const tokens = await opened.run({ purpose: 'sign_in' }, (context) => finishSignIn(connector, context, { begun, query }))
        await grants.save(workspace, connectionId, tokens)
      } catch (error) {
        if (!(error instanceof ConnectorFailure)) throw error
        return { connection: row, connector, failure: error }
      }
      await workspace.write((tx) => void (row.status === 'INACTIVE' && noteConnection(tx.db, connectionId, { status: 'ACTIVE' })), {
        actor,
      })
      const { failure } = await tester.testSaved({ workspace, actor }, connector, { draft: openDraft(row, vault), id: connectionId })
      return { connection: finder.get(workspace, connectionId), connector, failure }
    },
    /** Tells the vendor, as far as it can be told, and forgets the tokens; the connection stays. @throws AppError `not_found` */
    end: async ({ workspace, actor }: Principal, { provider, id, requestId }: { provider: string; id: number; requestId: string }) => {
      const { row, connector } = ofProvider(finder, workspace, { provider, id })
      const grant = findGrant(workspace.db, id)
      if (grant !== undefined) {
        const token = vault.open(grant.refreshToken ?? grant.accessToken)
        const { revokeTokens } = await loadFlow()
        const told = open.of(workspace, connector, row).run({ purpose: 'sign_out' }, (context) => revokeTokens(connector, context, token))
        // A vendor that cannot be told must not keep the tokens here; its refusal stands in the log of the connection.
        await told.catch((error) => assertFailure(error))
      }
      await workspace.write((tx) => endGrant(tx, id), { actor, requestId })
      return finder.get(workspace, id)
    },
  }
}

/** With its library: nobody signs in for days. */
const loadFlow = () => import('../../connectors/kit/oauth.ts')

function ofProvider(finder: ConnectionFinder, workspace: Workspace, { provider, id }: { provider: string; id: number }) {
  const row = finder.get(workspace, id)
  const connector = finder.connectorOf(row.type)
  if (connector.oauth?.provider !== provider) throw notFound(`connection of ${provider}`, id)
  return { row, connector }
}

function assertFailure(error: unknown): void {
  if (!(error instanceof ConnectorFailure)) throw error
}

/** Where a vendor sends people back to: this machine's loopback address for the window on it (RFC 8252 7.3), else where the window is. */
export function redirectUriOf({ oauth }: Connector, origin: string): string {
  const url = new URL(`/api/integrations/oauth/${oauth?.provider}/callback`, origin)
  if (/^(?:127\.0\.0\.1|localhost)$/.test(url.hostname)) url.hostname = oauth?.redirectHost ?? '127.0.0.1'
  return url.href
}

export type OauthSignIn = ReturnType<typeof createOauthSignIn>
