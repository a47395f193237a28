import { roleScopes, type Scope } from '../../contract/scopes.ts'
import type { Environment, Workspace } from '../../infra/db/workspace.ts'
import type { Authenticate, CredentialSource, Principal, SharedLimit } from '../../infra/http/principal.ts'
import { AppError, invalidField } from '../../lib/app-error.ts'
import type { Actor } from '../../lib/identity.ts'
import type { Membership } from './people.store.ts'
import { isSameSecret, sessionCookie } from './session-token.ts'
import type { KnownSession, Sessions } from './sessions.service.ts'

/** What a valid API key stands for; the shape is that of the api-keys feature. */
interface KeyIdentity {
  readonly actor: Actor
  readonly scopes: readonly Scope[]
  readonly company: string
  readonly environment: Environment
  readonly rateLimitPerHour: number
  readonly sharedLimit: SharedLimit | undefined
  readonly requiresIdempotencyKey: boolean
  readonly apiVersion: string
}

interface AuthenticatorOptions {
  readonly sessions: Pick<Sessions, 'find'>
  readonly apiKeys: { readonly authenticate: (key: string, address: string) => KeyIdentity | Promise<KeyIdentity> }
  readonly workspaces: { readonly get: (company: string, environment: Environment) => Workspace }
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Resolves a request's credential: an API key where one is sent, else the session cookie. */
export function createAuthenticator({ sessions, apiKeys, workspaces }: AuthenticatorOptions): Authenticate {
  const ofKey = (key: KeyIdentity): Principal => ({
    actor: key.actor,
    scopes: key.scopes,
    role: undefined,
    workspace: workspaces.get(key.company, key.environment),
    rateLimitPerHour: key.rateLimitPerHour,
    sharedLimit: key.sharedLimit,
    requiresIdempotencyKey: key.requiresIdempotencyKey,
    apiVersion: key.apiVersion,
    sessionId: undefined,
  })

  function ofSession(session: KnownSession, source: CredentialSource): Principal {
    if (!safeMethods.has(source.method)) assertOwnPage(session, source)
    const { slug, role } = chosenMembership(session.memberships, source.header('x-company'))
    return {
      actor: { type: 'user', ...session.user },
      scopes: roleScopes[role],
      role,
      workspace: workspaces.get(slug, chosenEnvironment(source.header('x-environment'))),
      rateLimitPerHour: undefined,
      requiresIdempotencyKey: false,
      sessionId: session.id,
    }
  }

  return (source) => {
    const key = presentedKey(source)
    if (key !== undefined) {
      const identity = apiKeys.authenticate(key, source.address)
      return identity instanceof Promise ? identity.then(ofKey) : ofKey(identity)
    }
    const token = source.cookie(sessionCookie)
    const session = token === undefined ? undefined : sessions.find(token)
    if (session === undefined) throw unauthorized(token !== undefined)
    return ofSession(session, source)
  }
}

/** @throws AppError `unauthorized` for an Authorization header that carries no API key. */
function presentedKey(source: CredentialSource): string | undefined {
  const key = source.header('x-api-key')
  if (key !== '') return key
  const authorization = source.header('authorization')
  if (authorization === '') return undefined
  const bearer = /^Bearer +((?:live|test)_\S+)$/i.exec(authorization)?.[1]
  if (bearer !== undefined) return bearer
  throw new AppError('unauthorized', 'The Authorization header carries no API key.', {
    details: { fix: 'Send the key as X-API-Key, or as Authorization: Bearer live_...' },
  })
}

const unauthorized = (isEnded: boolean): AppError =>
  isEnded
    ? new AppError('unauthorized', 'The session has ended.', { details: { fix: 'Sign in again.' } })
    : new AppError('unauthorized', 'This needs a credential.', { details: { fix: 'Send an API key as X-API-Key, or sign in.' } })

/** A page of another site can make a browser send the cookie's request, but can neither read the token nor name our origin. */
function assertOwnPage(session: KnownSession, source: CredentialSource): void {
  const origin = source.header('origin')
  const host = source.header('host')
  if (origin !== '' && origin !== `http://${host}` && origin !== `https://${host}`) {
    throw new AppError('csrf_failed', 'This request came from a page of another site.', { details: { fix: "Use Interlock's own window." } })
  }
  if (isSameSecret(source.header('x-csrf-token'), session.csrfToken)) return
  throw new AppError('csrf_failed', 'X-CSRF-Token is missing or of another session.', {
    details: { fix: 'Send the csrf_token of GET /api/session as X-CSRF-Token.' },
  })
}

function chosenMembership(memberships: readonly Membership[], slug: string): Membership {
  const membership = slug === '' ? memberships[0] : memberships.find((candidate) => candidate.slug === slug)
  if (membership !== undefined) return membership
  throw new AppError('forbidden', slug === '' ? 'You belong to no company.' : `You do not belong to the company "${slug.slice(0, 60)}".`, {
    details: { fix: 'Choose a company that GET /api/session lists, or ask its admin for access.' },
  })
}

function chosenEnvironment(environment: string): Environment {
  if (environment === '' || environment === 'live') return 'live'
  if (environment === 'sandbox') return 'sandbox'
  throw invalidField('X-Environment', 'must be live or sandbox')
}
