import type { Db } from '../../infra/db/database.ts'
import type { Clock } from '../../lib/identity.ts'
import { attempter } from './attempter.ts'
import type { Attempt, Deliver } from './deliver.ts'
import { type Body, bodyOf } from './delivery-body.ts'
import type { LoggedEvent } from './event-pages.ts'
import type { Entry, Lane } from './lane.ts'
import { composed } from './payload-rules.ts'
import { type AttemptResult, resultOf } from './result-writer.ts'
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
    lane.failures.answered(outcome, now)
    if (outcome.error === null) lane.pace.delivered(now)
    // Nothing was sent, and nothing is known of the endpoint.
    else if (outcome.error.kind === 'template') return judge(outcome, { attempt, retryCount, schedule, now, random })
    else if (isOverloaded(outcome)) lane.pace.slowedDown(now, askedWaitMs(outcome, now))
    else lane.pace.failed(now)
    return judge(outcome, { attempt, retryCount, schedule, now, random })
  }

  const attempted = attempter(deliver, clock)

  return {
    sendFirst: async (lane, entry, event) => {
      const attempt = await attempted(lane, { eventId: event.id, eventType: event.event }, () => composed(lane.settings, event), 1)
      if (isAborted(attempt)) return
      const verdict = judged(lane, attempt, 1)
      lane.finish(entry, verdict.status === 'delivered')
      settle(resultOf(lane, attempt, verdict, { kind: 'first', event }))
    },
    sendRetry: async (lane, delivery) => {
      const { id: deliveryId, orderKey } = delivery
      lane.busy.add(deliveryId)
      const body = (): Body => bodyOf(db, lane.settings, delivery) ?? { body: '', isPlain: true }
      const attempt = await attempted(lane, delivery, body, delivery.attemptNumber + 1)
      if (isAborted(attempt)) {
        lane.busy.delete(deliveryId)
        return
      }
      const scheduledAttempts = delivery.scheduledAttempts + 1
      const verdict = judged(lane, attempt, scheduledAttempts)
      settle(resultOf(lane, attempt, verdict, { kind: 'retry', deliveryId, orderKey, scheduledAttempts }))
    },
  }
}

/** Ended by us: the program stops or the webhook is deleted. It was no attempt that anybody should read of. */
const isAborted = (attempt: Attempt): boolean => attempt.outcome.error?.kind === 'aborted'
