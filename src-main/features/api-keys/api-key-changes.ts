import type { Tx } from '../../infra/db/write-queue.ts'
import type { Principal } from '../../infra/http/principal.ts'
import { isoTime } from '../../lib/identity.ts'
import { announce } from './api-key-events.ts'
import { assertRefersToCompany } from './api-key-rules.ts'
import { listSecretsOfKey, markFirstUse, setEnd } from './api-key-secrets.store.ts'
import type { SecretOfKey } from './api-key-verifier.ts'
import type { ApiKeyChange, Rotation } from './api-keys.contract.ts'
import { type ApiKeyFields, findApiKey, listEndingKeys, updateApiKey } from './api-keys.store.ts'
import { dueNotice, noticeAt } from './expiry-notices.ts'
import { inUtc, type MadeSecret, storeSecret } from './new-api-key.ts'
import { endAfterFirstUse, endsAtRotation } from './rotation.ts'

/** A key that a key creates belongs to whoever made the first one. */
export const ownerIdOf = (tx: Tx, { actor }: Principal): number | null =>
  actor.type === 'user' ? actor.id : actor.type === 'api_key' ? (findApiKey(tx.db, actor.id)?.key.ownerId ?? null) : null

export function announceCurrent(
  tx: Tx,
  event: 'changed' | 'rotated' | 'revoked' | 'expired' | 'expiring',
  id: number,
  daysLeft?: number,
): void {
  const found = findApiKey(tx.db, id)
  const [current] = listSecretsOfKey(tx.db, id)
  if (found === undefined || current === undefined) return
  announce(tx, { event, found, keyPrefix: current.keyPrefix, ...(daysLeft === undefined ? {} : { daysLeft }) })
}

export function changeKey(tx: Tx, { id, companyId, change }: { id: number; companyId: number; change: ApiKeyChange }): void {
  assertRefersToCompany(tx, companyId, change)
  const { expiresAt, ...others } = change
  const fields: Record<string, unknown> = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== undefined))
  if (change.scopes !== undefined) fields['scopes'] = [...new Set(change.scopes)]
  if (change.allowedAddresses !== undefined) fields['allowedAddresses'] = [...new Set(change.allowedAddresses)]
  if (expiresAt !== undefined) {
    fields['expiresAt'] = inUtc(expiresAt)
    fields['expiryAnnounced'] = noticeAt(expiresAt, Date.parse(tx.now)) ?? null
  }
  if (Object.keys(fields).length === 0) return
  updateApiKey(tx.db, id, fields as ApiKeyFields) // the contract's fields are the table's
  announceCurrent(tx, 'changed', id)
}

export function rotateKey(tx: Tx, { id, secret, rotation }: { id: number; secret: MadeSecret; rotation: Rotation }): void {
  for (const end of endsAtRotation(listSecretsOfKey(tx.db, id), rotation, Date.parse(tx.now))) setEnd(tx.db, end)
  storeSecret(tx, id, secret)
  announceCurrent(tx, 'rotated', id)
}

/** The new secret is used for the first time: the grace time of the one before begins. */
export function startGrace(tx: Tx, secret: SecretOfKey, at: number): void {
  if (!markFirstUse(tx.db, secret.id, isoTime(at))) return
  for (const old of listSecretsOfKey(tx.db, secret.apiKeyId))
    if (old.id !== secret.id && old.endsAt !== null)
      setEnd(tx.db, { id: old.id, endsAt: endAfterFirstUse(old, at), graceHours: old.graceHours })
}

export function announceEnds(tx: Tx, before: string): void {
  const now = Date.parse(tx.now)
  for (const { key } of listEndingKeys(tx.db, before)) {
    const days = dueNotice(key, now)
    if (days === undefined) continue
    updateApiKey(tx.db, key.id, { expiryAnnounced: days })
    if (days === 0) announceCurrent(tx, 'expired', key.id)
    else announceCurrent(tx, 'expiring', key.id, days)
  }
}
