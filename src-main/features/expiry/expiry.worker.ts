import type { Workspace } from '../../infra/db/workspace.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import type { DueWork } from '../../infra/workers/due-worker.ts'
import type { ExpiringCredential } from './expiry.contract.ts'
import { deleteWarning, listWarnings, putWarning } from './expiry.store.ts'
import { announceEnd } from './expiry-events.ts'
import type { ExpirySource } from './expiry-source.ts'
import { dueWarning } from './warnings.ts'

/** How often it looks, milliseconds. */
const lookEveryMs = 10 * 60_000

/** Warns of the credentials of a workspace before they end. The last warning of each is kept with the event that tells of it, so that none comes twice. */
export function createExpiryWatch({ workspace, sources }: { workspace: Workspace; sources: readonly ExpirySource[] }): DueWork {
  let nextLookAt = 0
  return {
    // NB: a clock that was set back must not put the next look off.
    isDue: (_db, now) => now >= nextLookAt || nextLookAt - now > lookEveryMs,
    run: (tx) => {
      nextLookAt = Date.parse(tx.now) + lookEveryMs
      warn(
        tx,
        sources.flatMap(({ list }) => list(workspace)),
      )
    },
    nextLookMs: (_db, now) => Math.min(nextLookAt - now, lookEveryMs),
  }
}

function warn(tx: Tx, credentials: readonly ExpiringCredential[]): void {
  const warnings = listWarnings(tx.db)
  const told = new Map(warnings.map((warning) => [warning.credential, warning]))
  for (const credential of credentials) {
    const { id, expiresAt } = credential
    const last = told.get(id)
    const days = dueWarning(credential, last?.expiresAt === expiresAt ? last?.days : undefined, Date.parse(tx.now))
    if (days === undefined || expiresAt === null) continue
    putWarning(tx.db, { credential: id, expiresAt, days })
    // NB: that a key has ended is said by the feature of the keys.
    if (days > 0 || credential.kind !== 'api_key') announceEnd(tx, credential, days)
  }
  const listed = new Set(credentials.map(({ id }) => id))
  for (const { credential, expiresAt } of warnings) if (!listed.has(credential) && expiresAt < tx.now) deleteWarning(tx.db, credential)
}
