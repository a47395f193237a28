import { hash as bcrypt } from '@node-rs/bcrypt'
import { grants } from '../../contract/scopes.ts'
import type { Control } from '../../infra/db/control.ts'
import { createStampBuffer } from '../../infra/db/stamp-buffer.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import type { Principal } from '../../infra/http/principal.ts'
import { AppError, invalidField, notFound } from '../../lib/app-error.ts'
import { isoTime, systemActor } from '../../lib/identity.ts'
import { formatApiKey, keyPrefixOf, secretBytes } from './api-key-format.ts'
import { type ApiKeyVerifier, createApiKeyVerifier, type LastUse } from './api-key-verifier.ts'
import type { ApiKey, CreatedApiKey, NewApiKey } from './api-keys.contract.ts'
import type { ApiKeyRow } from './api-keys.control.table.ts'
import {
  type ApiKeyOfOwner,
  findApiKey,
  findCompanyId,
  findOwnerName,
  hasRateLimit,
  insertApiKey,
  listKeysOfCompany,
  markRevoked,
  stampLastUse,
} from './api-keys.store.ts'

/** bcrypt's cost: 54 ms on the build machine, paid once a key and process. The key's 256 random bits need no more. */
const bcryptCost = 10

/** How long last uses wait to be written, in milliseconds. */
const stampAfterMs = 3_000

export interface ApiKeys {
  readonly authenticate: ApiKeyVerifier['authenticate']
  /** Reads every key anew on its next use, after what they refer to has changed. */
  readonly forgetAll: () => void
  /** Creates a key as somebody: with no scope that they do not hold themselves. */
  readonly create: (principal: Principal, input: NewApiKey, requestId: string) => Promise<CreatedApiKey>
  /** The keys that somebody may see, newest first. */
  readonly list: (principal: Principal) => ApiKey[]
  readonly revoke: (principal: Principal, id: number, requestId: string) => Promise<void>
  /** Writes the last uses that wait; at close. */
  readonly flush: () => Promise<void>
}

interface ApiKeysOptions {
  readonly control: Control
  readonly now: () => number
  readonly newSecret: (bytes: number) => Buffer
  readonly onError: (error: unknown) => void
}

export function createApiKeys(options: ApiKeysOptions): ApiKeys {
  const { control, now } = options
  const lastUses = createStampBuffer<LastUse>({
    flushAfterMs: stampAfterMs,
    write: (uses) => writeLastUses(control, uses),
    onError: options.onError,
  })
  const verifier = createApiKeyVerifier({ control, now, lastUses })

  function keyInReach(principal: Principal, id: number): ApiKeyRow {
    const found = findApiKey(control.db, id)
    if (found === undefined || found.company !== principal.workspace.company || !isInReach(principal, found.key))
      throw notFound('API key', id)
    return found.key
  }

  return {
    authenticate: verifier.authenticate,
    forgetAll: verifier.forgetAll,
    flush: lastUses.flush,
    create: async (principal, input, requestId) => {
      assertMayGrant(principal, input)
      assertInFuture(input.expiresAt, now())
      const made = await makeKey(input.environment, options.newSecret)
      const row = await control.write(
        (tx) => storeKey(tx, { ...made, input, company: principal.workspace.company, ownerId: ownerIdOf(tx, principal) }),
        {
          actor: principal.actor,
          requestId,
        },
      )
      return { ...toView(row, { now: now(), lastUse: undefined }), key: made.key }
    },
    list: (principal) => {
      const rows = listKeysOfCompany(control.db, companyIdOf(control, principal.workspace.company))
      return rows
        .filter((row) => isInReach(principal, row.key))
        .map((row) => toView(row, { now: now(), lastUse: lastUses.get(row.key.id) }))
    },
    revoke: async (principal, id, requestId) => {
      keyInReach(principal, id)
      const run = (tx: Tx): void => {
        markRevoked(tx.db, id, tx.now)
        tx.afterCommit(() => verifier.forget(id))
      }
      await control.write(run, { actor: principal.actor, requestId })
    },
  }
}

/** Creates a key without a person or key behind it: on the command line. The key itself is in the answer only. */
export async function createApiKey(
  options: { control: Control; now: () => number; newSecret: (bytes: number) => Buffer },
  order: { company: string; input: NewApiKey },
): Promise<CreatedApiKey> {
  const now = options.now()
  assertInFuture(order.input.expiresAt, now)
  const made = await makeKey(order.input.environment, options.newSecret)
  const row = await options.control.write((tx) => storeKey(tx, { ...made, ...order, ownerId: null }), { actor: systemActor })
  return { ...toView(row, { now, lastUse: undefined }), key: made.key }
}

interface MadeKey {
  readonly key: string
  readonly keyHash: string
}

