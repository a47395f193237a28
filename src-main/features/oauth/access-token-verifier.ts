import { hash as sha256 } from 'node:crypto'
import { decodeProtectedHeader, errors, jwtVerify } from 'jose'
import { roleScopes, type Scope, scopesWithin } from '../../contract/scopes.ts'
import type { Control } from '../../infra/db/control.ts'
import { watchForeignChanges } from '../../infra/db/foreign-changes.ts'
import type { StampBuffer } from '../../infra/db/stamp-buffer.ts'
import type { Environment } from '../../infra/db/workspace.ts'
import { type AddressList, parseAddressList } from '../../infra/http/address-list.ts'
import { type AttemptThrottle, createAttemptThrottle, windowPolicy } from '../../infra/http/attempt-throttle.ts'
import type { SharedLimit } from '../../infra/http/principal.ts'
import { AppError } from '../../lib/app-error.ts'
import type { Actor } from '../../lib/identity.ts'
import { hashSecret } from './client-secret.ts'
import { addressNotAllowed } from './client-state.ts'
import { type AccessTokenWithRights, findAccessToken } from './oauth-tokens.store.ts'
import { apiAudience } from './provider-configuration.ts'
import { type SigningKeys, signingAlgorithm } from './signing-keys.ts'

/** What a good access token stands for. */
export interface AccessTokenIdentity {
  readonly actor: Actor
  readonly scopes: readonly Scope[]
  readonly company: string
  readonly environment: Environment
  readonly rateLimitPerHour: number
  readonly sharedLimit: SharedLimit | undefined
  readonly requiresIdempotencyKey: true
  readonly apiVersion: string
}

export interface ClientUse {
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly address: string
}

export interface AccessTokenVerifier {
  /**
   * Checks a token. Synchronous for one that was seen before; only the first use waits for its signature.
   * @throws AppError `unauthorized`, `access_token_expired`, `access_token_revoked`, `address_not_allowed`, `rate_limited`.
   */
  readonly authenticate: (token: string, address: string) => AccessTokenIdentity | Promise<AccessTokenIdentity>
  /** The same for a connection that stays open, which is no new use of the token. @throws as `authenticate` */
  readonly recheck: (token: string, address: string) => AccessTokenIdentity | Promise<AccessTokenIdentity>
  /** What OpenID Connect says about a token's person; undefined when it is not for that. @throws as `authenticate` */
  readonly claimsOf: (token: string, address: string) => Promise<PersonClaims | undefined>
  /** The `jti` of a token that we signed, however old. @returns undefined for any other text. */
  readonly idOf: (token: string) => Promise<string | undefined>
}

interface VerifierOptions {
  readonly control: Control
  readonly signingKeys: SigningKeys
  readonly now: () => number
  readonly lastUses: StampBuffer<ClientUse>
}

interface KnownToken {
  readonly clientId: number
  readonly isAllowed: AddressList
  readonly expiresAtMs: number
  readonly clientEndsAtMs: number
  readonly identity: AccessTokenIdentity
}

/** Most tokens remembered as rightly signed. */
const maxVerified = 10_000
const lookEveryMs = 500
/** Tokens that we never signed, of one address, before it has to wait for the end of the minute. */
const maxFailures = 20
const failureWindowMs = 60_000

/**
 * Two caches: sha256(token) -> hash of its `jti`, which a signature makes true for ever, and that hash -> what the rows say, which is dropped as
 * soon as control.db changes in any way. So a token dies with the commit that revokes it, whoever writes it.
 */
export function createAccessTokenVerifier(options: VerifierOptions): AccessTokenVerifier {
  const { control, now } = options
  const verified = new Map<string, string>()
  const rows = new Map<string, KnownToken>()
  const throttle = createAttemptThrottle({ now, policy: windowPolicy(maxFailures, failureWindowMs) })
  const changes = control.db.$client.prepare<[], number>('SELECT total_changes()').pluck()
  let seenChanges = changes.get()
  const lookForForeignChanges = watchForeignChanges({ db: control.db, now, lookEveryMs, onChange: () => rows.clear() })

  function usable(tokenHash: string, address: string): KnownToken {
    const token = rows.get(tokenHash) ?? readToken(control, tokenHash)
    rows.set(tokenHash, token)
    assertUsable(token, { now: now(), address })
    return token
  }

  function admit(tokenHash: string, address: string): AccessTokenIdentity {
    const token = usable(tokenHash, address)
    options.lastUses.put(token.clientId, { at: now(), address })
    return token.identity
  }

  async function firstUse(token: string, address: string): Promise<AccessTokenIdentity> {
    throttle.check(address)
    const tokenHash = hashSecret(await verifiedId(options, token).catch((error: unknown) => refuse(error, throttle, address)))
    if (verified.size >= maxVerified) verified.clear()
    if (rows.size >= maxVerified) rows.clear()
    verified.set(digestOf(token), tokenHash)
    return admit(tokenHash, address)
  }

  const by =
    (identityOf: typeof admit): AccessTokenVerifier['authenticate'] =>
    (token, address) => {
      const current = changes.get()
      if (current !== seenChanges) rows.clear()
      seenChanges = current
      lookForForeignChanges()
      const tokenHash = verified.get(digestOf(token))
      return tokenHash === undefined ? firstUse(token, address) : identityOf(tokenHash, address)
    }
  const authenticate = by(admit)
  return {
    authenticate,
    recheck: by((tokenHash, address) => usable(tokenHash, address).identity),
    claimsOf: async (token, address) => {
      await authenticate(token, address)
      return personClaims(findAccessToken(control.db, verified.get(digestOf(token)) ?? ''))
    },
    idOf: (token) => verifiedId({ ...options, now: () => 0 }, token).catch(() => undefined),
  }
}

