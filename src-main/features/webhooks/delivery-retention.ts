import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import { isoTime, systemActor } from '../../lib/identity.ts'

/** How long deliveries are kept with their attempts, whatever became of them. */
const deliveriesKeptDays = 90

const dayMs = 86_400_000

/** Deliveries that go in one write; bounds how long the file is held. */
const batch = 500

/** Batches a round, so that one workspace does not keep the others waiting for ever. */
const maxBatches = 400

/** The beginning of the time whose deliveries are kept. */
export const deliveriesKeptFrom = (now: number): string => isoTime(now - deliveriesKeptDays * dayMs)

/**
 * Drops what is past its time, in bounded writes between which others get their turn. What waits stays, and so does what lies after the cursor of
 * its webhook: without its row such an event would be sent anew. @returns how many deliveries went.
 */
export async function purgeDeliveries(workspace: Pick<Workspace, 'write'>, now: number): Promise<number> {
  let count = 0
  for (let round = 0; round < maxBatches; round += 1) {
    const gone = await workspace.write(({ db }) => purgeBatch(db, deliveriesKeptFrom(now)), { actor: systemActor, isLazy: true })
    count += gone
    if (gone < batch) break
  }
  return count
}

const webhookPlaces = prepared((db) =>
  db.$client.prepare<[], { id: number; cursor: number }>('SELECT id, cursor_seq AS cursor FROM webhooks'),
)

/** NB: one status at a time, or the index `webhook_deliveries_status` would not be used and what waits would be read over and over. */
const oldOf = prepared((db) =>
  db.$client
    .prepare<[number, string, string, number, number], number>(`
      SELECT id FROM webhook_deliveries
      WHERE webhook_id = ? AND status = ? AND created_at < ? AND (event_seq IS NULL OR event_seq <= ?)
      ORDER BY created_at LIMIT CAST(? AS INTEGER)`)
    .pluck(),
)

const deleteAttempts = prepared((db) => db.$client.prepare<[number]>('DELETE FROM webhook_attempts WHERE delivery_id = ?'))
const deleteOne = prepared((db) => db.$client.prepare<[number]>('DELETE FROM webhook_deliveries WHERE id = ?'))

/** Deletes a delivery with its attempts. */
export function deleteDelivery(db: Db, id: number): void {
  deleteAttempts(db).run(id)
  deleteOne(db).run(id)
}

function purgeBatch(db: Db, before: string): number {
  let left = batch
  for (const { id, cursor } of webhookPlaces(db).all()) {
    for (const status of ['delivered', 'failed']) {
      const ids = oldOf(db).all(id, status, before, cursor, left)
      for (const one of ids) deleteDelivery(db, one)
      left -= ids.length
      if (left === 0) return batch
    }
  }
  return batch - left
}
