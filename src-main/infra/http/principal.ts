import type { Role, Scope } from '../../contract/scopes.ts'
import type { Actor } from '../../lib/identity.ts'
import type { Workspace } from '../db/workspace.ts'

/** Who calls, resolved from a session cookie, an API key or an access token, with everything that a route has to know about it. */
export interface Principal {
  readonly actor: Actor
  readonly scopes: readonly Scope[]
  /** The role in the workspace's company; only people have one. */
  readonly role: Role | undefined
  readonly workspace: Workspace
  /** Reads, and as many writes, an hour; undefined means no limit (the window). */
  readonly rateLimitPerHour: number | undefined
  /** The named limit that it shares with other credentials instead. */
  readonly sharedLimit?: SharedLimit | undefined
  /** Whether its writes to the public API are refused without an idempotency key. The window sends one anyway. */
  readonly requiresIdempotencyKey: boolean
  /** The revision of the API that it was made under; the current one unless given. */
  readonly apiVersion?: string | undefined
  /** The session's row id, for people. */
  readonly sessionId: number | undefined
}

/** A named limit; whoever refers to it counts together. */
export interface SharedLimit {
  readonly id: number
  readonly readsPerHour: number
  readonly writesPerHour: number
}

/** What an authenticator may look at. */
export interface CredentialSource {
  readonly method: string
  readonly address: string
  readonly header: (name: string) => string
  readonly cookie: (name: string) => string | undefined
}

/**
 * Resolves a request's credential. Synchronous when the credential is already known, so that the hot path never leaves the
 * current turn. @throws AppError `unauthorized`, `api_key_expired`, `api_key_revoked`, `access_token_expired`,
 * `access_token_revoked`, `address_not_allowed`, `csrf_failed`, `rate_limited`.
 */
export type Authenticate = (source: CredentialSource) => Principal | Promise<Principal>
