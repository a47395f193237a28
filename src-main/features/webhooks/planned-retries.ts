import type { Workspace } from '../../infra/db/workspace.ts'
import { type Clock, isoTime, systemActor } from '../../lib/identity.ts'
import type { AwakeTime } from './awake-time.ts'
import { hasRetryAfter, moveRetries } from './deliveries.store.ts'
import type { Lane } from './lane.ts'
import type { Lanes } from './lanes.ts'

/** What machines correct now and then is no clock that was set, milliseconds. */
const minSetBackMs = 1_000

/** No wait is longer than this by a receiver's wish, with jitter. */
const farthestAskedMs = 24 * 3_600_000
const withJitter = 1.25

interface Options {
  readonly workspace: Workspace
  readonly clock: Clock
  readonly awake: AwakeTime
  readonly lanes: Lanes
  /** The planned retries of a webhook are others now, on disk. */
  readonly onMoved: (lane: Lane) => void
  readonly report: (error: unknown) => void
}

/** Keeps planned retries by the clock on the wall. After sleep, or a clock that was set ahead, what is past its time is simply due. */
export interface PlannedRetries {
  /** Pulls in what was planned under a clock that is far ahead of that of now. */
  readonly start: () => void
  /** Looks at the clock: when it was set back, what waits comes so much earlier as if nothing had happened. */
  readonly look: () => void
}

export function createPlannedRetries({ workspace, clock, awake, lanes, onMoved, report }: Options): PlannedRetries {
  let lookedAt = clock.now()

  function move(byMs: number): void {
    const now = clock.now()
    for (const lane of lanes.all()) {
      const { webhookId } = lane
      const farthest = isoTime(now + farthestOf(lane))
      lane.pace.moveBack(byMs)
      if (!hasRetryAfter(workspace.db, webhookId, byMs === 0 ? farthest : isoTime(now))) continue
      const moved = workspace.write(({ db }) => moveRetries(db, webhookId, { now: isoTime(now), byMs, farthest }), { actor: systemActor })
      moved.then(() => onMoved(lane)).catch(report)
    }
  }

  return {
    start: () => move(0),
    look: () => {
      awake()
      const now = clock.now()
      const byMs = lookedAt - now
      lookedAt = now
      if (byMs >= minSetBackMs) move(byMs)
    },
  }
}

/** The longest that a delivery of a webhook may wait, milliseconds. */
const farthestOf = ({ settings }: Lane): number =>
  Math.max(farthestAskedMs, ...settings.retrySchedule.map((wait) => wait * 1_000)) * withJitter