async function makeKey(environment: NewApiKey['environment'], newSecret: (bytes: number) => Buffer): Promise<MadeKey> {
  const key = formatApiKey(environment, newSecret(secretBytes))
  // NB: bcrypt ignores what comes after 72 bytes. A key has 54; a longer format must fail here rather than lose bits.
  return { key, keyHash: await bcrypt(key, { cost: bcryptCost, rejectLongPasswords: true }) }
}

function storeKey(tx: Tx, order: MadeKey & { input: NewApiKey; company: string; ownerId: number | null }): ApiKeyOfOwner {
  const { input } = order
  const companyId = companyIdOf(tx, order.company)
  assertHasLimit(tx, companyId, input.rateLimitId)
  const key = insertApiKey(tx.db, {
    keyHash: order.keyHash,
    keyPrefix: keyPrefixOf(order.key),
    name: input.name,
    description: input.description,
    ownerId: order.ownerId,
    companyId,
    environment: input.environment,
    scopes: [...new Set(input.scopes)],
    rateLimitPerHour: input.rateLimitPerHour,
    rateLimitId: input.rateLimitId,
    apiVersion: input.apiVersion,
    requiresIdempotencyKey: input.requiresIdempotencyKey,
    allowedAddresses: [...new Set(input.allowedAddresses)],
    expiresAt: input.expiresAt === null ? null : isoTime(Date.parse(input.expiresAt)),
    createdAt: tx.now,
  })
  return { key, ownerName: order.ownerId === null ? null : (findOwnerName(tx.db, order.ownerId) ?? null) }
}

function assertHasLimit({ db }: Tx, companyId: number, id: number | null): void {
  if (id === null || hasRateLimit(db, { id, companyId })) return
  throw invalidField('rate_limit_id', `there is no limit ${id}`, 'Use the id of a limit that GET /api/rate-limits lists.')
}

function companyIdOf({ db }: Pick<Control, 'db'>, slug: string): number {
  const id = findCompanyId(db, slug)
  if (id === undefined) throw notFound('company', slug)
  return id
}

/** A key that a key creates belongs to whoever made the first one. */
const ownerIdOf = (tx: Tx, { actor }: Principal): number | null =>
  actor.type === 'user' ? actor.id : actor.type === 'api_key' ? (findApiKey(tx.db, actor.id)?.key.ownerId ?? null) : null

/** A sandbox key neither sees nor touches what belongs to live data. */
const isInReach = ({ actor, workspace }: Principal, key: Pick<ApiKeyRow, 'environment'>): boolean =>
  actor.type === 'user' || workspace.environment === 'live' || key.environment === 'sandbox'

function assertMayGrant(principal: Principal, input: NewApiKey): void {
  if (!isInReach(principal, input)) {
    throw new AppError('forbidden', 'A sandbox key cannot create live keys.', {
      details: { fix: 'Use a live key, or create the key in the window.' },
    })
  }
  const missing = input.scopes.filter((scope) => !grants(principal.scopes, scope))
  if (missing.length === 0) return
  throw new AppError('forbidden', `Nobody can grant what they do not hold: ${missing.join(', ')}.`, {
    details: { field: 'scopes', missing, fix: 'Leave these scopes out, or ask an admin to create the key.' },
  })
}

function assertInFuture(expiresAt: string | null, now: number): void {
  if (expiresAt !== null && Date.parse(expiresAt) <= now) throw invalidField('expires_at', 'must be in the future')
}

function toView({ key, ownerName }: ApiKeyOfOwner, seen: { now: number; lastUse: LastUse | undefined }): ApiKey {
  return {
    id: key.id,
    name: key.name,
    description: key.description,
    keyPrefix: key.keyPrefix,
    environment: key.environment,
    scopes: [...key.scopes],
    rateLimitPerHour: key.rateLimitPerHour,
    rateLimitId: key.rateLimitId,
    apiVersion: key.apiVersion,
    requiresIdempotencyKey: key.requiresIdempotencyKey,
    allowedAddresses: [...key.allowedAddresses],
    status: statusOf(key, seen.now),
    ownerName,
    lastUsedAt: seen.lastUse === undefined ? key.lastUsedAt : isoTime(seen.lastUse.at),
    lastUsedAddress: seen.lastUse?.address ?? key.lastUsedAddress,
    expiresAt: key.expiresAt,
    revokedAt: key.revokedAt,
    createdAt: key.createdAt,
  }
}

function statusOf(key: ApiKeyRow, now: number): ApiKey['status'] {
  if (!key.isActive) return 'revoked'
  return key.expiresAt !== null && Date.parse(key.expiresAt) <= now ? 'expired' : 'active'
}

const writeLastUses = (control: Control, uses: ReadonlyMap<number, LastUse>): Promise<void> =>
  control.write((tx) => uses.forEach((use, id) => void stampLastUse(tx.db, { id, at: isoTime(use.at), address: use.address })), {
    actor: systemActor,
  })
