import type { Db } from '../../infra/db/database.ts'
import { AppError } from '../../lib/app-error.ts'
import { type Clock, systemActor } from '../../lib/identity.ts'
import { listUpcomingRetries } from './deliveries.store.ts'
import type { Lane } from './lane.ts'
import type { ManualDelivery } from './manual-delivery.ts'

interface ProberOptions {
  readonly db: Db
  readonly manual: ManualDelivery
  readonly clock: Clock
  /** A probe has ended, and what came of it is booked. */
  readonly onDone: (lane: Lane) => void
  readonly report: (error: unknown) => void
}

/** Tries webhooks that were disabled because nothing arrived. @returns when to come back, milliseconds; Infinity for never by itself. */
export type Prober = (lane: Lane) => number

/** A probe is the delivery that has waited longest, so that nothing overtakes it, or a test event; it uses up no retry. */
export function createProber({ db, manual, clock, onDone, report }: ProberOptions): Prober {
  const running = new Set<Lane>()

  async function send({ webhookId }: Lane): Promise<void> {
    const [waiting] = listUpcomingRetries(db, webhookId, 1)
    try {
      if (waiting !== undefined) return await manual.redeliver(webhookId, waiting.id, systemActor)
    } catch (error) {
      // Its event is no longer kept.
      if (!(error instanceof AppError && error.code === 'conflict')) throw error
    }
    await manual.sendTest(webhookId, systemActor)
  }

  return (lane) => {
    const now = clock.now()
    if (!lane.settings.isProbed || lane.failures.failing === null || running.has(lane)) return Number.POSITIVE_INFINITY
    const at = lane.failures.probeAt(now)
    if (at > now) return at
    running.add(lane)
    lane.failures.probed(now)
    void send(lane)
      .catch(report)
      .finally(() => {
        running.delete(lane)
        onDone(lane)
      })
    return Number.POSITIVE_INFINITY
  }
}
