import { eventBody } from '../../events/event-log.ts'
import type { Db } from '../../infra/db/database.ts'
import type { Clock } from '../../lib/identity.ts'
import type { Attempt, Deliver } from './deliver.ts'
import type { LoggedEvent } from './event-pages.ts'
import type { Entry, Lane } from './lane.ts'
import { bodyOf } from './manual-delivery.ts'
import type { AttemptResult } from './result-writer.ts'
import { askedWaitMs, isOverloaded, judge, type Verdict } from './retry-schedule.ts'
import type { DeliveryRow } from './webhooks.table.ts'

interface SenderOptions {
  readonly db: Db
  readonly deliver: Deliver
  readonly clock: Clock
  /** 0 to 1, for jitter. */
  readonly random: () => number
  /** What came of an attempt; not called for one that we ended ourselves. */
  readonly settle: (result: AttemptResult) => void
}

/** Makes the attempts of the schedule and judges what came of them. */
export interface Sender {
  readonly sendFirst: (lane: Lane, entry: Entry, event: LoggedEvent) => Promise<void>
  readonly sendRetry: (lane: Lane, delivery: DeliveryRow) => Promise<void>
}

export function createSender({ db, deliver, clock, random, settle }: SenderOptions): Sender {
  function judged(lane: Lane, { outcome }: Attempt, attempt: number): Verdict {
    const now = clock.now()
    const { retryCount, retrySchedule: schedule } = lane.settings
    if (outcome.error === null) lane.pace.delivered(now)
    else if (isOverloaded(outcome)) lane.pace.slowedDown(now, askedWaitMs(outcome, now))
    else lane.pace.failed(now)
    return judge(outcome, { attempt, retryCount, schedule, now, random })
  }

  return {
    sendFirst: async (lane, entry, event) => {
      const message = { eventId: event.id, eventType: event.event, body: eventBody(event) }
      const attempt = await deliver(lane.settings.endpoint, message, 1)
      if (isAborted(attempt)) return
      const verdict = judged(lane, attempt, 1)
      lane.finish(entry, verdict.status === 'delivered')
      settle({ lane, attempt, verdict, of: { kind: 'first', event } })
    },
    sendRetry: async (lane, delivery) => {
      const { id: deliveryId, orderKey } = delivery
      lane.busy.add(deliveryId)
      const message = { eventId: delivery.eventId, eventType: delivery.eventType, body: bodyOf(db, delivery) ?? '' }
      const attempt = await deliver(lane.settings.endpoint, message, delivery.attemptNumber + 1)
      if (isAborted(attempt)) {
        lane.busy.delete(deliveryId)
        return
      }
      const scheduledAttempts = delivery.scheduledAttempts + 1
      const verdict = judged(lane, attempt, scheduledAttempts)
      settle({ lane, attempt, verdict, of: { kind: 'retry', deliveryId, orderKey, scheduledAttempts } })
    },
  }
}

/** Ended by us: the program stops or the webhook is deleted. It was no attempt that anybody should read of. */
const isAborted = (attempt: Attempt): boolean => attempt.outcome.error?.kind === 'aborted'
