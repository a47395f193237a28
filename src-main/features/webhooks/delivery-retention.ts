import type { Db } from '../../infra/db/database.ts'
import { prepared } from '../../infra/db/prepared.ts'
import { purgeInTurns } from '../../infra/db/purge-in-turns.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import { workspaceSetting } from '../../infra/settings/workspace-setting.ts'
import { isoTime } from '../../lib/identity.ts'
import { answerSearchTable } from './answer-search.ts'

/** How many days deliveries are kept with their attempts, whatever became of them. */
export const deliveryDays = workspaceSetting('webhooks.delivery_days', 90)

const dayMs = 86_400_000

/** The beginning of the time whose deliveries are kept. */
export const deliveriesKeptFrom = (db: Db, now: number): string => isoTime(now - deliveryDays.read(db) * dayMs)

/**
 * Drops what is past its time. What waits stays, and so does what lies after the cursor of its webhook: without its row such an event would be sent
 * anew. @returns how many deliveries went.
 */
export const purgeDeliveries = (workspace: Pick<Workspace, 'write'>, now: number): Promise<number> =>
  purgeInTurns(workspace, (db, limit) => purgeOld(db, deliveriesKeptFrom(db, now), limit))

const webhookPlaces = prepared((db) =>
  db.$client.prepare<[], { id: number; cursor: number }>('SELECT id, cursor_seq AS cursor FROM webhooks'),
)

/** What waits for nothing any more. */
const ended = ['delivered', 'failed'] as const

/** NB: one status at a time, or the index `webhook_deliveries_status` would not be used and what waits would be read over and over. */
const oldOf = prepared((db) =>
  db.$client
    .prepare<[number, string, string, number, number], number>(`
      SELECT id FROM webhook_deliveries
      WHERE webhook_id = ? AND status = ? AND created_at < ? AND (event_seq IS NULL OR event_seq <= ?)
      ORDER BY created_at LIMIT CAST(? AS INTEGER)`)
    .pluck(),
)

const attemptsOf = prepared((db) => db.$client.prepare<[number], number>('SELECT id FROM webhook_attempts WHERE delivery_id = ?').pluck())
const forgetWords = prepared((db) => db.$client.prepare<[number]>(`DELETE FROM ${answerSearchTable} WHERE rowid = ?`))
const deleteAttempts = prepared((db) => db.$client.prepare<[number]>('DELETE FROM webhook_attempts WHERE delivery_id = ?'))
const deleteOne = prepared((db) => db.$client.prepare<[number]>('DELETE FROM webhook_deliveries WHERE id = ?'))

/** Deletes a delivery with its attempts and the words that they are found by. */
export function deleteDelivery(db: Db, id: number): void {
  for (const attempt of attemptsOf(db).all(id)) forgetWords(db).run(attempt)
  deleteAttempts(db).run(id)
  deleteOne(db).run(id)
}

function purgeOld(db: Db, before: string, limit: number): number {
  let left = limit
  for (const { id, cursor } of webhookPlaces(db).all()) {
    for (const status of ended) {
      const ids = oldOf(db).all(id, status, before, cursor, left)
      for (const one of ids) deleteDelivery(db, one)
      left -= ids.length
      if (left === 0) return limit
    }
  }
  return limit - left
}

const counts = prepared((db) =>
  db.$client.prepare<[], { count: number; oldestAt: string | null }>(
    'SELECT count(*) AS count, min(created_at) AS oldestAt FROM webhook_deliveries',
  ),
)

const countOld = prepared((db) =>
  db.$client
    .prepare<[number, string, string], number>(
      'SELECT count(*) FROM webhook_deliveries WHERE webhook_id = ? AND status = ? AND created_at < ?',
    )
    .pluck(),
)

/** How many deliveries there are, and of which time. */
export const keptDeliveries = (db: Db) => counts(db).get() ?? { count: 0, oldestAt: null }

/** How many deliveries are older than a time and wait for nothing. */
export const countDeliveriesBefore = (db: Db, time: string): number =>
  webhookPlaces(db)
    .all()
    .reduce((sum, { id }) => sum + ended.reduce((of, status) => of + (countOld(db).get(id, status, time) ?? 0), 0), 0)
