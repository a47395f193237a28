import { newestSeq } from '../../events/event-log.ts'
import type { Workspace } from '../../infra/db/workspace.ts'
import type { Tx } from '../../infra/db/write-queue.ts'
import { isoTime, systemActor } from '../../lib/identity.ts'
import { dropDelivery, listWaiting } from './backlog.store.ts'
import { type Backlog, backlogAfter, boundsOf, dropBatch, dropOldest } from './backlog.ts'
import { releaseNext } from './deliveries.store.ts'
import type { Lane } from './lane.ts'
import { announceWebhook } from './webhook-events.ts'
import { findWebhook, moveCursor } from './webhooks.store.ts'

const dayMs = 86_400_000

/** Batches of one webhook a round, so that it does not keep the others waiting for ever. */
const maxBatches = 200

/** What waits for the webhooks of a workspace. */
export interface Backlogs {
  readonly list: () => readonly (Backlog & { readonly webhookId: number })[]
  /**
   * Keeps what waits within its bounds: the oldest events that a webhook has not begun are passed over and written down, and of one that is paused or
   * disabled the deliveries that wait are given up as dropped.
   */
  readonly trim: () => Promise<void>
}

interface BacklogsOptions {
  readonly lanes: () => Iterable<Lane>
  /** Called with each batch that is on disk. */
  readonly onDropped: (lane: Lane) => void
}

export function createBacklogs(workspace: Pick<Workspace, 'db' | 'write'>, { lanes, onDropped }: BacklogsOptions): Backlogs {
  async function trimOne(lane: Lane): Promise<void> {
    for (let round = 0; round < maxBatches; round += 1) {
      if (!(await workspace.write((tx) => trimBatch(tx, lane, () => onDropped(lane)), { actor: systemActor }))) return
    }
  }
  return {
    list: () => [...lanes()].map(({ webhookId, position }) => ({ webhookId, ...backlogAfter(workspace.db, position) })),
    trim: async () => {
      for (const lane of [...lanes()]) await trimOne(lane)
    },
  }
}

/** @returns whether there may be more. */
function trimBatch(tx: Tx, lane: Lane, onDropped: () => void): boolean {
  const owner = { webhookId: lane.webhookId }
  const givenUp = lane.settings.isActive ? 0 : giveUpWaiting(tx, lane)
  const before = lane.position
  const { place, isNew } = dropOldest(tx, { owner, place: before, wants: lane.wants })
  if (place === before && givenUp === 0) return false
  // NB: what is on its way was begun before these, and its results move the cursor themselves.
  if (lane.isSettled) moveCursor(tx.db, lane.webhookId, place)
  const webhook = isNew ? findWebhook(tx.db, lane.webhookId) : undefined
  if (webhook !== undefined) announceWebhook(tx, 'events_dropped', webhook)
  tx.afterCommit(() => {
    lane.skipTo(place)
    onDropped()
  })
  return true
}

function giveUpWaiting({ db, now }: Tx, { webhookId, busy }: Lane): number {
  const { maxEvents, maxDays } = boundsOf(db)
  const before = isoTime(Date.parse(now) - maxDays * dayMs)
  const waiting = listWaiting(db, webhookId, { upTo: newestSeq(db) - maxEvents, before, limit: dropBatch }).filter(
    ({ id }) => !busy.has(id),
  )
  for (const { id, orderKey } of waiting) {
    dropDelivery(db, id)
    if (orderKey !== null) releaseNext(db, webhookId, orderKey, now)
  }
  return waiting.length
}
