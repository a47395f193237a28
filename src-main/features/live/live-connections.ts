import type { Authenticate, CredentialSource, Principal } from '../../infra/http/principal.ts'
import { AppError } from '../../lib/app-error.ts'
import type { LiveLimits } from './live-limits.ts'
import { sourceKey } from './live-source.ts'

/** Why a connection is ended. */
export type Ending =
  | { readonly kind: 'refused'; readonly error: AppError }
  /** Its credential may do something else now than when it came. */
  | { readonly kind: 'changed' }
  | { readonly kind: 'stopping' }

/** A socket or a stream of somebody who is known. */
export interface LiveConnection {
  readonly principal: Principal
  readonly source: CredentialSource
  readonly end: (why: Ending) => void
}

/** All open connections: within their limits, and each only as long as its credential is good. */
export interface LiveConnections {
  /** @throws AppError `rate_limited`, `overloaded`. */
  readonly add: (connection: LiveConnection) => void
  readonly remove: (connection: LiveConnection) => void
  /** Ends those whose credential is no longer what it was. */
  readonly recheck: () => void
  readonly endAll: () => void
}

interface Options {
  readonly limits: Pick<LiveLimits, 'connections' | 'connectionsOfCredential'>
  readonly recheck: Authenticate
  readonly onError: (error: unknown) => void
}

export function createLiveConnections(options: Options): LiveConnections {
  const { limits, onError } = options
  const connections = new Set<LiveConnection>()
  const counts = new Map<string, number>()

  async function recheckOne(source: CredentialSource, own: readonly LiveConnection[]): Promise<void> {
    try {
      const resolved = options.recheck(source)
      const now = resolved instanceof Promise ? await resolved : resolved
      for (const connection of own) if (!hasSameRights(connection.principal, now)) connection.end({ kind: 'changed' })
    } catch (error) {
      // A database that cannot be read now says nothing about the credential.
      if (!(error instanceof AppError)) return onError(error)
      for (const connection of own) connection.end({ kind: 'refused', error })
    }
  }

  return {
    add: (connection) => {
      const credential = credentialOf(connection.principal)
      const count = counts.get(credential) ?? 0
      if (count >= limits.connectionsOfCredential) throw tooMany(limits.connectionsOfCredential)
      if (connections.size >= limits.connections) throw full()
      counts.set(credential, count + 1)
      connections.add(connection)
    },
    remove: (connection) => {
      if (!connections.delete(connection)) return
      const credential = credentialOf(connection.principal)
      const left = (counts.get(credential) ?? 1) - 1
      if (left === 0) counts.delete(credential)
      else counts.set(credential, left)
    },
    recheck: () => {
      const groups = Map.groupBy(connections, ({ source }) => sourceKey(source))
      for (const own of groups.values()) if (own[0] !== undefined) void recheckOne(own[0].source, own)
    },
    endAll: () => {
      for (const connection of [...connections]) connection.end({ kind: 'stopping' })
    },
  }
}

const credentialOf = ({ actor }: Principal): string => `${actor.type}:${actor.id}`

const hasSameRights = (before: Principal, now: Principal): boolean =>
  before.workspace === now.workspace && before.scopes.join() === now.scopes.join()

const tooMany = (limit: number): AppError =>
  new AppError('rate_limited', `This credential has ${limit} live connections, which is all that it may have.`, {
    retryAfterSeconds: 30,
    details: { limit, fix: 'Share one connection in your program, or use a key of its own for each program.' },
  })

const full = (): AppError =>
  new AppError('overloaded', 'There are too many live connections.', {
    retryAfterSeconds: 30,
    details: { fix: 'Wait as long as Retry-After says, then connect again.' },
  })
