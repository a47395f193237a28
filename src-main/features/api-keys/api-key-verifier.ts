import { hash as sha256 } from 'node:crypto'
import { verify } from '@node-rs/bcrypt'
import type { Scope } from '../../contract/scopes.ts'
import type { Control } from '../../infra/db/control.ts'
import { watchForeignChanges } from '../../infra/db/foreign-changes.ts'
import type { StampBuffer } from '../../infra/db/stamp-buffer.ts'
import type { Environment } from '../../infra/db/workspace.ts'
import { type AttemptThrottle, createAttemptThrottle, windowPolicy } from '../../infra/http/attempt-throttle.ts'
import type { SharedLimit } from '../../infra/http/principal.ts'
import { AppError } from '../../lib/app-error.ts'
import { type Actor, isoTime } from '../../lib/identity.ts'
import { type AddressList, parseAddressList } from './address-list.ts'
import { parseApiKey } from './api-key-format.ts'
import { findApiKey, listHashesOfPrefix } from './api-keys.store.ts'

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
  /** Reads the key's row anew on its next use, after it was changed here. */
  readonly forget: (id: number) => void
  /** The same for every key, after what they refer to has changed. */
  readonly forgetAll: () => void
}

interface KnownKey {
  readonly identity: ApiKeyIdentity
  readonly isAllowed: AddressList
  readonly expiresAtMs: number
  readonly revokedAt: string | null
}

/** Most keys remembered as verified. */
const maxVerified = 10_000

/** A change by another process is seen within this time, in milliseconds. */
const lookEveryMs = 500

/** Failed attempts of one address before it has to wait for the end of the minute. */
const maxFailures = 20
const failureWindowMs = 60_000

/**
 * Two caches keep bcrypt and SQL off the hot path: sha256(key) -> id, which can never become wrong, and id -> what the row says, which
 * is dropped on every change. What depends on time or address is decided anew on each request.
 */
export function createApiKeyVerifier(options: { control: Control; now: () => number; lastUses: StampBuffer<LastUse> }): ApiKeyVerifier {
  const { db } = options.control
  const verified = new Map<string, number>()
  const rows = new Map<number, KnownKey>()
  const running = new Map<string, Promise<number>>()
  const throttle = createAttemptThrottle({ now: options.now, policy: windowPolicy(maxFailures, failureWindowMs) })
  const lookForForeignChanges = watchForeignChanges({ db, now: options.now, lookEveryMs, onChange: () => rows.clear() })

  function rowOf(id: number): KnownKey {
    const row = rows.get(id) ?? readKey(options.control, id)
    rows.set(id, row)
    return row
  }

  function admit(id: number, address: string): ApiKeyIdentity {
    const now = options.now()
    const key = rowOf(id)
    assertUsable(key, now, address)
    options.lastUses.put(id, { at: now, address })
    return key.identity
  }

  function firstUse(key: string, digest: string, address: string): Promise<ApiKeyIdentity> {
    throttle.check(address)
    const parsed = parseApiKey(key)
    if (parsed === undefined) throw refuse(throttle, address)
    // NB: many clients start with the same key at once; they share one bcrypt.
    const known = running.get(digest) ?? verifyKey(options.control, key, parsed.keyPrefix).finally(() => running.delete(digest))
    running.set(digest, known)
    return known.then((id) => {
      if (id === 0) throw refuse(throttle, address)
      remember(verified, digest, id)
      return admit(id, address)
    })
  }

  return {
    authenticate: (key, address) => {
      lookForForeignChanges()
      const digest = sha256('sha256', key, 'base64url')
      const id = verified.get(digest)
      return id === undefined ? firstUse(key, digest, address) : admit(id, address)
    },
    forget: (id) => void rows.delete(id),
    forgetAll: () => rows.clear(),
  }
}

/** @returns the key's id, 0 when there is no such key. */
async function verifyKey(control: Control, key: string, keyPrefix: string): Promise<number> {
  // NB: an unknown prefix answers sooner than a known one. That tells nothing of use: the prefix is shown in lists and the rest has 208 bits.
  for (const candidate of listHashesOfPrefix(control.db, keyPrefix)) if (await verify(key, candidate.keyHash)) return candidate.id
  return 0
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
  }
}

function assertUsable(key: KnownKey, now: number, address: string): void {
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

function remember(verified: Map<string, number>, digest: string, id: number): void {
  const oldest = verified.size >= maxVerified ? verified.keys().next().value : undefined
  if (oldest !== undefined) verified.delete(oldest)
  verified.set(digest, id)
}
