import type { DueWorker } from '../../infra/workers/due-worker.ts'
import { systemActor } from '../../lib/identity.ts'
import { createLane, type Lane, type LaneOptions } from './lane.ts'
import { isSentOnce } from './lane-sender.ts'
import { listInStatus, listLines } from './messages.store.ts'
import { settleInterrupted } from './settle.ts'

/** How long what is on its way may take to arrive when Interlock is stopped, milliseconds; then it is uncertain. */
const graceMs = 5_000

/**
 * Sends the messages of a workspace: a line a connection, each by itself, so that a vendor that is away holds nobody else up. What was on its way
 * when Interlock ended comes first: it goes again only where the vendor sends once per key.
 */
export function createMessageDispatcher(options: LaneOptions): DueWorker {
  const { workspace, integrations, report } = options
  const lanes = new Map<number, Lane>()
  let isRecovered = false
  let recovering: Promise<void> | undefined

  function laneOf(connectionId: number): Lane {
    const lane = lanes.get(connectionId) ?? createLane(connectionId, options)
    lanes.set(connectionId, lane)
    return lane
  }

  async function recover(): Promise<void> {
    const interrupted = listInStatus(workspace.db, 'sending')
    if (interrupted.length === 0) return
    await workspace.write(
      (tx) => {
        for (const row of interrupted) settleInterrupted(tx, row, isSentOnce(workspace, row.connectionId, integrations))
      },
      { actor: systemActor },
    )
  }

  function look(): void {
    if (isRecovered) for (const connectionId of listLines(workspace.db)) laneOf(connectionId).look()
    else
      recovering ??= recover()
        .then(() => {
          isRecovered = true
          look()
        })
        .catch(report)
        .finally(() => {
          recovering = undefined
        })
  }

  return {
    wake: look,
    stop: async () => {
      await recovering
      await Promise.all([...lanes.values()].map((lane) => lane.stop(graceMs)))
    },
  }
}
