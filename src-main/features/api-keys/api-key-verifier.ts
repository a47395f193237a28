import { hash as sha256 } from 'node:crypto'
import type { Scope } from '../../contract/scopes.ts'
import type { Control } from '../../infra/db/control.ts'
import { watchForeignChanges } from '../../infra/db/foreign-changes.ts'
import type { StampBuffer } from '../../infra/db/stamp-buffer.ts'
import type { Environment } from '../../infra/db/workspace.ts'
import { type AddressList, parseAddressList } from '../../infra/http/address-list.ts'
import { type AttemptThrottle, createAttemptThrottle, windowPolicy } from '../../infra/http/attempt-throttle.ts'
import type { SharedLimit } from '../../infra/http/principal.ts'
import { AppError } from '../../lib/app-error.ts'
import { type Actor, isoTime } from '../../lib/identity.ts'
import { parseApiKey } from './api-key-format.ts'
import { isKeyOf } from './api-key-hash.ts'
import { listHashesOfPrefix, listSecretsOfKey } from './api-key-secrets.store.ts'
import type { SecretRow } from './api-keys.control.table.ts'
import { findApiKey } from './api-keys.store.ts'
import { endAfterFirstUse } from './rotation.ts'

/** What a valid key stands for. */
export interface ApiKeyIdentity {
  readonly actor: Actor
  readonly scopes: readonly Scope[]
  readonly company: string
  readonly environment: Environment
  readonly rateLimitPerHour: number
  readonly sharedLimit: SharedLimit | undefined
  readonly requiresIdempotencyKey: boolean
  readonly apiVersion: string
}

export interface LastUse {
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly address: string
}

export interface ApiKeyVerifier {
  /**
   * Checks a key. Synchronous for one that was seen before; only the first use of a key waits for bcrypt.
   * @throws AppError `unauthorized`, `api_key_expired`, `api_key_revoked`, `address_not_allowed`, `rate_limited`.
   */
  readonly authenticate: (key: string, address: string) => ApiKeyIdentity | Promise<ApiKeyIdentity>
  /** The same for a connection that stays open, which is no new use of the key. @throws as `authenticate` */
  readonly recheck: (key: string, address: string) => ApiKeyIdentity | Promise<ApiKeyIdentity>
  /** Reads the key's row anew on its next use, after it was changed here. */
  readonly forget: (id: number) => void
  /** The same for every key, after what they refer to has changed. */
  readonly forgetAll: () => void
}

/** Which secret of which key was presented. */
export interface SecretOfKey {
  readonly id: number
  readonly apiKeyId: number
}

interface KnownKey {
  readonly identity: ApiKeyIdentity
  readonly isAllowed: AddressList
  readonly expiresAtMs: number
  readonly revokedAt: string | null
  /** When each of its secrets ends, by the secret's id. */
  readonly endsAtMs: ReadonlyMap<number, number>
  /** The new secret of a rotation whose first use starts the grace time of the one before. */
  readonly awaitedSecretId: number | undefined
}

/** Most keys remembered as verified. */
const maxVerified = 10_000

/** A change by another process is seen within this time, in milliseconds. */
const lookEveryMs = 500

/** Failed attempts of one address before it has to wait for the end of the minute. */
const maxFailures = 20
const failureWindowMs = 60_000

/**
 * Two caches keep bcrypt and SQL off the hot path: sha256(secret) -> ids, which can never become wrong, and key id -> what the rows say, which
 * is dropped on every change. What depends on time or address is decided anew on each request.
 */
export function createApiKeyVerifier(options: {
  control: Control
  now: () => number
  /** By the secret's id. */
  lastUses: StampBuffer<LastUse>
  /** The new secret of a rotation is used. NB: may come twice, for uses before the first is written. */
  onAwaitedUse: (secret: SecretOfKey, at: number) => void
}): ApiKeyVerifier {
  const verified = new Map<string, SecretOfKey>()
  const rows = new Map<number, KnownKey>()
  const running = new Map<string, Promise<SecretOfKey | undefined>>()
  const throttle = createAttemptThrottle({ now: options.now, policy: windowPolicy(maxFailures, failureWindowMs) })
  const lookForForeignChanges = watchForeignChanges({ db: options.control.db, now: options.now, lookEveryMs, onChange: () => rows.clear() })

  const rowOf = (id: number): KnownKey => rows.get(id) ?? keep(rows, id, readKey(options.control, id))

  function usable(secret: SecretOfKey, address: string, now: number): KnownKey {
    const key = rowOf(secret.apiKeyId)
    assertUsable(key, { secretId: secret.id, now, address })
    return key
  }

  function admit(secret: SecretOfKey, address: string): ApiKeyIdentity {
    const now = options.now()
    const key = usable(secret, address, now)
    options.lastUses.put(secret.id, { at: now, address })
    if (key.awaitedSecretId === secret.id) {
      rows.set(secret.apiKeyId, afterFirstUse(options.control, secret, { key, now }))
      options.onAwaitedUse(secret, now)
    }
    return key.identity
  }

  function firstUse(key: string, digest: string, address: string): Promise<ApiKeyIdentity> {
    throttle.check(address)
    const parsed = parseApiKey(key)
    if (parsed === undefined) throw refuse(throttle, address)
    // NB: many clients start with the same key at once; they share one bcrypt.
    const known = running.get(digest) ?? verifyKey(options.control, key, parsed.keyPrefix).finally(() => running.delete(digest))
    running.set(digest, known)
    return known.then((secret) => {
      if (secret === undefined) throw refuse(throttle, address)
      remember(verified, digest, secret)
      return admit(secret, address)
    })
  }

  const by =
    (identityOf: typeof admit): ApiKeyVerifier['authenticate'] =>
    (key, address) => {
      lookForForeignChanges()
      const digest = sha256('sha256', key, 'base64url')
      const secret = verified.get(digest)
      return secret === undefined ? firstUse(key, digest, address) : identityOf(secret, address)
    }

  return {
    authenticate: by(admit),
    recheck: by((secret, address) => usable(secret, address, options.now()).identity),
    forget: (id) => void rows.delete(id),
    forgetAll: () => rows.clear(),
  }
}

