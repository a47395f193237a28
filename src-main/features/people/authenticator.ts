import { roleScopes, type Scope } from '../../contract/scopes.ts'
import type { Environment, Workspace } from '../../infra/db/workspace.ts'
import type { Authenticate, CredentialSource, Principal, SharedLimit } from '../../infra/http/principal.ts'
import { AppError, invalidField } from '../../lib/app-error.ts'
import type { Actor } from '../../lib/identity.ts'
import type { Membership } from './people.store.ts'
import { isSameSecret, sessionCookie } from './session-token.ts'
import type { KnownSession, Sessions } from './sessions.service.ts'

/** What a valid API key or access token stands for; the shape is that of the features api-keys and oauth. */
interface CredentialIdentity {
  readonly actor: Actor
  readonly scopes: readonly Scope[]
  readonly company: string
  readonly environment: Environment
  readonly rateLimitPerHour: number
  readonly sharedLimit: SharedLimit | undefined
  readonly requiresIdempotencyKey: boolean
  readonly apiVersion: string
}

type Verify = (credential: string, address: string) => CredentialIdentity | Promise<CredentialIdentity>

interface Verifier {
  readonly authenticate: Verify
  readonly recheck: Verify
}

interface AuthenticatorOptions {
  readonly sessions: Pick<Sessions, 'find' | 'look'>
  readonly apiKeys: Verifier
  readonly accessTokens: Verifier
  readonly workspaces: { readonly get: (company: string, environment: Environment) => Workspace }
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

export interface Authenticator {
  /** Resolves a request's credential: an API key or access token where one is sent, else the session cookie. */
  readonly authenticate: Authenticate
  /** The same again for a connection that stays open: it is no new use, and does not keep a session alive. */
  readonly recheck: Authenticate
}

export function createAuthenticator({ sessions, apiKeys, accessTokens, workspaces }: AuthenticatorOptions): Authenticator {
  const ofCredential = (known: CredentialIdentity): Principal => ({
    actor: known.actor,
    scopes: known.scopes,
    role: undefined,
    workspace: workspaces.get(known.company, known.environment),
    rateLimitPerHour: known.rateLimitPerHour,
    sharedLimit: known.sharedLimit,
    requiresIdempotencyKey: known.requiresIdempotencyKey,
    apiVersion: known.apiVersion,
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

  const resolveBy =
    (how: keyof Verifier, findSession: Sessions['find']): Authenticate =>
    (source) => {
      const presented = presentedCredential(source)
      if (presented !== undefined) {
        const verifier = presented.kind === 'api_key' ? apiKeys : accessTokens
        const identity = verifier[how](presented.text, source.address)
        return identity instanceof Promise ? identity.then(ofCredential) : ofCredential(identity)
      }
      const token = source.cookie(sessionCookie)
      const session = token === undefined ? undefined : findSession(token)
      if (session === undefined) throw unauthorized(token !== undefined)
      return ofSession(session, source)
    }

  return { authenticate: resolveBy('authenticate', sessions.find), recheck: resolveBy('recheck', sessions.look) }
}

interface Presented {
  readonly kind: 'api_key' | 'access_token'
  readonly text: string
}

/** @throws AppError `unauthorized` for an Authorization header that carries neither an API key nor an access token. */
function presentedCredential(source: CredentialSource): Presented | undefined {
  const key = source.header('x-api-key')
  if (key !== '') return { kind: 'api_key', text: key }
  const authorization = source.header('authorization')
  if (authorization === '') return undefined
  const bearer = /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? ''
  if (/^(?:live|test)_/.test(bearer)) return { kind: 'api_key', text: bearer }
  // A signed token has three parts (RFC 7515).
  if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(bearer)) return { kind: 'access_token', text: bearer }
  throw new AppError('unauthorized', 'The Authorization header carries neither an API key nor an access token.', {
    details: { fix: 'Send Authorization: Bearer with an API key (live_...) or an access token of /api/oauth/token.' },
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