const digestOf = (token: string): string => sha256('sha256', token, 'base64url')

/** @returns the `jti` of a token that one of our keys signed for our API and whose time is not over. */
async function verifiedId({ signingKeys, now }: Pick<VerifierOptions, 'signingKeys' | 'now'>, token: string): Promise<string> {
  const { kid } = decodeProtectedHeader(token)
  const key = (await signingKeys.current()).find((candidate) => candidate.kid === kid)
  if (key === undefined) throw new errors.JWKSNoMatchingKey()
  const { payload } = await jwtVerify(token, key.publicKey, {
    algorithms: [signingAlgorithm],
    typ: 'at+jwt',
    audience: apiAudience,
    currentDate: new Date(now()),
    requiredClaims: ['jti', 'exp'],
  })
  return String(payload.jti)
}

function assertUsable(token: KnownToken, { now, address }: { readonly now: number; readonly address: string }): void {
  if (token.clientEndsAtMs <= now) throw revoked()
  if (token.expiresAtMs <= now) throw expired()
  if (!token.isAllowed(address)) throw addressNotAllowed(address)
}

/** What the rows say about a token now. */
function readToken({ db }: Control, tokenHash: string): KnownToken {
  const found = findAccessToken(db, tokenHash)
  if (found === undefined || !isInForce(found)) throw revoked()
  const { token, client, company, user, sharedLimit } = found
  return {
    clientId: client.id,
    isAllowed: parseAddressList(client.allowedAddresses),
    expiresAtMs: Date.parse(token.expiresAt),
    clientEndsAtMs: client.expiresAt === null ? Number.POSITIVE_INFINITY : Date.parse(client.expiresAt),
    identity: {
      actor: { type: 'oauth_client', id: client.id, name: user === null ? client.name : `${client.name} (${user.name})` },
      scopes: rightsOf(found),
      company,
      environment: client.environment,
      rateLimitPerHour: client.rateLimitPerHour,
      sharedLimit: sharedLimit ?? undefined,
      requiresIdempotencyKey: true,
      apiVersion: client.apiVersion,
    },
  }
}

/** `sub` and, by scope, more (OpenID Connect Core, 5.4). */
type PersonClaims = Readonly<{ sub: string; [claim: string]: string | null }>

function personClaims(found: AccessTokenWithRights | undefined): PersonClaims | undefined {
  if (found?.user == null || !found.token.scopes.includes('openid')) return undefined
  const { token, user } = found
  return {
    sub: String(user.id),
    ...(token.scopes.includes('profile') ? { name: user.name, locale: user.language } : {}),
    ...(token.scopes.includes('email') ? { email: user.email } : {}),
  }
}

/** Neither revoked nor without a client or person that may still use it. */
export const isInForce = ({ token, client, user }: AccessTokenWithRights): boolean =>
  !token.isRevoked && client.isActive && (token.userId === null || (user?.isActive === true && user.role !== null))

/** At most what the token says, what its client may ask for today, and what its person's role grants today. */
function rightsOf({ token, client, user }: AccessTokenWithRights): Scope[] {
  const own = scopesWithin(token.scopes as readonly Scope[], client.scopes) // others, such as openid, grant nothing
  return user?.role == null ? own : scopesWithin(own, roleScopes[user.role])
}

function refuse(error: unknown, throttle: AttemptThrottle, address: string): never {
  if (error instanceof AppError) throw error
  if (error instanceof errors.JWTExpired) throw expired()
  throttle.fail(address)
  throw new AppError('unauthorized', 'This access token is not one of ours.', {
    details: { fix: 'Get a token from /api/oauth/token of this very Interlock.' },
  })
}

const expired = (): AppError =>
  new AppError('access_token_expired', 'This access token has expired.', {
    details: { fix: 'Get a new one from /api/oauth/token, with the refresh token or the client credentials.' },
  })

const revoked = (): AppError =>
  new AppError('access_token_revoked', 'This access token was revoked, or its client or person may no longer use it.', {
    details: { fix: 'Authorize the client again.' },
  })
