import type { Control } from '../../infra/db/control.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import { assertInFuture } from '../../infra/http/credential-rules.ts'
import { notFound } from '../../lib/app-error.ts'
import { isoTime, systemActor } from '../../lib/identity.ts'
import { announce } from './api-key-events.ts'
import { formatApiKey, keyPrefixOf, secretBytes } from './api-key-format.ts'
import { hashKey } from './api-key-hash.ts'
import { assertRefersToCompany } from './api-key-rules.ts'
import { insertSecret } from './api-key-secrets.store.ts'
import { toView } from './api-key-view.ts'
import type { CreatedApiKey, NewApiKey } from './api-keys.contract.ts'
import type { SecretRow } from './api-keys.control.table.ts'
import { type FoundApiKey, findApiKey, findCompanyId, insertApiKey } from './api-keys.store.ts'
import { noticeAt } from './expiry-notices.ts'

export interface MadeSecret {
  /** The key itself. */
  readonly key: string
  readonly keyHash: string
}

export async function makeSecret(environment: NewApiKey['environment'], newSecret: (bytes: number) => Buffer): Promise<MadeSecret> {
  const key = formatApiKey(environment, newSecret(secretBytes))
  return { key, keyHash: await hashKey(key) }
}

export const storeSecret = (tx: Tx, apiKeyId: number, { key, keyHash }: MadeSecret): SecretRow =>
  insertSecret(tx.db, { apiKeyId, keyHash, keyPrefix: keyPrefixOf(key), createdAt: tx.now })

interface Order {
  readonly secret: MadeSecret
  readonly input: NewApiKey
  readonly company: string
  readonly ownerId: number | null
}

/** Stores a key with its first secret, and says so. */
export function storeKey(tx: Tx, { secret, input, company, ownerId }: Order): { found: FoundApiKey; secret: SecretRow } {
  const companyId = findCompanyId(tx.db, company)
  if (companyId === undefined) throw notFound('company', company)
  assertRefersToCompany(tx, companyId, input)
  const expiresAt = inUtc(input.expiresAt)
  const { id } = insertApiKey(tx.db, {
    name: input.name,
    description: input.description,
    ownerId: input.ownerId === undefined ? ownerId : input.ownerId,
    companyId,
    environment: input.environment,
    scopes: [...new Set(input.scopes)],
    rateLimitPerHour: input.rateLimitPerHour,
    rateLimitId: input.rateLimitId,
    requiresIdempotencyKey: input.requiresIdempotencyKey,
    apiVersion: input.apiVersion,
    allowedAddresses: [...new Set(input.allowedAddresses)],
    metadata: input.metadata,
    expiresAt,
    // What is near already when it is made comes as no surprise.
    expiryAnnounced: noticeAt(expiresAt, Date.parse(tx.now)) ?? null,
    createdAt: tx.now,
  })
  const stored = storeSecret(tx, id, secret)
  const found = findApiKey(tx.db, id)
  if (found === undefined) throw notFound('API key', id)
  announce(tx, { event: 'created', found, keyPrefix: stored.keyPrefix })
  return { found, secret: stored }
}

export const inUtc = (time: string | null): string | null => (time === null ? null : isoTime(Date.parse(time)))

/** Of a key that was just made. */
export const noUses = { get: () => undefined }

/** Creates a key without a person or key behind it: on the command line. The key itself is in the answer only. */
export async function createApiKey(
  options: { control: Control; now: () => number; newSecret: (bytes: number) => Buffer },
  { company, input }: { company: string; input: NewApiKey },
): Promise<CreatedApiKey> {
  const now = options.now()
  assertInFuture(input.expiresAt, now)
  const made = await makeSecret(input.environment, options.newSecret)
  const { found, secret } = await options.control.write((tx) => storeKey(tx, { secret: made, input, company, ownerId: null }), {
    actor: systemActor,
  })
  return { ...toView(found, [secret], { now, lastUses: noUses }), key: made.key }
}