/** @returns undefined when there is no such key. */
async function verifyKey(control: Control, key: string, keyPrefix: string): Promise<SecretOfKey | undefined> {
  // NB: an unknown prefix answers sooner than a known one. That tells nothing of use: the prefix is shown in lists and the rest has 208 bits.
  for (const { keyHash, ...secret } of listHashesOfPrefix(control.db, keyPrefix)) if (await isKeyOf(keyHash, key)) return secret
  return undefined
}

function readKey(control: Control, id: number): KnownKey {
  const found = findApiKey(control.db, id)
  if (found === undefined) throw new AppError('unauthorized', 'This API key is not known.')
  const { key, company, sharedLimit } = found
  return {
    identity: {
      actor: { type: 'api_key', id: key.id, name: key.name },
      scopes: key.scopes,
      company,
      environment: key.environment,
      rateLimitPerHour: key.rateLimitPerHour,
      sharedLimit: sharedLimit ?? undefined,
      requiresIdempotencyKey: key.requiresIdempotencyKey,
      apiVersion: key.apiVersion,
    },
    isAllowed: parseAddressList(key.allowedAddresses),
    expiresAtMs: key.expiresAt === null ? Number.POSITIVE_INFINITY : Date.parse(key.expiresAt),
    revokedAt: key.isActive ? null : (key.revokedAt ?? key.createdAt),
    ...knownSecrets(listSecretsOfKey(control.db, id)),
  }
}

/** @param secrets newest first. */
function knownSecrets(secrets: readonly SecretRow[]): Pick<KnownKey, 'endsAtMs' | 'awaitedSecretId'> {
  const [current, before] = secrets
  return {
    endsAtMs: new Map(secrets.map(({ id, endsAt }) => [id, endsAt === null ? Number.POSITIVE_INFINITY : Date.parse(endsAt)])),
    awaitedSecretId: before === undefined || current?.firstUsedAt !== null ? undefined : current.id,
  }
}

/** The key as it is from now on, before that is written. */
function afterFirstUse(control: Control, secret: SecretOfKey, { key, now }: { key: KnownKey; now: number }): KnownKey {
  const endsAtMs = new Map(key.endsAtMs)
  for (const old of listSecretsOfKey(control.db, secret.apiKeyId))
    if (old.id !== secret.id && old.endsAt !== null) endsAtMs.set(old.id, Date.parse(endAfterFirstUse(old, now)))
  return { ...key, endsAtMs, awaitedSecretId: undefined }
}

function keep<Value>(rows: Map<number, Value>, id: number, value: Value): Value {
  rows.set(id, value)
  return value
}

function assertUsable(key: KnownKey, use: { readonly secretId: number; readonly now: number; readonly address: string }): void {
  assertInForce(key, use)
  assertNotReplaced(key, use)
}

function assertNotReplaced(key: KnownKey, { secretId, now }: { readonly secretId: number; readonly now: number }): void {
  const endsAtMs = key.endsAtMs.get(secretId) ?? 0
  if (endsAtMs > now) return
  throw new AppError('api_key_expired', `This secret of the API key was replaced; it ended at ${isoTime(endsAtMs)}.`, {
    details: { fix: 'Use the newest secret of this key.' },
  })
}

function assertInForce(key: KnownKey, { now, address }: { readonly now: number; readonly address: string }): void {
  if (key.revokedAt !== null) {
    throw new AppError('api_key_revoked', `This API key was revoked at ${key.revokedAt}.`, {
      details: { fix: 'Create a new key and use it instead.' },
    })
  }
  if (key.expiresAtMs <= now) {
    throw new AppError('api_key_expired', `This API key expired at ${isoTime(key.expiresAtMs)}.`, {
      details: { fix: 'Create a new key and use it instead.' },
    })
  }
  if (key.isAllowed(address)) return
  throw new AppError('address_not_allowed', `This API key may not be used from ${address}.`, {
    details: { fix: "Call from an address on the key's allow-list, or create a key that allows this one." },
  })
}

/** Counts the failure. The message never repeats what was sent. */
function refuse(throttle: AttemptThrottle, address: string): AppError {
  throttle.fail(address)
  return new AppError('unauthorized', 'This API key is not known.', { details: { fix: 'Check that the whole key was copied.' } })
}

function remember(verified: Map<string, SecretOfKey>, digest: string, secret: SecretOfKey): void {
  const oldest = verified.size >= maxVerified ? verified.keys().next().value : undefined
  if (oldest !== undefined) verified.delete(oldest)
  verified.set(digest, secret)
}
