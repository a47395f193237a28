import { desc, gt, lte } from 'drizzle-orm'
import { type CryptoKey, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose'
import type { Control } from '../../infra/db/control.ts'
import type { Vault } from '../../infra/vault/vault.ts'
import { isoTime, systemActor } from '../../lib/identity.ts'
import { oauthSigningKeys } from './oauth.control.table.ts'

/** ECDSA on P-256: small tokens, and every JWT library that a plant meets verifies it. */
export const signingAlgorithm = 'ES256'

/** A key signs for so long, in milliseconds: 90 days. */
const signsForMs = 90 * 24 * 3_600_000

/** A key that no longer signs still verifies for so long: longer than any token that it signed lives, in milliseconds. */
const overlapMs = 24 * 3_600_000

export interface SigningKey {
  readonly kid: string
  readonly privateJwk: JWK
  readonly publicKey: CryptoKey
}

export interface SigningKeys {
  /** The newest, which signs, first. Makes one when there is none or its time is over. @throws AppError `storage_unavailable` when the vault does not open. */
  readonly current: () => Promise<readonly SigningKey[]>
}

interface SigningKeysOptions {
  readonly control: Control
  readonly vault: Vault
  readonly now: () => number
  readonly newSecret: (bytes: number) => Buffer
}

export function createSigningKeys(options: SigningKeysOptions): SigningKeys {
  const { now } = options
  let keys: readonly SigningKey[] = []
  let renewAt = 0
  let running: Promise<readonly SigningKey[]> | undefined

  async function renew(): Promise<readonly SigningKey[]> {
    const newest = listKeys(options)[0]
    if (newest === undefined || Date.parse(newest.createdAt) + signsForMs <= now()) await makeKey(options)
    const rows = listKeys(options)
    keys = await Promise.all(rows.map((row) => openKey(options.vault, row)))
    renewAt = Math.min(...rows.map(({ createdAt }, index) => Date.parse(createdAt) + signsForMs + (index === 0 ? 0 : overlapMs)))
    return keys
  }

  return {
    current: async () => {
      if (keys.length > 0 && now() < renewAt) return keys
      running ??= renew().finally(() => {
        running = undefined
      })
      return running
    },
  }
}

/** Keys whose last tokens are over are left out, and deleted with the next rotation. */
const oldestUseful = (now: number): string => isoTime(now - signsForMs - overlapMs)

const listKeys = ({ control, now }: SigningKeysOptions) =>
  control.db
    .select()
    .from(oauthSigningKeys)
    .where(gt(oauthSigningKeys.createdAt, oldestUseful(now())))
    .orderBy(desc(oauthSigningKeys.createdAt))
    .all()

async function makeKey({ control, vault, now, newSecret }: SigningKeysOptions): Promise<void> {
  const { privateKey } = await generateKeyPair(signingAlgorithm, { extractable: true })
  const kid = newSecret(12).toString('base64url')
  const jwk = { ...(await exportJWK(privateKey)), kid, alg: signingAlgorithm, use: 'sig' }
  const sealedKey = vault.seal(JSON.stringify(jwk))
  await control.write(
    (tx) => {
      tx.db.insert(oauthSigningKeys).values({ kid, sealedKey, createdAt: tx.now }).run()
      tx.db
        .delete(oauthSigningKeys)
        .where(lte(oauthSigningKeys.createdAt, oldestUseful(now())))
        .run()
    },
    { actor: systemActor },
  )
}

async function openKey(vault: Vault, row: { kid: string; sealedKey: string }): Promise<SigningKey> {
  const privateJwk: JWK = JSON.parse(vault.open(row.sealedKey))
  const { d: _private, ...publicJwk } = privateJwk
  return { kid: row.kid, privateJwk, publicKey: (await importJWK(publicJwk, signingAlgorithm)) as CryptoKey } // a key pair is no shared secret
}
